"""Finding senders among those that a moderator may look up, and counting whom a block would hit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, or_, select, union_all
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Author, Block, Moderator, Note, Role, Sighting, Submission
from moderation.queries.submissions import reaches

FADES = timedelta(days=90)  # links between names are drawn from what is younger
MOST_COUNTED = 1000
NEWSROOM = "newsroom"  # in the place of a key's hash: the sender of a site's own replies


def find_author(author_id: int, *, moderator: Moderator) -> Author:
    """A sender of a site where the moderator decides on comments; raises ``NotFound``."""
    author = db.session.get(Author, author_id) if 0 < author_id < 2**31 else None
    if author is None or not reaches(moderator.role_on(author.site_id), Role.MODERATOR):
        raise NotFound
    return author


def sent_by(block: Block) -> ColumnElement[bool]:
    """Whether a submission came from whom a block keeps out."""
    here = Submission.site_id == block.site_id
    if block.author_id is not None:
        return here & (Submission.author_id == block.author_id)
    if block.email:
        same = select(Author.id).where(Author.site_id == block.site_id, has_email(block.email))
        return here & Submission.author_id.in_(same)
    return here & (Submission.visitor_hash == block.visitor_hash)


def has_email(email: str) -> ColumnElement[bool]:
    """Whether an author gave this e-mail, as it was typed or in small letters."""
    return Author.email.in_({email, email.lower()})


def notes_about(authors: Iterable[int]) -> dict[int, int]:
    """How many notes moderators keep about each of these senders, in one query."""
    notes = (
        select(Note.author_id, func.count())
        .where(Note.author_id.in_(set(authors)))
        .group_by(Note.author_id)
    )
    return {author_id: count for author_id, count in db.session.execute(notes) if author_id}


def others_on_network(author: Author, visitor_hash: str) -> int:
    """How many other senders the network has had in the last 90 days, counted to a thousand.

    Those without a key are told apart by their names.
    """
    if not visitor_hash:
        return 0
    who = func.coalesce(Author.key_hash, Author.name).label("who")
    people = union_all(
        *(
            select(who)
            .join(sent, sent.author_id == Author.id)
            .where(
                sent.site_id == author.site_id,
                sent.visitor_hash == visitor_hash,
                sent_at > utcnow() - FADES,
                Author.id != author.id,
                or_(Author.key_hash.is_not(None), Author.name != author.name),
            )
            for sent, sent_at in (
                (Submission, Submission.submitted_at),
                (Sighting, Sighting.seen_at),
            )
        )
    ).subquery()
    distinct = select(people.c.who).distinct().limit(MOST_COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(distinct)) or 0
