"""``moderation backup`` and ``moderation restore``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app

from moderation.backups.archives import BackupError
from moderation.backups.making import make_backup
from moderation.backups.restoring import Checked, checked_backup, put_back, secret_differs
from moderation.extensions import db
from moderation.queries.schema import database_revision, is_reachable
from moderation.revisions import known_revisions, newest_revision
from moderation.settings import Settings
from moderation.worker.log_ends import forget_ends


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Save everything into FILE, while the service runs.

    FILE holds the database and the secret that receipts and second factors are
    made with; keep it as you keep a password. It must not exist yet.
    """
    save(file)
    click.echo(f"Saved to {file} ({file.stat().st_size:,} bytes).")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path) -> None:
    """Put back what `moderation backup` saved into FILE, instead of what is there now.

    FILE is checked before anything is touched. Stop the server and the worker
    first. What was there is kept, and where it lies is printed.
    """
    settings = _settings()
    try:
        with checked_backup(file, settings, known_revisions(), show_progress) as checked:
            _put_back(checked, settings)
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error


def save(file: Path) -> None:
    """Make a backup, or stop with one line."""
    revision = database_revision() if is_reachable() else None
    if revision is None:
        raise click.ClickException("there is no migrated database to save")
    try:
        make_backup(file, _settings(), revision, show_progress)
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error


def show_progress(what: str, done: int, whole: int) -> None:
    """One line that keeps up with long work; only for a person who watches."""
    if sys.stderr.isatty():
        how_much = f"{done * 100 // whole} %" if whole else f"{done:,} bytes"
        click.echo(f"\r{what}: {how_much}  ", nl=done == whole, err=True)


def _put_back(checked: Checked, settings: Settings) -> None:
    manifest = checked.manifest
    click.echo(f"{manifest.made_at}, version {manifest.version}: whole.")
    kept = None
    if not settings.is_embedded and is_reachable() and database_revision():
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        save(kept := settings.data_dir / f"before-restore-{stamp}.backup")
    db.engine.dispose()
    kept = put_back(checked, settings, show_progress) or kept
    forget_ends(settings)
    if kept:
        click.echo(f"What was there before is kept in {kept}.")
    if secret_differs(checked, settings):
        click.echo(
            "It was made with another MODERATION_SECRET_KEY: receipts and second factors in it"
            " work only with that one.",
            err=True,
        )
    if manifest.revision != newest_revision():
        click.echo("It is of an older version: run `moderation db upgrade` before you serve it.")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["moderation.settings"]
    return settings
