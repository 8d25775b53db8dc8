"""A server process is killed while readers send: what was acknowledged is there, once."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import IdempotencyKey, Submission
from tests.factories import URL, site
from tests.rows import count_of
from tests.services.databases import SECRET
from tests.services.server import application_server

EACH, SENDERS = 12, 4
Acknowledged = dict[str, int]  # the submission that each key was answered with


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("grouped", ["on", "off"])
def test_what_was_acknowledged_is_there_once(
    app: Flask, database_url: str, tmp_path: Path, grouped: str
) -> None:
    news = site()
    env = {
        "MODERATION_DATABASE_URL": database_url,
        "MODERATION_DATA_DIR": str(tmp_path),
        "MODERATION_SECRET_KEY": SECRET,
        "MODERATION_GROUPED_WRITES": grouped,
    }
    log = tmp_path / "server.log"
    with application_server(env, log=log, options=["--workers", "2"]) as address:
        told = send_while_killing(f"{address}/api/v1/sites/{news.key}/comments", tmp_path)
    db.session.rollback()
    known = db.session.execute(select(IdempotencyKey.key, IdempotencyKey.submission_id))
    assert dict(known.all()) == told
    assert len(told) == count_of(Submission) == EACH * SENDERS


def send_while_killing(address: str, data_dir: Path) -> Acknowledged:
    halfway = Event()

    def send(sender: int) -> Acknowledged:
        told: Acknowledged = {}
        for number in range(EACH):
            key = f"{sender}-{number}"
            told[key] = acknowledged(address, key)
            if number == EACH // 3:
                halfway.set()
        return told

    with ThreadPoolExecutor(SENDERS) as pool:
        sent = pool.map(send, range(SENDERS))
        halfway.wait(60)
        os.kill(a_worker(data_dir), signal.SIGKILL)
        return {key: number for each in sent for key, number in each.items()}


def acknowledged(address: str, key: str) -> int:
    """The submission's number, asked for with the same key until there is an answer."""
    body = json.dumps({"url": URL, "source": f"Remark {key}", "name": "Vera"}).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    for _ in range(200):
        try:
            with urlopen(Request(address, body, headers), timeout=30) as answer:
                return int(json.load(answer)["id"])
        except HTTPError as error:
            if error.code != 503:
                raise
        except (URLError, ConnectionError, TimeoutError):
            Event().wait(0.1)
    raise AssertionError("no answer")


def a_worker(data_dir: Path) -> int:
    """One of the server's processes that answer: those that have started no others."""
    own = f"MODERATION_DATA_DIR={data_dir}".encode()
    return max(int(each.name) for each in Path("/proc").glob("[0-9]*") if _is_leaf(each, own))


def _is_leaf(process: Path, variable: bytes) -> bool:
    try:
        if variable not in (process / "environ").read_bytes().split(b"\0"):
            return False
        return not (process / "task" / process.name / "children").read_text()
    except OSError:  # it has ended, or is somebody else's
        return False
