"""The commands, as thin as the views."""

from __future__ import annotations

from flask import Flask
from flask_migrate.cli import db as db_commands

from moderation.cli.sites import sites


def init_app(app: Flask) -> None:
    """Add our commands to the console script."""
    for command in (db_commands, sites):
        app.cli.add_command(command)
