"""What is known about a sender and a text."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select, union_all

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import (
    Author,
    Block,
    Braking,
    Kind,
    Membership,
    Moderator,
    Sighting,
    Site,
    Submission,
    Trust,
)
from moderation.prepared import rows
from moderation.queries.rules import rules_in_force
from moderation.screening.types import Facts, TicketState

REPEATS = timedelta(days=7)


def facts_about(
    author: Author,
    text_hash: str,
    *,
    site: Site,
    ticket: TicketState | None,
    brake: Braking | None = None,
) -> Facts:
    """What the screens are told, also what the brakes do to the page."""
    return Facts(
        ticket=ticket,
        approved=author.approved or 0,
        rejected=author.rejected or 0,
        same_text=_same_text(site.id, text_hash),
        staff_names=_staff_names(site.id) | {site.newsroom},
        has_author_key=author.key_hash is not None,
        trust=(author.trust or Trust.NORMAL).value,
        brake=brake or "",
        rules=rules_in_force(site.id),
    )


def _same_text(site_id: int, text_hash: str) -> int:
    if not text_hash:
        return 0
    which = {"site": site_id, "text_hash": text_hash, "since": utcnow() - REPEATS}
    ((number,),) = rows(_alike(), which)
    return number


@cache
def _alike() -> Select[int]:
    alike = (
        select(Submission.id)
        .where(
            Submission.site_id == bindparam("site"),
            Submission.text_hash == bindparam("text_hash"),
            Submission.submitted_at > bindparam("since"),
        )
        .limit(100)
    )
    return select(func.count()).select_from(alike.subquery())


def _staff_names(site_id: int) -> frozenset[str]:
    return frozenset(name for (name,) in rows(_staff(), {"site": site_id}) if name)


@cache
def _staff() -> Select[str]:
    here = or_(Moderator.is_owner, Membership.site_id == bindparam("site"))
    staff = select(Moderator.name).outerjoin(Membership, Membership.moderator_id == Moderator.id)
    return staff.where(Moderator.active, here)


def is_blocked(author: Author, visitor_hash: str) -> bool:
    """Whether the sender may not post, by author, network or e-mail."""
    sender = {"author": author.id, "network": visitor_hash, "email": author.email.lower() or None}
    sender |= {"site": author.site_id, "now": utcnow()}
    return bool(rows(_block(), sender))


@cache
def _block() -> Select[int]:
    sender = or_(
        Block.author_id == bindparam("author"),
        Block.visitor_hash == bindparam("network"),
        Block.email == bindparam("email"),
    )
    holds = Block.lifted_at.is_(None), or_(Block.until.is_(None), Block.until > bindparam("now"))
    return select(Block.id).where(Block.site_id == bindparam("site"), *holds, sender).limit(1)


def nth_latest_by_author(author_id: int, n: int) -> datetime | None:
    """When the author's ``n``-th latest sending came in, if there are so many."""
    return _nth(
        select(Submission.submitted_at.label("at")).where(
            Submission.author_id == author_id, Submission.kind == Kind.COMMENT
        ),
        select(Sighting.seen_at.label("at")).where(Sighting.author_id == author_id),
        n,
    )


def nth_latest_from_network(
    site_id: int, visitor_hash: str, n: int, *, keyless: bool
) -> datetime | None:
    """The same for a network on one site.

    ``keyless``: only what its senders without an author key have sent.
    """
    comments = select(Submission.submitted_at.label("at")).where(
        Submission.site_id == site_id,
        Submission.visitor_hash == visitor_hash,
        Submission.kind == Kind.COMMENT,
    )
    sightings = select(Sighting.seen_at.label("at")).where(
        Sighting.site_id == site_id, Sighting.visitor_hash == visitor_hash
    )
    if keyless:
        nameless = Author.key_hash.is_(None)
        comments = comments.join(Author, Author.id == Submission.author_id).where(nameless)
        sightings = sightings.join(Author, Author.id == Sighting.author_id).where(nameless)
    return _nth(comments, sightings, n)


def _nth(comments: Select[datetime], sightings: Select[datetime], n: int) -> datetime | None:
    latest = [
        kind.order_by(kind.selected_columns.at.desc()).limit(n).subquery()
        for kind in (comments, sightings)
    ]
    both = union_all(*(select(each.c.at) for each in latest)).subquery()
    return db.session.scalar(select(both.c.at).order_by(both.c.at.desc()).offset(n - 1).limit(1))
