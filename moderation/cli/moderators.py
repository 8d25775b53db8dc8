"""``moderation moderators``: accounts, without needing mail or a browser."""

from __future__ import annotations

import sys

import click

from moderation.cli.answers import refusals_on_stderr
from moderation.drafts.people import normal_email
from moderation.errors import NotFound
from moderation.models import Role
from moderation.operations.accounts import reset_password
from moderation.operations.people import add_moderator, deactivate, reset_two_factor
from moderation.passwords import new_password
from moderation.queries.passkeys import with_passkeys
from moderation.queries.people import all_people, find_by_email
from moderation.queries.sites import all_sites
from moderation.transactions import write

from_stdin = click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from standard input, one line; without it one is made and printed.",
)


@click.group("moderators")
def moderators() -> None:
    """The people who decide: add, list, let in again, shut out."""


@moderators.command("add")
@click.argument("email")
@click.option("--site", "site_key", default="", metavar="KEY", help="The site's key.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.MODERATOR.value,
    show_default=True,
    help="editor: typo reports; moderator: comments as well; admin: also the site and its people.",
)
@from_stdin
@click.option("--owner", is_flag=True, help="An owner of the installation: every site, new sites.")
@refusals_on_stderr
def add(email: str, *, site_key: str, role: str, password_stdin: bool, owner: bool) -> None:
    """Add a person to a site, with an account and a password unless they have them already."""
    if not site_key and not owner:
        raise click.UsageError("Say --site KEY, or --owner.")
    password = _read_password() if password_stdin else None
    made = None if password or _has_account(email) else new_password()
    try:
        write(
            add_moderator,
            email,
            site_key=site_key,
            role=Role(role),
            password=password or made,
            owner=owner,
        )
    except NotFound as error:
        raise click.ClickException(f"no site has the key {site_key}") from error
    _print_password(made)


@moderators.command("list")
@refusals_on_stderr
def list_() -> None:
    """List everybody: address, state, second step, and roles on sites."""
    keys = {site.id: site.key for site in all_sites()}
    people = all_people()
    having = with_passkeys([person.id for person in people])
    for person in people:
        state = "active" if person.active else "deactivated"
        second = "2fa" if person.tf_totp_secret or person.id in having else "no-2fa"
        roles = [f"{keys[own.site_id]}={own.role.value}" for own in person.memberships]
        words = [person.email, state, second, *(["owner"] if person.is_owner else []), *roles]
        click.echo("\t".join(words))


@moderators.command("reset-password")
@click.argument("email")
@from_stdin
@refusals_on_stderr
def reset_password_(email: str, password_stdin: bool) -> None:
    """Give a person another password, and end all their sessions; the second step stays on."""
    password = _read_password() if password_stdin else None
    made = write(reset_password, _find(email), password)
    _print_password(None if password else made)


@moderators.command("reset-2fa")
@click.argument("email")
@refusals_on_stderr
def reset_2fa(email: str) -> None:
    """Turn off the second step of a person who has lost the app, passkeys and recovery codes."""
    write(reset_two_factor, _find(email))


@moderators.command("deactivate")
@click.argument("email")
@refusals_on_stderr
def deactivate_(email: str) -> None:
    """Shut an account: out at once, roles and tokens gone; what was decided keeps the name."""
    write(deactivate, _find(email))


def _find(email: str) -> int:
    try:
        return find_by_email(email).id
    except NotFound as error:
        raise click.ClickException(f"no active account has the address {email}") from error


def _read_password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise click.ClickException("no password came on standard input")
    return password


def _has_account(email: str) -> bool:
    return any(person.email == normal_email(email) and person.active for person in all_people())


def _print_password(password: str | None) -> None:
    if password:
        click.echo(f"password: {password}")
