"""Near-duplicates: what is folded under a head, from how many senders, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, func, select, union_all

from moderation.extensions import db
from moderation.models import Comment, Submission
from moderation.text.diff import Piece, word_diff

PAGE = 50


@dataclass(frozen=True)
class Fold:
    """A head and what waits under it, as one row of the queue."""

    number: int  # with the head
    senders: int
    newest_id: int  # what is folded later is not meant by a decision on this row


@dataclass(frozen=True)
class Alike:
    """One that is folded, and how its words differ from the head's."""

    id: int
    version: int
    author_name: str
    submitted_at: datetime
    page_title: str
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return all(piece.kind == "same" for piece in self.pieces)


def folds_of(heads: Sequence[int]) -> dict[int, Fold]:
    """The folds of those among these that have one, in one statement."""
    if not heads:
        return {}
    rows = db.session.execute(_folding(), {"heads": heads})
    return {head: Fold(*numbers) for head, *numbers in rows}


@cache
def _folding() -> Select[*tuple[int, ...]]:
    """Built once: each page of cards asks it."""
    heads: BindParameter[int] = bindparam("heads", expanding=True)
    under = select(Submission.alike_id.label("head"), Submission.id, Submission.author_id).where(
        Submission.alike_id.in_(heads), Submission.waiting_since.is_not(None)
    )
    themselves = select(Submission.id.label("head"), Submission.id, Submission.author_id).where(
        Submission.id.in_(heads)
    )
    rows = union_all(under, themselves).subquery()
    return (
        select(
            rows.c.head,
            func.count(rows.c.id),
            func.count(rows.c.author_id.distinct()),
            func.max(rows.c.id),
        )
        .group_by(rows.c.head)
        .having(func.count(rows.c.id) > 1)
    )


def alike_of(head_id: int, *, after: int = 0, limit: int = PAGE) -> list[Alike]:
    """What is folded under a comment, the oldest first, compared with it word by word."""
    head = db.session.get(Comment, head_id)
    if head is None:
        return []
    rows = db.session.scalars(
        select(Comment)
        .where(Comment.alike_id == head_id, Comment.waiting_since.is_not(None), Comment.id > after)
        .order_by(Comment.id)
        .limit(limit)
    )
    return [_alike(head, each) for each in rows]


def folded_under(newest: Mapping[int, int]) -> list[tuple[int, int]]:
    """The ids and versions of what waits under these heads, up to the newest that was seen."""
    if not newest:
        return []
    rows = db.session.execute(
        select(Submission.id, Submission.version, Submission.alike_id)
        .where(Submission.alike_id.in_(newest), Submission.waiting_since.is_not(None))
        .order_by(Submission.id)
    )
    return [(row.id, row.version) for row in rows if row.id <= newest[row.alike_id]]


def _alike(head: Comment, one: Comment) -> Alike:
    return Alike(
        id=one.id,
        version=one.version,
        author_name=one.author_name,
        submitted_at=one.submitted_at,
        page_title=one.page.title or one.page.url,
        pieces=tuple(word_diff(head.source, one.source)),
    )
