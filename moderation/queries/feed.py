"""The latest comments that readers see, of a whole site or of one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Comment, Page, Site
from moderation.queries.branches import is_read

LATEST = 50


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
    """The latest public comments, newest first."""
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
        .where(Comment.site_id == site.id, is_read())
        .order_by(Comment.id.desc())
        .limit(LATEST)
    )
    if page is not None:
        entries = entries.where(Comment.page_id == page.id)
    return [Entry(**row) for row in db.session.execute(entries).mappings()]
