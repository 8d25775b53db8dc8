"""Which migration a database is at is known without the application."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask

from moderation import migrating
from moderation.queries.schema import database_revision
from moderation.revisions import (
    Unreachable,
    known_revisions,
    migrations,
    newest_revision,
    revision_at,
)
from moderation.settings import Settings
from tests.services.processes import free_port


def test_files_are_named_by_the_migration_in_them() -> None:
    scripts = ScriptDirectory(str(migrations())).walk_revisions()
    assert known_revisions() == tuple(script.revision for script in scripts)


def test_the_driver_is_told_what_the_app_is_told(app: Flask, settings: Settings) -> None:
    assert revision_at(settings.database) == database_revision() == newest_revision()
    migrating.downgrade("base")
    assert revision_at(settings.database) is None
    assert database_revision() is None


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_a_server_that_is_gone_does_not_answer(scheme: str) -> None:
    with pytest.raises(Unreachable):
        revision_at(f"{scheme}://127.0.0.1:{free_port()}/none")


def test_a_file_that_is_no_database_does_not_answer(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(Unreachable):
        revision_at(f"sqlite:///{tmp_path}/letter")


def test_a_file_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert revision_at(f"sqlite:///{tmp_path}/new") is None
