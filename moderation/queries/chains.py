"""Whether the log is whole: each record carries the digest of the one before it on its site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Decision, Event, Site

AT_ONCE = 1000

R = TypeVar("R", Decision, Event)
End = tuple[int, str]  # the last record's number and digest


@dataclass(frozen=True)
class Chain:
    """One log as it was found: ``changed`` and ``loose`` are ids of records."""

    name: str  # the site's key, or nothing for the installation's own log
    kind: str  # "decisions" or "events"
    records: int
    last: str  # the digest at its end: kept elsewhere, it shows that nothing was cut off
    changed: tuple[int, ...]  # what they say is not what was sealed
    loose: tuple[int, ...]  # the one before them is not there

    @property
    def is_whole(self) -> bool:
        return not self.changed and not self.loose


def chains() -> Iterator[Chain]:
    """Every log of every site, read from its beginning; a thousand records are in memory."""
    yield _read(Event, None, "")
    sites = db.session.execute(select(Site.id, Site.key).order_by(Site.id)).all()
    for site_id, key in sites:
        yield _read(Decision, site_id, key)
        yield _read(Event, site_id, key)


def ends() -> dict[str, End]:
    """Where each log that has records ends now, by its name: one look into an index for each."""
    found: dict[str, End] = {}
    for name, (table, site_id) in _logs().items():
        last = select(table.id, table.digest).where(table.site_id == site_id)
        if row := db.session.execute(last.order_by(table.id.desc()).limit(1)).first():
            found[name] = (row.id, row.digest)
    return found


def cut_short(noted: Mapping[str, End]) -> list[str]:
    """The logs in which the record is gone at which they once ended; not those of removed sites."""
    logs = _logs()
    return [
        name for name, end in noted.items() if name in logs and not _is_there(*logs[name], *end)
    ]


def _is_there(table: type[Decision | Event], site_id: int | None, number: int, digest: str) -> bool:
    same = select(table.id).where(
        table.id == number, table.site_id == site_id, table.digest == digest
    )
    return db.session.scalar(same) is not None


def _logs() -> dict[str, tuple[type[Decision | Event], int | None]]:
    """Each log by a name that stays while the site is there."""
    logs: dict[str, tuple[type[Decision | Event], int | None]] = {"events": (Event, None)}
    for site_id in db.session.scalars(select(Site.id).order_by(Site.id)):
        logs[f"decisions of site {site_id}"] = (Decision, site_id)
        logs[f"events of site {site_id}"] = (Event, site_id)
    return logs


def _read(table: type[R], site_id: int | None, name: str) -> Chain:
    """Follow one chain; ids may be out of order where two records were made at once."""
    ends: set[str] = set()  # digests that no record has followed yet
    awaited: dict[str, int] = {}  # digests that a record says it follows, not yet seen
    changed: list[int] = []
    beginnings: list[int] = []
    records, last = 0, ""
    for record in _records(table, site_id):
        records, last = records + 1, record.digest
        if not record.is_intact:
            changed.append(record.id)
        if not record.previous_digest:
            beginnings.append(record.id)
        elif record.previous_digest in ends:
            ends.remove(record.previous_digest)
        else:
            awaited[record.previous_digest] = record.id
        if awaited.pop(record.digest, None) is None:
            ends.add(record.digest)
    loose = [*beginnings[1:], *awaited.values()]
    if records and not beginnings and not loose:  # a ring, which only forgery makes
        loose.append(changed[0] if changed else 0)
    return Chain(
        name,
        "decisions" if table is Decision else "events",
        records,
        last,
        tuple(changed),
        tuple(sorted(loose)),
    )


def _records(table: type[R], site_id: int | None) -> Iterator[R]:
    seen = 0
    while True:
        some = db.session.scalars(
            select(table)
            .where(table.site_id == site_id, table.id > seen)
            .order_by(table.id)
            .limit(AT_ONCE)
        ).all()
        yield from some
        if len(some) < AT_ONCE:
            return
        seen = some[-1].id
        db.session.expunge_all()
