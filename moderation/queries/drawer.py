"""What the drawer tells of a sender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import (
    Author,
    Block,
    Comment,
    Moderator,
    Note,
    Page,
    Site,
    Status,
    Submission,
    TypoReport,
)
from moderation.queries.blocks import BlockRow, blocks_of
from moderation.queries.conversation import Conversation, conversation
from moderation.queries.linked import Linked, linked_to, networks_of
from moderation.queries.merging import first_of
from moderation.queries.names import display_name
from moderation.queries.senders import NEWSROOM, others_on_network
from moderation.queries.submissions import find_submission

PAGE = 20
MOST_NOTES = 50
EXCERPT = 160


@dataclass(frozen=True)
class NoteRow:
    """What a moderator noted."""

    id: int
    text: str
    by: str
    moderator_id: int
    made_at: datetime


@dataclass(frozen=True)
class SentRow:
    """One of the sender's submissions, in a line."""

    id: int
    kind: str
    status: Status
    waiting_since: datetime | None
    submitted_at: datetime
    withdrawn_at: datetime | None
    excerpt: str
    page_title: str
    page_url: str


@dataclass(frozen=True)
class Drawer:
    """A sender as moderators know them, and the talk around one of their comments."""

    author: Author
    site: Site
    sees_sender: bool
    sent: list[SentRow]
    after: str
    first_seen: datetime
    notes: list[NoteRow]
    blocks: list[BlockRow]
    linked: list[Linked]
    asked: Submission | None  # the one that the drawer was opened from, else the latest
    others: int  # senders on its network besides this one
    talk: Conversation | None

    @property
    def name(self) -> str:
        return (self.asked.author_name if self.asked else "") or self.author.name

    @property
    def has_key(self) -> bool:
        return self.author.key_hash is not None

    @property
    def is_newsroom(self) -> bool:
        return self.author.key_hash == NEWSROOM

    @property
    def decided(self) -> int:
        return self.author.approved + self.author.rejected


def drawer(
    author: Author, *, moderator: Moderator, submission_id: int | None = None, after: str = ""
) -> Drawer:
    """All of it; raises ``NotFound`` for a submission that is not this sender's."""
    sent, following = sent_by_author(author, after=after)
    number = submission_id or (sent[0].id if sent else None)
    asked = find_submission(number, moderator=moderator) if number else None
    if asked is not None and asked.author_id != author.id:
        raise NotFound
    return Drawer(
        author=author,
        site=db.session.get_one(Site, author.site_id),
        sees_sender=moderator.sees_senders_on(author.site_id),
        sent=sent,
        after=following,
        first_seen=_first_seen(author),
        notes=_notes(author),
        blocks=_blocks(author),
        linked=linked_to(author, moderator=moderator),
        asked=asked,
        others=others_on_network(author, asked.visitor_hash) if asked else 0,
        talk=conversation(asked) if isinstance(asked, Comment) else None,
    )


def sent_by_author(author: Author, *, after: str = "") -> tuple[list[SentRow], str]:
    """A page of the sender's submissions, newest first, and where the next one begins."""
    keys = select(Submission.submitted_at, Submission.id).where(Submission.author_id == author.id)
    rows = first_of(
        [keys], limit=PAGE + 1, after=_read_key(after, author) if after else None, newest=True
    )
    shown = rows[:PAGE]
    following = f"{rows[PAGE - 1].id}" if len(rows) > PAGE else ""
    return _rows([row.id for row in shown]), following


def _read_key(after: str, author: Author) -> tuple[datetime, int]:
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise Invalid({"after": [Problem("not_a_choice")]})
    sent_at = select(Submission.submitted_at).where(
        Submission.id == int(after), Submission.author_id == author.id
    )
    if (found := db.session.scalar(sent_at)) is None:
        raise Invalid({"after": [Problem("not_a_choice")]})
    return found, int(after)


def _rows(ids: list[int]) -> list[SentRow]:
    comments, reports, rows = Comment.__table__, TypoReport.__table__, Submission.__table__
    found = db.session.execute(
        select(
            rows.c.id,
            rows.c.kind,
            rows.c.status,
            rows.c.waiting_since,
            rows.c.submitted_at,
            rows.c.withdrawn_at,
            func.substr(func.coalesce(comments.c.source, reports.c.exact), 1, EXCERPT),
            Page.title,
            Page.url,
        )
        .join(Page, Page.id == rows.c.page_id)
        .outerjoin(comments, comments.c.id == rows.c.id)
        .outerjoin(reports, reports.c.id == rows.c.id)
        .where(rows.c.id.in_(ids))
        .order_by(rows.c.submitted_at.desc(), rows.c.id.desc())
    )
    return [SentRow(*row) for row in found]


def _first_seen(author: Author) -> datetime:
    first: Select[datetime] = (
        select(Submission.submitted_at)
        .where(Submission.author_id == author.id)
        .order_by(Submission.submitted_at)
        .limit(1)
    )
    return min(author.created_at, db.session.scalar(first) or author.created_at)


def _notes(author: Author) -> list[NoteRow]:
    rows = db.session.execute(
        select(Note, Moderator.name, Moderator.email)
        .join(Moderator, Moderator.id == Note.moderator_id)
        .where(Note.author_id == author.id)
        .order_by(Note.id.desc())
        .limit(MOST_NOTES)
    )
    return [_note(row) for row in rows]


def _note(row: Row[*tuple[Any, ...]]) -> NoteRow:
    note, name, email = row
    return NoteRow(
        note.id, note.text, display_name(name, email) or "", note.moderator_id, note.made_at
    )


def _blocks(author: Author) -> list[BlockRow]:
    """The blocks in force that keep this sender out."""
    concerns = [Block.author_id == author.id]
    if networks := networks_of(author):
        concerns.append(Block.visitor_hash.in_(networks))
    if author.email:
        concerns.append(Block.email == author.email.lower())
    return blocks_of(author.site_id, or_(*concerns))
