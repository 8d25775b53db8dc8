"""The newsroom answers a comment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from moderation.errors import Conflict, Invalid, Problem
from moderation.extensions import db
from moderation.models import Author, Comment, Moderator, Site, Trust, Verb
from moderation.operations.consequences import follow, new_batch
from moderation.operations.decide import decide, outcome_of
from moderation.queries.branches import root_below
from moderation.queries.replies import find_draft, find_twin
from moderation.queries.senders import NEWSROOM
from moderation.queries.submissions import find_comment, find_moderator
from moderation.text.markdown import render
from moderation.text.worked_out import digest


@dataclass(frozen=True)
class Replied:
    """The reply that was published, and the batch that takes back all of it."""

    id: int
    batch: str


def reply_to(
    submission_id: int, source: str, *, by: int, version: int | None, approves: bool = False
) -> Replied:
    """Publish a reply signed by the newsroom; with ``approves`` what it answers too, as one batch.

    Raises ``Conflict`` when the comment is not the one that was on screen, and ``Invalid``
    when readers would not see the reply.
    """
    moderator = find_moderator(by)
    parent = find_comment(submission_id, moderator=moderator)
    if version != parent.version or parent.withdrawn_at is not None:
        raise Conflict(outcome_of(parent))
    if (twin := find_twin(parent.id, digest(source), moderator=moderator)) is not None:
        raise Conflict(outcome_of(twin))  # the form was sent twice
    batch = new_batch()
    if approves and (parent.is_waiting or not parent.is_public):
        decide(parent.id, Verb.APPROVE, by=by, version=version, batch=batch)
    if root_below(parent.id, page_id=parent.page_id) is None:
        raise Invalid({"source": [Problem("invalid_parent")]})
    reply = _draft(parent, moderator)
    _word(reply, source)
    db.session.flush()
    follow(reply.decide(Verb.APPROVE, by=by, batch=batch), reply)
    return Replied(reply.id, batch)


def _draft(parent: Comment, moderator: Moderator) -> Comment:
    """One that the moderator took back is a draft: it is used again."""
    if draft := find_draft(parent.id, moderator=moderator):
        return draft
    reply = Comment(
        site_id=parent.site_id,
        page_id=parent.page_id,
        parent_id=parent.id,
        root_id=parent.root_id or parent.id,
        author_id=_newsroom(parent.site).id,
        author_name=parent.site.newsroom,
        moderator_id=moderator.id,
        lang=parent.lang,
        source="",
        body_html="",
    )
    db.session.add(reply)
    db.session.flush()  # or a missing time would be taken for now
    reply.waiting_since = reply.waiting_for = None
    return reply


def _word(reply: Comment, source: str) -> None:
    reply.source, reply.body_html = source, render(source)
    reply.text_hash = digest(source)


def _newsroom(site: Site) -> Author:
    """The sender of the site's own replies: no newcomer, and nobody else has its key."""
    known = select(Author).where(Author.site_id == site.id, Author.key_hash == NEWSROOM)
    author = db.session.scalar(known)
    if author is None:
        author = Author(site_id=site.id, key_hash=NEWSROOM, trust=Trust.TRUSTED)
        db.session.add(author)
    author.name = site.newsroom
    db.session.flush()
    return author
