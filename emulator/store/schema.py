"""The database: tables, and the number that says which layout a file has.

Rows are facts about state machines and executions; no column knows what ASL is. Times are ms since the Unix epoch. The
journal is append-only and keyed by its rowid, which is what SQLite writes fastest.
"""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x41534C31  # "ASL1": tells a foreign database from ours
VERSION: Final = 3

_REDRIVES: Final = """
CREATE TABLE redrives (
    execution_arn TEXT NOT NULL, client_token TEXT NOT NULL, redriven_ms INTEGER NOT NULL
);
CREATE INDEX redrives_by_execution ON redrives (execution_arn)
"""
# What makes a file of an older layout one of the next. An older layout that is not here cannot be read.
MIGRATIONS: Final = {2: _REDRIVES}

TABLES: Final = f"""
CREATE TABLE machines (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
    created_ms INTEGER NOT NULL, current INTEGER NOT NULL, next_version INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY, machine_arn TEXT NOT NULL, revision_id TEXT, definition TEXT NOT NULL,
    role_arn TEXT NOT NULL, settings TEXT NOT NULL, updated_ms INTEGER NOT NULL
);
CREATE TABLE versions (
    arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, number INTEGER NOT NULL, revision INTEGER NOT NULL,
    description TEXT, created_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE aliases (
    arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, name TEXT NOT NULL, description TEXT,
    routing TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE activities (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, created_ms INTEGER NOT NULL, settings TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE tags (
    arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key)
) WITHOUT ROWID;
CREATE TABLE executions (
    id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, machine_arn TEXT NOT NULL, name TEXT NOT NULL,
    status TEXT NOT NULL, started_ms INTEGER NOT NULL, stopped_ms INTEGER, revision INTEGER NOT NULL,
    seed TEXT NOT NULL, input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT, identity TEXT NOT NULL,
    redrive_count INTEGER NOT NULL DEFAULT 0, redriven_ms INTEGER, trace_header TEXT,
    map_run_arn TEXT, owner TEXT, item_count INTEGER, transitions INTEGER NOT NULL DEFAULT 0,
    test_case TEXT
);
CREATE INDEX executions_by_machine ON executions (machine_arn, started_ms);
CREATE INDEX executions_by_map_run ON executions (map_run_arn) WHERE map_run_arn IS NOT NULL;
CREATE INDEX executions_open ON executions (status) WHERE status = 'RUNNING';
CREATE TABLE map_runs (
    arn TEXT PRIMARY KEY, execution_arn TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX map_runs_by_execution ON map_runs (execution_arn);
CREATE TABLE map_rows (
    run TEXT NOT NULL, first INTEGER NOT NULL, source TEXT NOT NULL, rows TEXT NOT NULL
);
CREATE UNIQUE INDEX map_rows_by_run ON map_rows (run, first);
CREATE TABLE map_results (
    run TEXT NOT NULL, child INTEGER NOT NULL, category TEXT NOT NULL, lines TEXT NOT NULL
);
CREATE UNIQUE INDEX map_results_by_run ON map_results (run, child);
CREATE TABLE journal (
    execution INTEGER NOT NULL, count INTEGER NOT NULL, signal TEXT NOT NULL, now_ms INTEGER NOT NULL,
    events INTEGER NOT NULL, check_ INTEGER NOT NULL
);
CREATE INDEX journal_by_execution ON journal (execution);
CREATE TABLE snapshots (
    execution INTEGER PRIMARY KEY, row INTEGER NOT NULL, snapshot TEXT NOT NULL
);
CREATE TABLE history (
    execution INTEGER NOT NULL, first_id INTEGER NOT NULL, records TEXT NOT NULL,
    PRIMARY KEY (execution, first_id)
) WITHOUT ROWID;
{_REDRIVES};
"""
