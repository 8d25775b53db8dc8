"""``moderation check``: is everything as it should be?"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

import click
from flask import current_app

from moderation.database import utcnow
from moderation.integrations import mail
from moderation.queries.chains import chains
from moderation.queries.outbox import outbox_counts, pulse
from moderation.queries.replica import is_degraded, the_replica
from moderation.queries.schema import database_revision, is_migrated, is_reachable
from moderation.queries.sites import all_sites
from moderation.revisions import newest_revision
from moderation.settings import Settings
from moderation.worker.log_ends import cut_short, note_ends


class Trouble(Exception):
    """What is wrong, and what to do."""


@click.command("check")
def check() -> None:
    """Look at settings, database, log, secret, mail and worker; one line for each."""
    settings: Settings = current_app.extensions["moderation.settings"]
    failed = [name for name, look in _looks() if not _passes(name, look, settings)]
    if failed:
        raise click.ClickException(f"not as it should be: {', '.join(failed)}")


Look = Callable[[Settings], str]


def _looks() -> Iterator[tuple[str, Look]]:
    yield "settings", _settings
    yield "database", _database
    if is_reachable() and is_migrated():
        yield "sites", _sites
        yield "worker", _worker
        if the_replica():
            yield "replica", _replica
        yield "outbox", _outbox
        yield "log", _log
    yield "secret", _secret
    yield "address", _address
    yield "mail", _mail


def _passes(name: str, look: Look, settings: Settings) -> bool:
    try:
        click.echo(f"OK    {name}: {look(settings)}")
    except Trouble as trouble:
        click.echo(f"FAIL  {name}: {trouble}")
        return False
    return True


def _settings(_settings: Settings) -> str:
    return "all known and well-formed"  # or no command would have started


def _database(settings: Settings) -> str:
    if not is_reachable():
        raise Trouble("it does not answer (MODERATION_DATABASE_URL)")
    if (revision := database_revision()) != newest_revision():
        raise Trouble(f"at {revision or 'nothing'}, not {newest_revision()}: `moderation upgrade`")
    return f"{'SQLite' if settings.is_embedded else 'PostgreSQL'} at {revision}"


def _sites(_settings: Settings) -> str:
    if not (sites := all_sites()):
        raise Trouble("there is none yet: `moderation sites add NAME --host HOST`")
    return ", ".join(site.key for site in sites[:5]) + (" …" if len(sites) > 5 else "")


def _worker(_settings: Settings) -> str:
    worker = pulse(utcnow())
    if worker.age is None:
        raise Trouble("never seen: `moderation worker`, or `serve --with-worker`")
    if not worker.beats:
        raise Trouble(f"last seen {worker.age:.0f} seconds ago: is it running?")
    return f"seen {worker.age:.0f} seconds ago"


def _replica(settings: Settings) -> str:
    if is_degraded():
        raise Trouble("it lags or does not answer: all is read from the primary")
    return f"at most {settings.replica_lag} seconds behind"


def _outbox(_settings: Settings) -> str:
    counts = outbox_counts(utcnow())
    if counts.failed:
        raise Trouble(f"{counts.failed} given up; see /dashboard/outbox")
    return f"{counts.due} due, none given up"


def _log(settings: Settings) -> str:
    records = count = 0
    for chain in chains():
        where = f"the {chain.kind} of {chain.name or 'the installation'}"
        if chain.changed:
            raise Trouble(f"in {where} number {_some(chain.changed)} was changed after the fact")
        if chain.loose:
            raise Trouble(f"in {where} something before number {_some(chain.loose)} is missing")
        records, count = records + chain.records, count + bool(chain.records)
    if cut := cut_short(settings):
        raise Trouble(
            f"the newest of the {', the '.join(cut)} are gone since their end was noted in"
            f" {settings.data_dir}/log_ends.json; remove that file if you put back an older state"
        )
    note_ends(settings)
    return f"{records} records in {count} chains, as they were written"


def _some(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids[:5])) + (" …" if len(ids) > 5 else "")


def _secret(settings: Settings) -> str:
    kept = settings.data_dir / "secret_key"
    if not kept.exists():
        return "from MODERATION_SECRET_KEY"
    if kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Trouble(f"others can read {kept}: chmod 600 {kept}")
    return f"{kept}, for us alone to read"


def _address(settings: Settings) -> str:
    host = urlsplit(settings.base_url).hostname or ""
    near = host in ("localhost", "::1") or host.startswith("127.")
    if not near and not settings.is_https:
        raise Trouble(f"{settings.base_url} is not https: passwords would cross the network openly")
    if not near and not settings.trusted_proxies:
        raise Trouble(
            "MODERATION_TRUSTED_PROXIES is 0: behind a proxy, all readers count as one sender"
        )
    return settings.base_url + (" (only this machine can open it)" if near else "")


def _mail(settings: Settings) -> str:
    if not settings.mail_url:
        return "not configured: nobody is written to (MODERATION_MAIL_URL)"
    try:
        mail.check(settings)
    except mail.MailError as error:
        raise Trouble(str(error)) from error
    return f"the server answers; letters come from {mail.sender(settings)}"
