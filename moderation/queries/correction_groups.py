"""Where open corrections are: on which pages, in which sections, of which kind, with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, union_all

from moderation.extensions import db
from moderation.models import Category, Fix, Moderator, Page, Status
from moderation.queries.correction_filters import STANDING, CorrectionPile
from moderation.queries.correction_ranges import REPORTS
from moderation.queries.counts import bounded
from moderation.queries.decision_log import colleagues
from moderation.queries.scopes import scopes_of

_R = REPORTS.c
AT_ONCE = 50  # groups on one screen

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Group:
    """How much is open in one part; above ``counts.MOST``: more than that."""

    value: str  # as a filter has it
    name: str
    to_confirm: int
    to_fix: int


@dataclass(frozen=True)
class PageRow:
    """One page with open corrections."""

    page: Page
    to_confirm: int
    to_fix: int
    readers: int
    oldest: datetime


@dataclass(frozen=True)
class Groups:
    """The groups of one screen, and where the next begins."""

    rows: Sequence[Group] | Sequence[PageRow]
    after: str


def pages_with_open(
    moderator: Moderator, *, site_key: str = "", before: int | None = None, limit: int = 20
) -> Groups:
    """Pages that have open corrections, those last seen first.

    From each stretch of the index the next page is looked up, and nothing between is read.
    """
    sites = scopes_of(moderator, site_key=site_key).typos
    stretches = [
        _pages_of(site_id, (_R.status == status) & (_R.fix == fix), before, limit + 1)
        for site_id in sites
        for status, fix in STANDING[CorrectionPile.OPEN]
    ]
    found = set(db.session.scalars(union_all(*stretches))) if stretches else set()
    ids = sorted(found, reverse=True)
    rows = _page_rows(ids[:limit])
    return Groups(rows, after=str(ids[limit - 1]) if len(ids) > limit else "")


def sections_with_open(
    moderator: Moderator, *, site_key: str = "", after: str = "", limit: int = AT_ONCE
) -> Groups:
    """The sections of the sites by name, with how much is open in each."""
    sites = scopes_of(moderator, site_key=site_key).typos
    names = sections_of(sites, after=after, limit=limit + 1)
    conditions = [_at(sites) & (_R.section == name) for name in names[:limit]]
    counts = _open_in(conditions)
    rows = [Group(name, name, *number) for name, number in zip(names, counts, strict=False)]
    return Groups(rows, after=names[limit - 1] if len(names) > limit else "")


def categories_with_open(moderator: Moderator, *, site_key: str = "") -> Groups:
    """How much is open of each kind."""
    sites = scopes_of(moderator, site_key=site_key).typos
    counts = _open_in([_at(sites) & (_R.category == each) for each in Category])
    rows = [Group(one.value, "", *number) for one, number in zip(Category, counts, strict=True)]
    return Groups(rows, after="")


def editors_with_open(moderator: Moderator, *, site_key: str = "") -> Groups:
    """How much was handed to each colleague, oneself first."""
    sites = scopes_of(moderator, site_key=site_key).typos
    people = sorted(colleagues(moderator), key=lambda one: one[0] != moderator.id)[:AT_ONCE]
    own = (_R.site_id + 0).in_(sites)
    counts = _open_in([(_R.editor_id == person) & own for person, _ in people])
    rows = [
        Group(str(person), name, *number)
        for (person, name), number in zip(people, counts, strict=True)
    ]
    return Groups([row for row in rows if row.to_confirm or row.to_fix], after="")


def sections_of(sites: Collection[int], *, after: str = "", limit: int = AT_ONCE) -> list[str]:
    """The first sections after a name that reports of these sites are in."""
    stretches = [_sections_of(site_id, after, limit) for site_id in sites]
    found = set(db.session.scalars(union_all(*stretches))) if stretches else set()
    return sorted(found)[:limit]


def _open_in(conditions: Sequence[Condition]) -> list[tuple[int, int]]:
    """For each: how much is to be confirmed and to be fixed, in one statement."""
    if not conditions:
        return []
    numbers = [
        bounded(select(_R.id).where(_R.merged_into_id.is_(None), condition, standing))
        for condition in conditions
        for standing in _open()
    ]
    row = db.session.execute(select(*numbers)).one()
    return [(row[at], row[at + 1]) for at in range(0, len(row), 2)]


def _at(sites: Iterable[int]) -> Condition:
    own: Condition = _R.site_id.in_(list(sites))
    return own


def _open() -> tuple[Condition, Condition]:
    return _R.status == Status.PENDING, (_R.status == Status.APPROVED) & (_R.fix == Fix.UNFIXED)


def _page_rows(ids: Sequence[int]) -> list[PageRow]:
    if not ids:
        return []
    pending, to_fix = _open()
    facts = db.session.execute(
        select(
            _R.page_id,
            func.count().filter(pending),
            func.count().filter(to_fix),
            func.sum(_R.sightings),
            func.min(_R.submitted_at),
        )
        .where(_R.page_id.in_(ids), _R.merged_into_id.is_(None), or_(pending, to_fix))
        .group_by(_R.page_id)
    )
    found = {page_id: rest for page_id, *rest in facts}
    pages = {page.id: page for page in db.session.scalars(select(Page).where(Page.id.in_(ids)))}
    return [PageRow(pages[each], *found[each]) for each in ids if each in found]


def _pages_of(site_id: int, standing: Condition, before: int | None, limit: int) -> Select[Any]:
    within = [_R.site_id == site_id, _R.merged_into_id.is_(None), standing]
    beyond = [] if before is None else [_R.page_id < before]
    return _steps(_R.page_id, within, beyond, limit, down=True)


def _sections_of(site_id: int, after: str, limit: int) -> Select[Any]:
    within = [_R.site_id == site_id, _R.merged_into_id.is_(None)]
    return _steps(_R.section, within, [_R.section > after], limit)


def _steps(
    column: Any,
    within: Sequence[Condition],
    beyond: Sequence[Condition],
    limit: int,
    *,
    down: bool = False,
) -> Select[Any]:
    """The first values that a column has, each looked up in the index from the one before.

    https://wiki.postgresql.org/wiki/Loose_indexscan. Beside the value before, the bound where it
    began must not stand: SQLite would read on from that one.
    """
    best = func.max if down else func.min
    first = select(best(column).label("value"), literal(1).label("step")).where(*within, *beyond)
    walk = first.cte(recursive=True)
    further = column < walk.c.value if down else column > walk.c.value
    following = select(best(column)).where(*within, further).scalar_subquery()
    walk = walk.union_all(
        select(following, walk.c.step + 1).where(walk.c.value.is_not(None), walk.c.step < limit)
    )
    return select(walk.c.value).where(walk.c.value.is_not(None))
