"""``moderation tokens``: bearer tokens for the JSON interface."""

from __future__ import annotations

import click

from moderation.cli.answers import refusals_on_stderr
from moderation.operations.tokens import add_token, revoke_token
from moderation.queries.people import all_people, tokens_of
from moderation.transactions import write


@click.group("tokens")
def tokens() -> None:
    """Bearer tokens for the JSON interface: each may do what its moderator may."""


@tokens.command("add")
@click.argument("email")
@refusals_on_stderr
def add(email: str) -> None:
    """Make a token for a moderator and print it, this once."""
    click.echo(write(add_token, email))


@tokens.command("list")
@refusals_on_stderr
def list_() -> None:
    """List the valid tokens: number, whose, made when. The tokens themselves are not kept."""
    for person in all_people():
        for token in tokens_of(person.id):
            click.echo(f"{token.id}\t{person.email}\t{token.created_at:%Y-%m-%d %H:%M} UTC")


@tokens.command("revoke")
@click.argument("token", metavar="TOKEN_OR_NUMBER")
@refusals_on_stderr
def revoke(token: str) -> None:
    """Make a token void, given itself or its number in the list."""
    write(revoke_token, token)
