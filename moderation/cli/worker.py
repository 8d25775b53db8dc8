"""``moderation worker``: the background process."""

from __future__ import annotations

import click
from flask import current_app

from moderation.cli.children import stop_on_signals
from moderation.cli.schema import require_migrated
from moderation.worker.calling import calling
from moderation.worker.handlers import AT_HOME
from moderation.worker.loop import work
from moderation.worker.watching import watching


@click.command("worker")
def worker() -> None:
    """Do what waits in the outbox, and what comes by the clock, until told to stop."""
    settings = current_app.extensions["moderation.settings"]
    require_migrated(settings)
    stop = stop_on_signals()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with watching(app, settings, stop), calling(app, settings, stop):
        work(settings, stop, AT_HOME)
