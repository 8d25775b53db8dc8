"""Alembic, through Flask-Migrate: loaded where tables are made or changed, and nowhere else."""

from __future__ import annotations

import flask_migrate
from flask import current_app

from moderation.extensions import db
from moderation.revisions import migrations


def upgrade(revision: str = "head") -> None:
    """Bring the tables to a revision."""
    _attach()
    flask_migrate.upgrade(revision=revision)


def downgrade(revision: str = "-1") -> None:
    """Take the tables back to a revision."""
    _attach()
    flask_migrate.downgrade(revision=revision)


def is_modelled(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether the models tell of it; how words are found is each database's own affair."""
    ours = ("search_words", "search_parts", "ix_search_texts")
    return not (name or "").startswith(ours)


def _attach() -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    migrate = flask_migrate.Migrate(include_name=is_modelled)
    migrate.init_app(app, db, directory=str(migrations()))
