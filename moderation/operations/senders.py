"""Who sends: found or added, and refused when blocked or sending too much."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, select

from moderation.database import utcnow
from moderation.drafts import Sender, Visitor
from moderation.errors import Blocked, TooMany
from moderation.extensions import db
from moderation.models import Author, Site
from moderation.operations.bulk import insert_new
from moderation.queries.history import is_blocked, nth_latest_by_author, nth_latest_from_network
from moderation.signing import key_hash

# A mobile carrier is one network: it may send as much as so many people at once.
NETWORK_SHARE = 20


def find_or_add_author(site: Site, sender: Sender) -> Author:
    """The author with this key; without a key always a new one.

    Name and e-mail are the latest given.
    """
    hashed = key_hash(site.id, sender.author_key) if sender.author_key else None
    which = {"site": site.id, "key_hash": hashed}
    author = db.session.scalar(_known(), which) if hashed else None
    if author is None:
        new = {"site_id": site.id, "key_hash": hashed, "name": sender.name, "email": sender.email}
        added = insert_new(Author, new)
        author = db.session.get(Author, added) if added else None
    author = author or db.session.scalars(_known(), which).one()  # another request was first
    author.name = sender.name or author.name
    if sender.email and sender.email != author.email:  # its owner has confirmed the other one
        author.email, author.email_verified_at = sender.email, None
    return author


@cache
def _known() -> Select[Author]:
    return select(Author).where(
        Author.site_id == bindparam("site"), Author.key_hash == bindparam("key_hash")
    )


def refuse_blocked(author: Author, visitor: Visitor) -> None:
    """Raise ``Blocked`` for a sender who may not post."""
    if is_blocked(author, visitor.hash):
        raise Blocked


def refuse_flood(site: Site, author: Author, visitor: Visitor) -> None:
    """Raise ``TooMany`` when the sender, or much more loosely the network, sends too much.

    Counted from stored rows, so that it holds with any number of processes.
    """
    flood = site.policy.flood
    if not flood.count:
        return
    window = timedelta(seconds=flood.seconds)
    if author.key_hash:
        refuse_within(nth_latest_by_author(author.id, flood.count), window)
    else:
        refuse_within(_from_network(site, visitor, flood.count, keyless=True), window)
    refuse_within(_from_network(site, visitor, flood.count * NETWORK_SHARE, keyless=False), window)


def _from_network(site: Site, visitor: Visitor, n: int, *, keyless: bool) -> datetime | None:
    return nth_latest_from_network(site.id, visitor.hash, n, keyless=keyless)


def refuse_within(nth_latest: datetime | None, window: timedelta) -> None:
    """Raise ``TooMany`` while the ``n``-th latest sending is younger than the window."""
    if nth_latest is not None and (left := nth_latest + window - utcnow()) > timedelta():
        raise TooMany(min(math.ceil(left.total_seconds()), int(window.total_seconds())))
