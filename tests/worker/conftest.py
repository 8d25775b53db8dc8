"""A worker that does everything that is due, once, and a mail server that takes its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from moderation.database import utcnow
from moderation.extensions import db
from moderation.settings import Settings
from moderation.worker.clock import Clock
from moderation.worker.handlers import do_next
from tests.services.databases import SECRET
from tests.services.smtp import Mailbox

WorkOff = Callable[[], None]


@pytest.fixture
def settings(database_url: str, tmp_path: Path, mailbox: Mailbox) -> Settings:
    """The app's settings, with mail configured."""
    return Settings(
        secret_key=SECRET,
        database_url=database_url,
        data_dir=tmp_path,
        dictionaries=tmp_path,
        mail_url=mailbox.url,
    )


@pytest.fixture
def work_off(app: Flask, settings: Settings) -> WorkOff:
    """Make the rounds that the clock asks for, and do every job that is due now."""
    clock = Clock(settings)

    def work() -> None:
        while do_next(settings):
            pass
        while clock.make_rounds(utcnow()):
            pass
        while do_next(settings):
            pass
        db.session.rollback()

    return work


@pytest.fixture
def without_mail(settings: Settings) -> Settings:
    """The same settings, but nobody can be written to."""
    return replace(settings, mail_url="")
