"""The same sender under other names: by network or e-mail, and only for so long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, select

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Author, Moderator, Submission
from moderation.queries.merging import first_of
from moderation.queries.senders import FADES, NEWSROOM, has_email
from moderation.queries.submissions import sites_of

MOST_NETWORKS = 5
MOST_RANGES = 48  # statements merged into one; more sites than that are read at once
LOOKED_AT = 200
MOST = 20


@dataclass(frozen=True)
class Linked:
    """Another name that may be the same sender's."""

    author_id: int
    name: str
    site: str
    by_network: bool
    by_email: bool
    seen_at: datetime


def linked_to(author: Author, *, moderator: Moderator) -> list[Linked]:
    """Who shares a network or an e-mail with the author since 90 days, the latest first.

    Only on sites whose senders the moderator may see; nobody when this one's are hidden.
    """
    if not moderator.sees_senders_on(author.site_id) or author.key_hash == NEWSROOM:
        return []
    sites = {site.id: site.name for site in sites_of(moderator)}
    seen = [number for number in sites if moderator.sees_senders_on(number)]
    network = _on_networks(author, seen)
    email = _with_email(author, seen)
    ids = {**email, **network}
    found = [
        Linked(
            other.id,
            other.name,
            sites[other.site_id],
            by_network=other.id in network,
            by_email=other.id in email,
            seen_at=max(filter(None, (network.get(other.id), email.get(other.id)))),
        )
        for other in _authors(ids, author)
    ]
    return _once_each(sorted(found, key=lambda one: one.seen_at, reverse=True))


def networks_of(author: Author) -> list[str]:
    """The networks from which the author has sent since 90 days, the latest few."""
    latest = func.max(Submission.submitted_at)
    recent = (
        select(Submission.visitor_hash)
        .where(
            Submission.author_id == author.id,
            Submission.submitted_at > utcnow() - FADES,
            Submission.visitor_hash != "",
        )
        .group_by(Submission.visitor_hash)
        .order_by(latest.desc())
        .limit(MOST_NETWORKS)
    )
    return list(db.session.scalars(recent))


def _on_networks(author: Author, sites: list[int]) -> dict[int, datetime]:
    ranges: list[Select[*tuple[Any, ...]]] = []
    for network in networks_of(author):
        sent = select(Submission.submitted_at, Submission.id, Submission.author_id).where(
            Submission.visitor_hash == network,
            Submission.submitted_at > utcnow() - FADES,
            Submission.author_id != author.id,
        )
        if len(sites) * MOST_NETWORKS > MOST_RANGES:
            ranges.append(sent.where(Submission.site_id.in_(sites)))
        else:
            ranges += [sent.where(Submission.site_id == site) for site in sites]
    return _latest(first_of(ranges, limit=LOOKED_AT, newest=True))


def _with_email(author: Author, sites: list[int]) -> dict[int, datetime]:
    since = utcnow() - FADES
    mine = exists().where(Submission.author_id == author.id, Submission.submitted_at > since)
    if not author.email or not db.session.scalar(select(mine)):
        return {}
    rows = db.session.execute(
        select(func.max(Submission.submitted_at), Author.id, Author.id)
        .join(Author, Author.id == Submission.author_id)
        .where(
            Author.site_id.in_(sites),
            has_email(author.email),
            Author.id != author.id,
            Submission.submitted_at > since,
        )
        .group_by(Author.id)
        .limit(LOOKED_AT)
    )
    return _latest(list(rows))


def _latest(rows: list[Row[*tuple[Any, ...]]]) -> dict[int, datetime]:
    latest: dict[int, datetime] = {}
    for sent_at, _number, author_id in rows:
        latest[author_id] = max(sent_at, latest.get(author_id, sent_at))
    return latest


def _authors(ids: dict[int, datetime], author: Author) -> list[Author]:
    """The others themselves; one without a key who signs alike on the same site is no other."""
    others = db.session.scalars(select(Author).where(Author.id.in_(ids)))
    return [
        other
        for other in others
        if other.key_hash != NEWSROOM
        and (other.key_hash or (other.site_id, other.name) != (author.site_id, author.name))
    ]


def _once_each(found: list[Linked]) -> list[Linked]:
    """Each name of a site once: without a key every comment has an author of its own."""
    names: dict[tuple[str, str], Linked] = {}
    for one in found:
        names.setdefault((one.site, one.name), one)
    return list(names.values())[:MOST]
