"""The latest comments that readers see, of a whole site or of one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Comment, Page, Site, Status, Submission
from moderation.queries.branches import passes

LATEST = 50
LOOKED_AT = 100  # some may stand under a comment that was taken down


@dataclass(frozen=True)
class Entry:
    """One comment in a feed."""

    id: int
    parent_id: int | None
    name: str
    html: str
    lang: str
    submitted_at: datetime
    decided_at: datetime | None
    url: str
    title: str
    given_id: str
    newsroom: bool

    @property
    def shown_at(self) -> datetime:
        return self.decided_at or self.submitted_at


def latest(site: Site, page: Page | None = None) -> list[Entry]:
    """The latest public comments, newest first, in two queries."""
    entries = (
        select(
            Comment.id,
            Comment.parent_id,
            Comment.author_name.label("name"),
            Comment.body_html.label("html"),
            Comment.lang,
            Comment.submitted_at,
            Comment.decided_at,
            Page.url,
            Page.title,
            Page.given_id,
            Comment.moderator_id.is_not(None).label("newsroom"),
        )
        .join(Page, Page.id == Comment.page_id)
        .where(Comment.site_id == site.id, Comment.status == Status.APPROVED)
        .order_by(Comment.id.desc())
        .limit(LOOKED_AT)
    )
    if page is not None:
        entries = entries.where(Comment.page_id == page.id)
    found = [Entry(**row) for row in db.session.execute(entries).mappings()]
    passed = _passed({entry.parent_id for entry in found})
    return [entry for entry in found if entry.parent_id in passed][:LATEST]


def _passed(parents: set[int | None]) -> set[int | None]:
    """Those of the parents, or none at all, under which a reply is shown."""
    comments, submissions = Comment.__table__, Submission.__table__
    above = (
        select(comments.c.id, comments.c.parent_id)
        .where(comments.c.id.in_([number for number in parents if number is not None]))
        .cte("above", recursive=True)
    )
    # UNION, not UNION ALL: what two branches have above them is walked once.
    above = above.union(
        select(comments.c.id, comments.c.parent_id).join(above, comments.c.id == above.c.parent_id)
    )
    lines = select(above.c.id, above.c.parent_id, passes()).join(
        submissions, submissions.c.id == above.c.id
    )
    rows = {number: (parent_id, ok) for number, parent_id, ok in db.session.execute(lines)}
    return {number for number in parents if _is_passed(number, rows)}


def _is_passed(number: int | None, rows: dict[int, tuple[int | None, bool]]) -> bool:
    while number is not None:
        number, ok = rows[number]
        if not ok:
            return False
    return True
