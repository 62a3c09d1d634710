"""Readers of outside suites, each given by path: one module a suite."""
