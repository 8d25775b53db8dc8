"""Who sends: found or added, and refused when blocked or sending too much."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, Update, bindparam, update

from moderation.database import utcnow
from moderation.drafts import Sender, Visitor
from moderation.errors import Blocked, TooMany
from moderation.extensions import db
from moderation.models import Author, Site
from moderation.operations.bulk import insert_new
from moderation.prepared import change
from moderation.queries.history import is_blocked, nth_latest_by_author, nth_latest_from_network
from moderation.queries.loaded import one, whole
from moderation.signing import key_hash

# A mobile carrier is one network: it may send as much as so many people at once.
NETWORK_SHARE = 20


def find_or_add_author(site: Site, sender: Sender) -> Author:
    """The author with this key; without a key always a new one."""
    return db.session.get_one(Author, sender_on(site, sender).id)


def sender_on(site: Site, sender: Sender) -> Author:
    """The same, to be read only; name and e-mail are the latest given."""
    hashed = key_hash(site.id, sender.author_key) if sender.author_key else None
    which = {"site": site.id, "key_hash": hashed}
    author = one(Author, _known(), which) if hashed else None
    if author is None:
        author = _added(which, sender)
    new: dict[str, Any] = {}
    if sender.name and sender.name != author.name:
        new["name"] = sender.name
    if sender.email and sender.email != author.email:  # its owner has confirmed the other one
        new |= {"email": sender.email, "email_verified_at": None}
    if new:
        change(_renaming(*new), {"which": author.id, **new})
        vars(author).update(new)
    return author


def _added(which: dict[str, Any], sender: Sender) -> Author:
    who = {"site_id": which["site"], "key_hash": which["key_hash"]}
    number = insert_new(Author, {**who, "name": sender.name, "email": sender.email})
    if number is None:  # another request was first
        author = one(Author, _known(), which)
    else:
        author = one(Author, _numbered(), {"id": number})
    assert author is not None
    return author


@cache
def _known() -> Select[*tuple[Any, ...]]:
    return whole(Author).where(
        Author.site_id == bindparam("site"), Author.key_hash == bindparam("key_hash")
    )


@cache
def _numbered() -> Select[*tuple[Any, ...]]:
    return whole(Author).where(Author.id == bindparam("id"))


@cache
def _renaming(*names: str) -> Update:
    author = update(Author).where(Author.id == bindparam("which"))
    return author.values({name: bindparam(name) for name in names})


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
