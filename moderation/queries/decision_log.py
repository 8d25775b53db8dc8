"""The decision log of a moderator's sites, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import aliased

from moderation.errors import Invalid, Problem
from moderation.extensions import db
from moderation.models import (
    Comment,
    Decision,
    Kind,
    Membership,
    Moderator,
    Page,
    Site,
    Submission,
    TypoReport,
    Verb,
)
from moderation.queries.merging import MANY, first_of
from moderation.queries.names import display_name
from moderation.queries.scopes import Scopes, scopes_of

EXCERPT = 120


@dataclass(frozen=True)
class LogFilter:
    """Which decisions to show."""

    site: str = ""  # its key
    moderator_id: int | None = None
    verb: Verb | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One decision, and enough of its submission to know which it was."""

    decision: Decision
    by: str | None  # none: a rule or the author
    kind: Kind
    author_name: str
    excerpt: str
    page_title: str
    page_url: str
    site_name: str
    is_last: bool

    @property
    def is_cut(self) -> bool:
        """Whether the excerpt may not be the whole text."""
        return len(self.excerpt) >= EXCERPT

    @property
    def may_undo(self) -> bool:
        return self.is_last and not self.decision.undone and self.decision.verb is not Verb.RESTORE


@dataclass(frozen=True)
class LogPage:
    """A stretch of the log."""

    entries: list[Entry]
    after: str


def decision_log(
    moderator: Moderator, filters: LogFilter, *, after: str = "", limit: int = 50
) -> LogPage:
    """A page of the log; raises ``Invalid`` for an ``after`` that is none of ours."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise Invalid({"after": [Problem("not_a_choice")]})
    ranges = _ranges(scopes_of(moderator, site_key=filters.site), filters)
    rows = first_of(ranges, limit=limit + 1, after=(int(after),) if after else None, newest=True)
    ids = [row.id for row in rows[:limit]]
    return LogPage(
        entries=_entries(ids) if ids else [], after=str(ids[-1]) if len(rows) > limit else ""
    )


def colleagues(moderator: Moderator) -> list[tuple[int, str]]:
    """Those whose decisions the moderator may see: people of the same sites, by name."""
    people = select(Moderator.id, Moderator.name, Moderator.email)
    if not moderator.is_owner:
        mine = [own.site_id for own in moderator.memberships]
        same = select(Membership.moderator_id).where(Membership.site_id.in_(mine))
        people = people.where(or_(Moderator.id.in_(same), Moderator.is_owner))
    named = [
        (row.id, display_name(row.name, row.email) or "") for row in db.session.execute(people)
    ]
    return sorted(named, key=lambda person: person[1].casefold())


def last_decided_at(moderator: Moderator) -> datetime | None:
    """When somebody last decided on one of the moderator's sites."""
    last = first_of(_ranges(scopes_of(moderator), LogFilter()), limit=1, newest=True)
    return (
        db.session.scalar(select(Decision.decided_at).where(Decision.id == last[0].id))
        if last
        else None
    )


def decided_since(moderator: Moderator, since: datetime) -> int:
    """How many submissions the moderator has decided on since then; undone ones do not count."""
    return (
        db.session.scalar(
            select(func.count(Decision.submission_id.distinct())).where(
                Decision.moderator_id == moderator.id,
                Decision.decided_at >= since,
                Decision.verb != Verb.RESTORE,
                Decision.undone.is_(False),
            )
        )
        or 0
    )


def _ranges(scopes: Scopes, filters: LogFilter) -> list[Select[*tuple[Any, ...]]]:
    """Each site's stretch of the log; where one is an editor only, that of the typo reports."""
    keys = select(Decision.id)
    if filters.moderator_id is not None:
        keys = keys.where(Decision.moderator_id == filters.moderator_id)
    if filters.verb is not None:
        keys = keys.where(Decision.verb == filters.verb)
    if filters.since is not None:
        keys = keys.where(Decision.decided_at >= filters.since)
    if filters.until is not None:
        keys = keys.where(Decision.decided_at < filters.until)
    if set(scopes.comments) == set(scopes.typos) and len(scopes.typos) <= MANY:
        return [keys.where(Decision.site_id == site_id) for site_id in scopes.typos]
    reports = select(TypoReport.__table__.c.id)
    return [
        keys.where(
            Decision.site_id.in_(scopes.typos),
            or_(Decision.site_id.in_(scopes.comments), Decision.submission_id.in_(reports)),
        )
    ]


def _entries(ids: list[int]) -> list[Entry]:
    comments, reports = Comment.__table__, TypoReport.__table__
    submissions = Submission.__table__
    later = aliased(Decision)
    last = (
        select(func.max(later.id))
        .where(later.submission_id == Decision.submission_id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Decision,
            Moderator.name,
            Moderator.email,
            submissions.c.kind,
            submissions.c.author_name,
            func.substr(func.coalesce(comments.c.source, reports.c.exact), 1, EXCERPT),
            Page.title,
            Page.url,
            Site.name,
            last == Decision.id,
        )
        .join(submissions, submissions.c.id == Decision.submission_id)
        .join(Page, Page.id == submissions.c.page_id)
        .join(Site, Site.id == Decision.site_id)
        .outerjoin(comments, comments.c.id == Decision.submission_id)
        .outerjoin(reports, reports.c.id == Decision.submission_id)
        .outerjoin(Moderator, Moderator.id == Decision.moderator_id)
        .where(Decision.id.in_(ids))
        .order_by(Decision.id.desc())
    )
    return [_entry(row) for row in rows]


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    decision, name, email, *rest = row
    return Entry(decision, display_name(name, email), *rest)
