"""The commands, as thin as the views."""

from __future__ import annotations

from click import Command
from flask import Flask

from moderation.cli.backup import backup, restore
from moderation.cli.check import check
from moderation.cli.corrections import corrections
from moderation.cli.database import database
from moderation.cli.demo import demo
from moderation.cli.moderators import moderators
from moderation.cli.serve import serve
from moderation.cli.sites import sites
from moderation.cli.tokens import tokens
from moderation.cli.upgrade import upgrade
from moderation.cli.worker import worker

COMMANDS: tuple[Command, ...] = (
    backup,
    check,
    corrections,
    database,
    demo,
    moderators,
    restore,
    serve,
    sites,
    tokens,
    upgrade,
    worker,
)


def init_app(app: Flask) -> None:
    """Add our commands to the console script."""
    for command in COMMANDS:
        app.cli.add_command(command)
