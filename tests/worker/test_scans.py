"""What the worker asks all day finds its rows by an index, however little the database knows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from bench.all_day import all_day, scanned
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Submission
from moderation.settings import Settings
from moderation.worker.visits import next_claim
from tests.factories import site


def test_nothing_that_the_worker_asks_reads_a_large_table(app: Flask, settings: Settings) -> None:
    site()
    with_mail = replace(settings, mail_url="smtp://127.0.0.1:1")
    asked = all_day(with_mail, utcnow())
    assert len(asked) > 15
    assert {name: found for name, ask in asked.items() if (found := scanned(ask))} == {}


def test_a_question_that_reads_everything_is_noticed(app: Flask) -> None:
    by_name = select(Submission.id).where(Submission.author_name == "x").limit(1)
    assert scanned(lambda: db.session.scalar(by_name)) == {"submissions"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_index_that_is_gone_is_noticed(app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_typo_reports_checks")
    assert scanned(next_claim) == {"typo_reports"}
