"""Backup and restore: all or nothing, while readers go on writing."""

from __future__ import annotations

import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, inspect, select, text

from moderation.cli.backup import backup, restore
from moderation.extensions import db
from moderation.models import Comment, Site
from tests.factories import comment, site
from tests.services.databases import ON_BOTH

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command; afterwards nothing of this process has the database open."""

    def invoke(command: object, *args: object) -> Result:
        db.session.remove()
        db.engine.dispose()
        return app.test_cli_runner().invoke(command, [str(arg) for arg in args])

    return invoke


@pytest.fixture
def saved(run: Run, tmp_path: Path) -> Path:
    """A backup of one site with one comment."""
    comment(site("Saved"))
    result = run(backup, tmp_path / "saved.backup")
    assert result.exit_code == 0, result.output
    return tmp_path / "saved.backup"


def names() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Site.name).order_by(Site.id)))


@ON_BOTH
def test_it_puts_back_what_it_saved(run: Run, saved: Path) -> None:
    site("Later", "later.example")
    result = run(restore, saved)
    assert result.exit_code == 0, result.output
    assert names() == ["Saved"]
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 1


@ON_BOTH
def test_it_keeps_what_was_there(run: Run, saved: Path, tmp_path: Path) -> None:
    site("Later", "later.example")
    result = run(restore, saved)
    assert "is kept in" in result.output
    assert [*tmp_path.glob("*before-restore-*")] != []


@ON_BOTH
def test_it_works_on_after_a_restore(run: Run, saved: Path) -> None:
    run(restore, saved)
    site("New", "new.example")
    assert names() == ["Saved", "New"]


@ON_BOTH
def test_it_removes_what_a_later_version_added(run: Run, saved: Path) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY)"))
    assert run(restore, saved).exit_code == 0
    assert "later" not in inspect(db.engine).get_table_names()


@ON_BOTH
def test_nobody_else_can_read_a_backup(saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600


@ON_BOTH
def test_a_backup_never_replaces_a_file(run: Run, saved: Path) -> None:
    before = saved.read_bytes()
    result = run(backup, saved)
    assert result.exit_code == 1
    assert "exists" in result.output
    assert saved.read_bytes() == before


@ON_BOTH
def test_it_says_that_there_is_no_such_folder(run: Run, tmp_path: Path) -> None:
    result = run(backup, tmp_path / "nowhere" / "file")
    assert result.exit_code == 1
    assert result.output.startswith("Error: there is no folder")


@ON_BOTH
def test_a_manifest_says_what_is_in_it(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(archive.namelist()) == {"manifest.json", *manifest["hashes"]}
    assert manifest["revision"]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


def empty(_content: bytes) -> bytes:
    return b""


def foreign(_content: bytes) -> bytes:
    return b"This is not a backup.\n" * 100


@ON_BOTH
@pytest.mark.parametrize("damage", [cut, flip, empty, foreign])
def test_it_refuses_a_damaged_backup_before_it_touches_anything(
    run: Run, saved: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    site("Later", "later.example")
    saved.write_bytes(damage(saved.read_bytes()))
    result = run(restore, saved)
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert names() == ["Saved", "Later"]
    assert [path.name for path in tmp_path.iterdir() if "restore" in path.name] == []


def repack(saved: Path, **changes: object) -> None:
    """Change what the manifest says, and leave the rest as it is."""
    with zipfile.ZipFile(saved) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"]) | changes
    files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


@ON_BOTH
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"revision": "9999"}, "newer version"),
        ({"database": "oracle"}, "backup of oracle"),
        ({"format": 2}, "format 2"),
        ({"hashes": {}}, "does not hold what it says"),
        ({"hashes": {"../../evil": "0"}}, "files with a path"),
        ({"surprise": 1}, "manifest is unreadable"),
    ],
)
def test_it_refuses_what_does_not_fit(
    run: Run, saved: Path, changes: dict[str, object], reason: str
) -> None:
    repack(saved, **changes)
    result = run(restore, saved)
    assert result.exit_code == 1
    assert reason in result.output
    assert names() == ["Saved"]


@ON_BOTH
def test_it_says_when_the_secret_is_another(run: Run, saved: Path) -> None:
    repack(saved, secret_hash="another")
    assert "another MODERATION_SECRET_KEY" in run(restore, saved).output


@ON_BOTH
def test_it_saves_one_moment_while_readers_write(run: Run, app: Flask, tmp_path: Path) -> None:
    news, stop, answered = site().id, threading.Event(), threading.Semaphore(0)
    sent: list[int] = []

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                sent.append(comment(db.session.get_one(Site, news), "Meanwhile.").id)
                answered.release()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for _ in range(5):
        answered.acquire()
    before = set(sent)
    result = app.test_cli_runner().invoke(backup, [str(tmp_path / "busy.backup")])
    after = set(sent)
    stop.set()
    for writer in writers:
        writer.join()
    assert result.exit_code == 0, result.output
    assert run(restore, tmp_path / "busy.backup").exit_code == 0
    saved = set(db.session.scalars(select(Comment.id)))
    assert before <= saved
    assert len(saved - after) <= len(writers)  # answered a moment later


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_refuses_while_the_database_is_in_use(run: Run, saved: Path, tmp_path: Path) -> None:
    server = sqlite3.connect(tmp_path / "moderation.sqlite3")
    server.execute("SELECT count(*) FROM sites").fetchone()
    result = run(restore, saved)
    server.close()
    assert result.exit_code == 1
    assert "in use: stop the server" in result.output


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_mends_a_database_that_is_damaged(run: Run, saved: Path, tmp_path: Path) -> None:
    (tmp_path / "moderation.sqlite3").write_bytes(b"nonsense" * 1000)
    result = run(restore, saved)
    assert result.exit_code == 0, result.output
    assert names() == ["Saved"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_brings_the_secret_back(run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("the one of that time")
    run(backup, tmp_path / "saved.backup")
    (tmp_path / "secret_key").write_text("another one")
    run(restore, tmp_path / "saved.backup")
    assert (tmp_path / "secret_key").read_text() == "the one of that time"
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
