"""``moderation worker``: the background process."""

from __future__ import annotations

import click
from flask import current_app

from moderation.cli.children import stop_on_signals
from moderation.cli.schema import require_migrated
from moderation.worker.loop import work


@click.command("worker")
def worker() -> None:
    """Do what waits in the outbox, and what comes by the clock, until told to stop."""
    require_migrated()
    work(current_app.extensions["moderation.settings"], stop_on_signals())
