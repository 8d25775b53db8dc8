"""``moderation demo``: a site to try things on, and one owner to try it as."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import current_app

from moderation.cli.answers import refusals_on_stderr
from moderation.errors import NotFound
from moderation.operations.demo import KEY, fill_demo, move_demo
from moderation.operations.people import add_moderator
from moderation.operations.removing import remove_site
from moderation.queries.people import owner_ids
from moderation.settings import Settings
from moderation.transactions import write

OWNER = "owner@demo.example"


@click.command("demo")
@click.option("--remove", is_flag=True, help="remove the demo site and everything sent to it")
@refusals_on_stderr
def demo(remove: bool) -> None:
    """Add a demo site with three articles, a queue and an owner, once; print the sign-in."""
    settings: Settings = current_app.extensions["moderation.settings"]
    kept = settings.data_dir / "demo-sign-in"
    if remove:
        write(remove_site, KEY)
        kept.unlink(missing_ok=True)
        click.echo("The demo site is gone. Accounts stay: see 'moderation moderators list'.")
        return
    host = urlsplit(settings.base_url).netloc
    try:
        write(move_demo, settings.base_url, host)
    except NotFound:
        owner = _owner(kept)
        write(fill_demo, settings.base_url, host, owner=owner)
    _say(settings, kept)


def _owner(kept: Path) -> int:
    """The installation's owner; made if there is none, its sign-in kept beside the data."""
    if not (owners := owner_ids()):
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        write(add_moderator, OWNER, password=password, owner=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{OWNER}  {password}\n")
        owners = owner_ids()
    return owners[0]


def _say(settings: Settings, kept: Path) -> None:
    click.echo(f"\n  The demo:   {settings.base_url}/demo/")
    click.echo(f"  The queue:  {settings.base_url}/dashboard/queue")
    if kept.exists():
        click.echo(f"  Sign in as: {kept.read_text().strip()}\n")
    else:
        click.echo("  Forgot the sign-in? moderation moderators reset-password EMAIL\n")
