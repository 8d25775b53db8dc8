"""Which commands there are: each is loaded when it is asked for, and the app if it needs one."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from moderation.settings import SettingsError

if TYPE_CHECKING:
    from flask import Flask

# Each command, and where it is.
COMMANDS = {
    "backup": "backup:backup",
    "check": "check:check",
    "corrections": "corrections:corrections",
    "db": "database:database",
    "demo": "demo:demo",
    "moderators": "moderators:moderators",
    "restore": "backup:restore",
    "serve": "serve:serve",
    "sites": "sites:sites",
    "tokens": "tokens:tokens",
    "upgrade": "upgrade:upgrade",
    "worker": "worker:worker",
}
WITHOUT_APP = frozenset({"corrections", "serve"})  # ask a server, or start one


def load(name: str) -> click.Command:
    """The command of a name."""
    module, _, attribute = COMMANDS[name].partition(":")
    command: click.Command = getattr(import_module(f"moderation.cli.{module}"), attribute)
    return command


class Menu(click.Group):
    """All commands, within an app of their own unless there is one already."""

    def __init__(self, make_app: Callable[[], Flask], **more: Any) -> None:
        super().__init__(**more)
        self._make_app = make_app

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        return load(name) if name in COMMANDS else None

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(context, args)
        if name not in WITHOUT_APP and not context.resilient_parsing:
            self._enter_app(context)
        return name, command, rest

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except SettingsError as error:
            click.echo(f"moderation: {error}", err=True)
            context.exit(2)

    def _enter_app(self, context: click.Context) -> None:
        from flask import current_app  # noqa: PLC0415 - the commands without an app are quick

        if not current_app:
            context.with_resource(self._make_app().app_context())
