"""What is to be looked at is found without reading what is not."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.database import utcnow
from moderation.extensions import db
from moderation.queries.checks import due_pages


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_pages_that_are_due_are_found_from_the_reports_alone(
    app: Flask, count_queries: list[str]
) -> None:
    assert due_pages(utcnow(), busy=()) == []
    *_begin, asked = count_queries
    connection = db.session.connection()
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", (1,) * asked.count("?"))
    steps = [row.detail for row in plan]
    assert "ix_typo_reports_checks" in steps[0]
    assert [step for step in steps if "SCAN pages" in step or "submissions" in step] == []
