"""A worker that is killed at its work, and one that is asked to stop."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import pytest
from flask import Flask
from sqlalchemy import select, update

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Beat, Job
from moderation.settings import Settings
from moderation.transactions import write
from tests.services.processes import running
from tests.services.server import PROJECT
from tests.services.smtp import Mailbox
from tests.worker.conftest import WorkOff

Worker = Callable[..., AbstractContextManager["Popen[bytes]"]]


@pytest.fixture
def silent_server() -> Iterator[str]:
    """A mail server that takes a call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"smtp://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def worker(app: Flask, settings: Settings, tmp_path: Path) -> Worker:
    """``worker(mail_url, ready=…)``: a worker process on the test's database."""

    def start(mail_url: str, *, ready: Callable[[], bool]) -> AbstractContextManager[Popen[bytes]]:
        env = {
            "PYTHONPATH": str(PROJECT),
            "MODERATION_SECRET_KEY": settings.secret_key,
            "MODERATION_DATABASE_URL": settings.database_url,
            "MODERATION_DATA_DIR": str(settings.data_dir),
            "MODERATION_MAIL_URL": mail_url,
        }
        command = [sys.executable, "-m", "moderation", "worker"]
        return running(command, ready=ready, log=tmp_path / "log", env=env)

    return start


def job() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


def is_claimed() -> bool:
    return job().claimed_until is not None


def enqueue_letter() -> None:
    write(outbox.enqueue, "send_mail", to="a@a.example", subject="Hi", text="There")


def test_what_a_killed_worker_had_begun_is_done_by_another(
    worker: Worker, silent_server: str, mailbox: Mailbox, work_off: WorkOff
) -> None:
    enqueue_letter()
    with worker(silent_server, ready=is_claimed) as process:
        process.kill()
        process.wait()
    work_off()
    assert mailbox.messages == []  # the lease still holds
    write(db.session.execute, update(Job).values(claimed_until=utcnow()))
    work_off()
    assert len(mailbox.messages) == 1
    assert job().done_at is not None


@pytest.mark.parametrize(
    ("database_url", "number"),
    [("sqlite", signal.SIGTERM), ("postgresql", signal.SIGINT)],
    indirect=["database_url"],
)
def test_it_sends_what_waits_and_stops_cleanly_when_asked(
    worker: Worker, mailbox: Mailbox, number: signal.Signals
) -> None:
    enqueue_letter()
    with worker(mailbox.url, ready=lambda: job().done_at is not None) as process:
        assert [str(message["To"]) for message in mailbox.messages] == ["a@a.example"]
        assert db.session.get(Beat, "worker") is not None
        process.send_signal(number)
        assert process.wait(60) == 0
