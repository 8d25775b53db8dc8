"""``moderation sites``: make sites and set their rules."""

from __future__ import annotations

import click
from flask import current_app

from moderation.cli.answers import refusals_on_stderr
from moderation.operations.sites import add_site, set_hosts, set_policy
from moderation.policies import SETTINGS
from moderation.queries.sites import all_sites, find_site
from moderation.snippets import snippet
from moderation.transactions import write


@click.group("sites")
def sites() -> None:
    """Web sites whose readers' comments and reports come in here."""


@sites.command("add")
@click.argument("name")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    required=True,
    metavar="HOST",
    help="host[:port] of the site's pages; may be given several times",
)
@click.option(
    "--key", default="", help="the site's key in addresses; made from the name when not given"
)
@refusals_on_stderr
def add(name: str, hosts: tuple[str, ...], key: str) -> None:
    """Add a site, and print its key and the snippet to paste into its pages."""
    key = write(add_site, name, list(hosts), key=key)
    click.echo(f"key: {key}\n")
    click.echo("Paste this into the pages of the site:\n")
    click.echo(snippet(current_app.extensions["moderation.settings"].base_url, key))


@sites.command("list")
@refusals_on_stderr
def list_() -> None:
    """List the sites: key, name, hosts."""
    for site in all_sites():
        hosts = ", ".join(own.host for own in site.hosts)
        click.echo(f"{site.key}\t{site.name}\t{hosts}")


@sites.command("set")
@click.argument("key")
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]...")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="the site's hosts from now on, instead of those it has",
)
@refusals_on_stderr
def set_(key: str, changes: tuple[str, ...], hosts: tuple[str, ...]) -> None:
    """Change a site's rules, such as hold=findings; without values list them with their meaning."""
    site = find_site(key)
    site_id = site.id
    if not changes and not hosts:
        for name, text in site.policy.to_stored().items():
            click.echo(f"{name}={text}\n    {SETTINGS[name].meaning}")
        return
    wrong = next((change for change in changes if "=" not in change), None)
    if wrong:
        raise click.UsageError(f"{wrong}: write NAME=VALUE")
    pairs = dict(change.split("=", 1) for change in changes)
    if hosts:
        write(set_hosts, site_id, list(hosts))
    if pairs:
        write(set_policy, site_id, pairs)
