"""The console script: ``moderation COMMAND``."""

from __future__ import annotations

import sys

import click
from flask.cli import FlaskGroup

from moderation.app import create_app
from moderation.cli.corrections import corrections
from moderation.settings import SettingsError


def _create_app() -> object:
    try:
        return create_app()
    except SettingsError as error:
        click.echo(f"moderation: {error}", err=True)
        sys.exit(2)


@click.group(
    cls=FlaskGroup,
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,
    set_debug_flag=False,
    load_dotenv=False,
)
def main() -> None:
    """Comments and spelling reports from a site's readers, in one review queue."""


# Works without a database where it asks a server elsewhere: then no app is made.
main.add_command(corrections)

# Flask's own --app and --env-file: there is one app, and it reads ``.env`` itself.
main.params.clear()

if __name__ == "__main__":
    main()
