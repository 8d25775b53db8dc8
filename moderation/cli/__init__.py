"""The commands, as thin as the views."""

from __future__ import annotations

from flask import Flask

from moderation.cli.database import database
from moderation.cli.serve import serve
from moderation.cli.sites import sites
from moderation.cli.worker import worker


def init_app(app: Flask) -> None:
    """Add our commands to the console script."""
    for command in (database, serve, sites, worker):
        app.cli.add_command(command)
