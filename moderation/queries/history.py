"""What is known about a sender and a text."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select, union_all

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import (
    Author,
    Block,
    Kind,
    Membership,
    Moderator,
    Page,
    Sighting,
    Site,
    Submission,
    Trust,
)
from moderation.queries.blocks import in_force
from moderation.queries.brakes import braking_on
from moderation.queries.rules import rules_in_force
from moderation.screening.types import Facts, TicketState

REPEATS = timedelta(days=7)


def facts_about(
    author: Author,
    text_hash: str,
    *,
    site: Site,
    ticket: TicketState | None,
    page: Page | None = None,
) -> Facts:
    """What the screens are told; with a page, also whether the brake is on there."""
    return Facts(
        ticket=ticket,
        approved=author.approved or 0,
        rejected=author.rejected or 0,
        same_text=_same_text(site.id, text_hash),
        staff_names=_staff_names(site.id) | {site.newsroom},
        has_author_key=author.key_hash is not None,
        trust=(author.trust or Trust.NORMAL).value,
        brake=(braking_on(page) or "") if page else "",
        rules=rules_in_force(site.id),
    )


def _same_text(site_id: int, text_hash: str) -> int:
    if not text_hash:
        return 0
    since = utcnow() - REPEATS
    alike = (
        select(Submission.id)
        .where(
            Submission.site_id == site_id,
            Submission.text_hash == text_hash,
            Submission.submitted_at > since,
        )
        .limit(100)
    )
    return db.session.scalar(select(func.count()).select_from(alike.subquery())) or 0


def _staff_names(site_id: int) -> frozenset[str]:
    staff = (
        select(Moderator)
        .outerjoin(Membership, Membership.moderator_id == Moderator.id)
        .where(Moderator.active, or_(Moderator.is_owner, Membership.site_id == site_id))
    )
    return frozenset(person.name for person in db.session.scalars(staff) if person.name)


def is_blocked(author: Author, visitor_hash: str) -> bool:
    """Whether the sender may not post, by author, network or e-mail."""
    matches = [Block.author_id == author.id, Block.visitor_hash == visitor_hash]
    if author.email:
        matches.append(Block.email == author.email.lower())
    block = select(Block.id).where(
        Block.site_id == author.site_id,
        *in_force(),
        or_(*matches),
    )
    return db.session.scalar(block.limit(1)) is not None


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
