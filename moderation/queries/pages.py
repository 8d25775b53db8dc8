"""The pages of the sites that one moderates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Braking, Moderator, Page, Role, Site, Submission
from moderation.queries.brakes import brakings_on
from moderation.queries.submissions import reaches

A_PAGE = 50


@dataclass(frozen=True)
class PageRow:
    """A page, how much waits there, why it takes no comments if it does not, and the brake."""

    page: Page
    waiting: int
    why_closed: str
    braking: Braking | None


@dataclass(frozen=True)
class PageList:
    """Some pages, the newest first, and where the next ones begin."""

    rows: list[PageRow]
    after: int | None


def pages_of(
    sites: Sequence[Site], *, words: str = "", after: int | None = None, limit: int = A_PAGE
) -> PageList:
    """The pages of some sites, newest first; ``words`` stand in the title or the address."""
    wanted = (
        select(Page)
        .where(Page.site_id.in_([site.id for site in sites]))
        .options(joinedload(Page.site))
        .order_by(Page.id.desc())
        .limit(limit + 1)
    )
    if words:
        wanted = wanted.where(
            Page.title.icontains(words, autoescape=True)
            | Page.url.icontains(words, autoescape=True)
        )
    if after is not None:
        wanted = wanted.where(Page.id < after)
    pages = list(db.session.scalars(wanted))
    waiting = _waiting([page.id for page in pages])
    now = utcnow()
    brakings = brakings_on(pages)
    rows = [
        PageRow(
            page,
            waiting.get(page.id, 0),
            page.why_closed(page.site.policy, now),
            brakings.get(page.id),
        )
        for page in pages[:limit]
    ]
    return PageList(rows, rows[-1].page.id if len(pages) > limit else None)


def find_page(page_id: int, *, moderator: Moderator, role: Role = Role.MODERATOR) -> Page:
    """A page of the moderator's sites; raises ``NotFound``."""
    page = db.session.get(Page, page_id) if 0 < page_id < 2**31 else None
    if page is None or not reaches(moderator.role_on(page.site_id), role):
        raise NotFound
    return page


def _waiting(page_ids: Sequence[int]) -> dict[int, int]:
    counts = (
        select(Submission.page_id, func.count())
        .where(Submission.page_id.in_(page_ids), Submission.waiting_since.is_not(None))
        .group_by(Submission.page_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counts)}
