"""The commands, as thin as the views."""

from __future__ import annotations

from flask import Flask
from flask_migrate.cli import db as db_commands


def init_app(app: Flask) -> None:
    """Add our commands to the console script."""
    app.cli.add_command(db_commands)
