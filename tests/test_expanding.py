"""Migrations only expand: while one runs nobody waits for a table of ten million rows.

And the version before goes on working meanwhile: nothing that it uses is taken away or renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy import event

from moderation.extensions import db
from moderation.migrating import downgrade, upgrade

FROZEN = "0004"  # the first ones were made before anybody had rows to lock

# What PostgreSQL locks a table for while it reads or writes all of it:
# https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
LOCKING = {
    "an index that is not made CONCURRENTLY": r"CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)",
    "a column that no row can have": r"ADD COLUMN (?=.*NOT NULL)(?!.*DEFAULT)",
    "a default that differs from row to row": r"ADD COLUMN .*DEFAULT .*(random|clock_timestamp)",
    "another type": r"ALTER COLUMN \S+ (SET DATA )?TYPE",
    "a column that must be looked through": r"ALTER COLUMN \S+ SET NOT NULL",
    "a constraint that is checked at once": r"ADD CONSTRAINT (?!.*NOT VALID)",
    "every row written at once": r"^UPDATE (?!alembic_version)(?!.*\bWHERE\b)",
}
BREAKING = {
    "what the version before reads": r"DROP (COLUMN|TABLE)",
    "another name": r"RENAME",
}


def objections(statements: Iterable[str]) -> list[tuple[str, str]]:
    """What is wrong with statements that change tables, and with which; new tables are nobody's."""
    said = [" ".join(statement.split()) for statement in statements]
    new = {match[1] for each in said if (match := re.match(r"CREATE TABLE (\S+)", each))}
    return [
        (why, each)
        for each in said
        for why, pattern in (LOCKING | BREAKING).items()
        if re.search(pattern, each) and not _is_about(new, each)
    ]


def _is_about(tables: set[str], statement: str) -> bool:
    match = re.search(r"(?:\bON|ALTER TABLE|^UPDATE) (\w+)", statement)
    return match is not None and match[1] in tables


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE INDEX ix_a ON submissions (id)",
        "ALTER TABLE submissions ADD COLUMN a INTEGER NOT NULL",
        "ALTER TABLE submissions ADD COLUMN a UUID DEFAULT gen_random_uuid() NOT NULL",
        "ALTER TABLE submissions ALTER COLUMN a TYPE BIGINT",
        "ALTER TABLE submissions ALTER COLUMN a SET NOT NULL",
        "ALTER TABLE submissions ADD CONSTRAINT ck CHECK (a > 0)",
        "UPDATE submissions SET a = 1",
        "ALTER TABLE submissions DROP COLUMN a",
        "ALTER TABLE submissions RENAME COLUMN a TO b",
    ],
)
def test_what_locks_or_takes_away_is_objected_to(statement: str) -> None:
    assert len(objections([statement])) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE INDEX CONCURRENTLY ix_a ON submissions (id)",
        "CREATE TABLE a (id INTEGER NOT NULL)",
        "ALTER TABLE submissions ADD COLUMN a INTEGER",
        "ALTER TABLE submissions ADD COLUMN a INTEGER DEFAULT 0 NOT NULL",
        "ALTER TABLE submissions ADD CONSTRAINT ck CHECK (a > 0) NOT VALID",
        "UPDATE submissions SET a = 1 WHERE id BETWEEN 1 AND 1000",
        "UPDATE alembic_version SET version_num = '0007'",
    ],
)
def test_what_only_adds_is_not(statement: str) -> None:
    assert objections([statement]) == []


def test_a_new_table_may_have_anything() -> None:
    made = ["CREATE TABLE new (id INTEGER)", "CREATE INDEX ix_new ON new (id)"]
    assert objections(made) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_our_own_only_add(app: Flask) -> None:
    downgrade(revision=FROZEN)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    upgrade()
    assert any("ADD COLUMN" in each for each in statements)
    assert objections(statements) == []
