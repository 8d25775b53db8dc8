"""``check``, ``upgrade`` and ``db``: what an operator is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click import Command
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, update

from moderation.cli.check import check
from moderation.cli.database import database
from moderation.cli.upgrade import upgrade
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Comment, Decision, Verb
from moderation.operations.beats import beat
from moderation.operations.decide import decide
from moderation.queries.schema import database_revision
from moderation.revisions import newest_revision
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import comment, moderator, site
from tests.services.databases import ON_BOTH
from tests.services.smtp import Mailbox

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, settings: Settings) -> Run:
    """``run(command, "argument", mail_url="…")``: run a command, with some settings changed."""

    def invoke(command: Command, *args: str, **changes: str) -> Result:
        app.extensions["moderation.settings"] = replace(settings, **changes)  # type: ignore[arg-type]
        return app.test_cli_runner().invoke(command, list(args))

    return invoke


@ON_BOTH
def test_it_finds_all_well(run: Run, mailbox: Mailbox) -> None:
    site()
    write(beat, "worker", utcnow())
    result = run(check, mail_url=mailbox.url)
    assert result.exit_code == 0, result.output
    assert "FAIL" not in result.output


def test_it_says_what_is_missing(run: Run) -> None:
    result = run(check)
    assert result.exit_code == 1
    assert re.search("^FAIL  sites: .*`moderation sites add", result.output, re.MULTILINE)
    assert re.search("^FAIL  worker: never seen", result.output, re.MULTILINE)
    assert "not as it should be: sites, worker" in result.output


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"mail_url": "smtp://127.0.0.1:1"}, "FAIL  mail: ConnectionRefusedError"),
        ({"base_url": "http://talk.example"}, "FAIL  address: http://talk.example is not https"),
        ({"base_url": "https://talk.example"}, "FAIL  address: MODERATION_TRUSTED_PROXIES is 0"),
    ],
)
def test_it_finds_a_setting_that_does_harm(run: Run, changes: dict[str, str], line: str) -> None:
    assert line in run(check, **changes).output


def test_it_finds_a_secret_that_others_can_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("open to all")
    (tmp_path / "secret_key").chmod(0o644)
    assert "FAIL  secret: others can read" in run(check).output


def test_it_names_what_was_changed_in_the_log(run: Run) -> None:
    _first, second, _third = decided()
    db.session.execute(update(Decision).where(Decision.id == second).values(verb=Verb.APPROVE))
    db.session.commit()
    assert f"number {second} was changed after the fact" in run(check).output


def test_it_names_where_something_was_removed_from_the_log(run: Run) -> None:
    _first, second, third = decided()
    db.session.execute(delete(Decision).where(Decision.id == second))
    db.session.commit()
    assert f"something before number {third} is missing" in run(check).output


@ON_BOTH
@pytest.mark.parametrize("number", [0, 2])
def test_it_names_a_log_that_was_cut_short(run: Run, number: int) -> None:
    decided()
    assert "OK    log: " in run(check).output
    db.session.execute(delete(Decision).where(Decision.id > number))
    db.session.commit()
    for _ in range(2):  # looking does not make it good
        assert "FAIL  log: the newest of the decisions of site" in run(check).output


@ON_BOTH
def test_erasing_what_people_wrote_leaves_the_log_whole(run: Run) -> None:
    decided()
    db.session.execute(update(Comment).values(source=""))
    db.session.execute(update(Decision).values(reason=""))
    db.session.commit()
    assert "OK    log: 3 records in 1 chains, as they were written" in run(check).output


def decided() -> list[int]:
    """The numbers of three decisions on a site."""
    news = site()
    alice = moderator(news).id
    return [
        write(decide, comment(news, text).id, Verb.REJECT, by=alice, version=None, reason=text)
        .decision_id
        for text in ("One", "Two", "Three")
    ]  # fmt: skip


@ON_BOTH
def test_it_says_that_the_database_is_not_migrated(run: Run) -> None:
    run(database, "downgrade", "base")
    result = run(check)
    assert "FAIL  database: at nothing" in result.output
    assert result.exit_code == 1


def test_there_is_nothing_to_upgrade(run: Run, tmp_path: Path) -> None:
    result = run(upgrade)
    assert result.exit_code == 0
    assert "nothing to do" in result.output
    assert list(tmp_path.glob("*.backup")) == []


@ON_BOTH
def test_it_upgrades_an_empty_database_without_a_backup(run: Run, tmp_path: Path) -> None:
    run(database, "downgrade", "base")
    result = run(upgrade)
    assert result.exit_code == 0, result.output
    assert database_revision() == newest_revision()
    assert list(tmp_path.glob("*.backup")) == []


@ON_BOTH
def test_it_goes_down_and_up(run: Run) -> None:
    assert run(database, "downgrade", "base").exit_code == 0
    assert "empty" in run(database, "current").output
    assert run(database, "upgrade").exit_code == 0
    assert run(database, "current").output.startswith(newest_revision())
