"""The console script: ``moderation COMMAND``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.cli.menu import Menu

if TYPE_CHECKING:
    from flask import Flask


def _make_app() -> Flask:
    from moderation.app import create_app  # noqa: PLC0415 - most of what a command takes to start

    return create_app()


main = Menu(
    _make_app,
    name="moderation",
    help="Comments and spelling reports from a site's readers, in one review queue.",
)

if __name__ == "__main__":
    main()
