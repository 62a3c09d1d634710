"""What the suites can be run against."""
