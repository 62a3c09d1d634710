"""Tests without Python: files of cases that `asl test` runs.

    grammar     every word of a file, in one table: what it may be, and what it means
    amounts     lengths of time, and bounds
    reading     a file → its cases, and what is wrong with it, at its place
    stage       what cases are run with, opened once: programs, mock files, functions
    preparing   a case → one that can run, and what keeps it from it
    playing     a prepared case → a run, step by step on the virtual clock
    expecting   a run → the expectations that it does not meet
    difference  where two JSON values differ, in words
    session     files and folders → results
    report      results for people and programs; junit: for CI
    watching    again, whenever a file has changed
    schema      the table as a JSON Schema, for editors

A case is data until it runs. An expectation that cannot be judged is a failure, never a pass.
"""
