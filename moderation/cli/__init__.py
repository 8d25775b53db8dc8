"""The commands, as thin as the views."""

from __future__ import annotations

from flask import Flask

from moderation.cli.database import database
from moderation.cli.demo import demo
from moderation.cli.moderators import moderators
from moderation.cli.serve import serve
from moderation.cli.sites import sites
from moderation.cli.tokens import tokens
from moderation.cli.worker import worker


def init_app(app: Flask) -> None:
    """Add our commands to the console script."""
    for command in (database, demo, moderators, serve, sites, tokens, worker):
        app.cli.add_command(command)
