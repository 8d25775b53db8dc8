"""Notices of illegal content, for those who decide about them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from moderation.drafts import NoticeDraft
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Comment, Moderator, Notice, Role, Site
from moderation.queries.submissions import reaches, sites_of

PAGE = 50


@dataclass(frozen=True)
class Row:
    """A notice with what it is about."""

    notice: Notice
    comment: Comment
    site: Site


@dataclass(frozen=True)
class Notices:
    """A page of notices; ``more``: the last one's number, when others follow."""

    rows: list[Row]
    more: int | None = None


def find_notice(notice_id: int, *, moderator: Moderator) -> Notice:
    """A notice about a comment that the moderator decides on; raises ``NotFound``."""
    notice = db.session.get(Notice, notice_id) if 0 < notice_id < 2**31 else None
    if notice is None or not reaches(moderator.role_on(notice.site_id), Role.MODERATOR):
        raise NotFound
    return notice


def same_notice(draft: NoticeDraft, visitor_hash: str) -> int | None:
    """The number of an open notice that says the same, as when a button is pressed twice."""
    same = select(Notice.id).where(
        Notice.submission_id == draft.comment_id,
        Notice.visitor_hash == visitor_hash,
        Notice.explanation == draft.explanation,
        Notice.name == draft.sender.name,
        Notice.email == draft.sender.email,
        Notice.decided_at.is_(None),
    )
    return db.session.scalar(same.order_by(Notice.id).limit(1))


def notice_about(notice_id: int, *, submission_id: int) -> Row | None:
    """A notice for the letter about it; nothing when it or its comment is gone."""
    wanted = _rows().where(Notice.id == notice_id, Comment.id == submission_id)
    found = db.session.execute(wanted).one_or_none()
    return Row(*found) if found else None


def notices(moderator: Moderator, *, is_open: bool, beyond: int | None = None) -> Notices:
    """The moderator's notices, a page of them: open ones the oldest first, decided the newest."""
    wanted = _rows().where(Notice.site_id.in_(_site_ids(moderator)))
    if is_open:
        wanted = wanted.where(Notice.decided_at.is_(None)).order_by(Notice.id)
        wanted = wanted.where(Notice.id > beyond) if beyond else wanted
    else:
        wanted = wanted.where(Notice.decided_at.is_not(None)).order_by(Notice.id.desc())
        wanted = wanted.where(Notice.id < beyond) if beyond else wanted
    rows = [Row(*row) for row in db.session.execute(wanted.limit(PAGE + 1))]
    more = rows[PAGE - 1].notice.id if len(rows) > PAGE else None
    return Notices(rows[:PAGE], more)


def open_notices(moderator: Moderator) -> int:
    """How many notices wait for the moderator, counted no further than a thousand and one."""
    some: Select[int] = (
        select(Notice.id)
        .where(Notice.site_id.in_(_site_ids(moderator)), Notice.decided_at.is_(None))
        .limit(1001)
    )
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _rows() -> Select[Notice, Comment, Site]:
    return (
        select(Notice, Comment, Site)
        .join(Comment, Comment.id == Notice.submission_id)
        .join(Site, Site.id == Notice.site_id)
    )


def _site_ids(moderator: Moderator) -> list[int]:
    return [site.id for site in sites_of(moderator, Role.MODERATOR)]
