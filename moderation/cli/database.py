"""``moderation db``: bring the database into the shape that this version needs."""

from __future__ import annotations

import click

from moderation import migrating
from moderation.queries.schema import database_revision
from moderation.revisions import newest_revision


@click.group("db")
def database() -> None:
    """The database's tables: which shape they are in, and how to change it."""


@database.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the tables to REVISION, the newest by default; doing it twice is harmless."""
    click.echo(f"Migrating from {database_revision() or 'an empty database'}…")
    migrating.upgrade(revision)
    click.echo(f"The database is at {database_revision()}.")


@database.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the tables back to REVISION; -1 is the one before. Columns it does not know are lost."""
    migrating.downgrade(revision)
    click.echo(f"The database is at {database_revision() or 'nothing: it is empty'}.")


@database.command("current")
def current() -> None:
    """Print which migration the database is at, and which one this version needs."""
    click.echo(f"{database_revision() or 'empty'} (this version needs {newest_revision()})")
