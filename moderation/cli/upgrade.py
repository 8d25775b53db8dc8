"""``moderation upgrade``: after a new version is installed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app

from moderation import migrating
from moderation.backups.making import our_version
from moderation.cli.backup import save
from moderation.queries.schema import database_revision, is_reachable
from moderation.revisions import newest_revision


@click.command("upgrade")
@click.option(
    "--backup",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to save what is there; by default a new file in the data folder.",
)
def upgrade(file: Path | None) -> None:
    """Save everything, bring the database to this version, and say how to go back."""
    if not is_reachable():
        raise click.ClickException("the database does not answer (MODERATION_DATABASE_URL)")
    before = database_revision()
    if before == newest_revision():
        click.echo(f"The database is at {before} already: nothing to do.")
        return
    if before is not None:
        save(file := file or _new_file())
        click.echo(f"Saved to {file}.")
    click.echo(f"Migrating from {before or 'an empty database'}…")
    try:
        migrating.upgrade()
        click.echo(f"The database is at {database_revision()}, as {our_version()} needs it.")
    finally:
        if before is not None:
            click.echo("To go back: stop server and worker, install the former version, then")
            click.echo(f"  moderation restore {file}")


def _new_file() -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    folder: Path = current_app.extensions["moderation.settings"].data_dir
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"before-upgrade-{stamp}.backup"
