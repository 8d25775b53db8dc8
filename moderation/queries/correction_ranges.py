"""The stretches of an index that hold the corrections that a filter lets through.

Each filter has an index of its own, in the order of time. Where it is asked for in another order,
or with other filters, and few match, those few are found first; else they are common enough to be
met on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, func, select, type_coerce

from moderation.database import utcnow
from moderation.models import Kind, Moderator, Submission, TypoReport
from moderation.queries.correction_filters import (
    KNOWN_FOR,
    STANDING,
    CorrectionFilter,
    CorrectionOrder,
    CorrectionPile,
)
from moderation.queries.merging import first_of
from moderation.queries.scopes import Scopes, scopes_of
from moderation.queries.search import FEW, finding

Keys = Select[*tuple[Any, ...]]
Condition = ColumnElement[bool]

REPORTS: Any = TypoReport.__table__
_R = REPORTS.c
UNSEEN = 999_999_999  # of no known place: after all others


def correction_ranges(moderator: Moderator, filters: CorrectionFilter) -> list[Keys]:
    """What the filters let through of the moderator's, each range in the filters' order."""
    scopes = scopes_of(moderator, site_key=filters.site)
    if filters.q:
        return _found(scopes, filters)
    keys = select(*key_columns(filters)).where(_R.merged_into_id.is_(None))
    if (few := _few(scopes, filters)) is not None:
        standing = [and_(_R.status == status, _R.fix == fix) for status, fix in _standing(filters)]
        inside = keys.where(_R.id.in_(few), _own(scopes), *_looked_at(filters))
        return [inside.where(each) for each in standing] if few else []
    return list(_walked(keys, scopes, filters))


def key_columns(filters: CorrectionFilter) -> tuple[Any, ...]:
    """The columns that order the list."""
    if filters.q:
        return (_R.id,)
    if filters.order is CorrectionOrder.READERS:
        return (_R.sightings, _R.id)
    if filters.order is CorrectionOrder.TEXT:
        return (func.coalesce(_R.position, UNSEEN).label("position"), _R.id)
    if filters.pile is CorrectionPile.FIXED:
        return (_R.fixed_at, _R.id)
    return (_R.submitted_at, _R.id)


def _standing(filters: CorrectionFilter) -> tuple[tuple[Any, Any], ...]:
    return STANDING[filters.pile]


def _own(scopes: Scopes) -> Condition:
    """Looked at on each row: naming the column itself would lead to the site's index."""
    own: Condition = (_R.site_id + 0).in_(scopes.typos)
    return own


def _walked(keys: Keys, scopes: Scopes, filters: CorrectionFilter) -> Iterator[Keys]:
    """By the index of a filter that has the order, else by the pile's; the rest is looked at."""
    name = _driver(filters)
    rest = list(_looked_at(filters, but=name))
    for status, fix in _standing(filters):
        standing = keys.where(_R.status == status, _R.fix == fix, *rest)
        if name in ("page", "editor"):
            yield standing.where(_led(filters, name), _own(scopes))
            continue
        for site_id in scopes.typos:
            here = standing.where(_R.site_id == site_id)
            yield here.where(_led(filters, name)) if name else here


def _driver(filters: CorrectionFilter) -> str:
    """The filter whose index is walked, if one serves the order."""
    if filters.page is not None:
        return "page"
    if filters.order is CorrectionOrder.READERS or filters.pile is CorrectionPile.FIXED:
        return ""
    return next((name for name in ("editor", "section", "category") if _is_set(filters, name)), "")


def _is_set(filters: CorrectionFilter, name: str) -> bool:
    return getattr(filters, name) not in (None, "", 0)


def _led(filters: CorrectionFilter, name: str) -> Condition:
    """A filter as a range of its own index."""
    columns = {
        "page": _R.page_id,
        "editor": _R.editor_id,
        "section": _R.section,
        "category": _R.category,
    }
    return and_(columns[name] == getattr(filters, name))


def _looked_at(filters: CorrectionFilter, but: str = "") -> Iterator[Condition]:
    """The filters as conditions on each row that is met, out of the planner's sight."""
    if filters.page is not None and but != "page":
        yield _R.page_id + 0 == filters.page
    if filters.editor is not None and but != "editor":
        yield _R.editor_id + 0 == filters.editor
    if filters.section and but != "section":
        yield _R.section + "" == filters.section
    if filters.category and but != "category":
        yield type_coerce(_R.category, String) + "" == filters.category.value
    if filters.readers:
        yield _in_order(filters, CorrectionOrder.READERS, _R.sightings) >= filters.readers
    if filters.age:
        by_time = filters.order in (CorrectionOrder.OLDEST, CorrectionOrder.NEWEST)
        known = by_time and filters.pile is not CorrectionPile.FIXED
        latest = utcnow() - KNOWN_FOR[filters.age]
        yield (_R.submitted_at if known else _beside(_R.submitted_at)) <= latest


def _in_order(filters: CorrectionFilter, order: CorrectionOrder, column: Any) -> Any:
    return column if filters.order is order else column + 0


def _beside(column: Any) -> Any:
    """The same value, which no index has."""
    return case((column.is_not(None), column))


def _few(scopes: Scopes, filters: CorrectionFilter) -> list[int] | None:
    """The ids that the rarest of the filters lets through, if they are few."""
    for ranges in _selective(scopes, filters):
        rows = first_of(ranges, limit=FEW + 1)
        if len(rows) <= FEW:
            return [row.id for row in rows]
    return None


def _selective(scopes: Scopes, filters: CorrectionFilter) -> Iterator[list[Keys]]:
    """For each filter that the walked index does not serve, the ranges of one that does."""
    walked = _driver(filters)
    standing = [and_(_R.status == status, _R.fix == fix) for status, fix in _standing(filters)]
    known: Keys = select(_R.submitted_at, _R.id).where(_R.merged_into_id.is_(None))
    if filters.editor is not None and walked != "editor":
        yield [known.where(_led(filters, "editor"), each) for each in standing]
    for name in ("section", "category"):
        if _is_set(filters, name) and walked != name:
            led = known.where(_led(filters, name))
            yield [
                led.where(_R.site_id == site, each) for site in scopes.typos for each in standing
            ]
    if filters.readers and filters.order is not CorrectionOrder.READERS:
        many: Keys = select(_R.sightings, _R.id).where(_R.merged_into_id.is_(None))
        many = many.where(_R.sightings >= filters.readers)
        yield [many.where(_R.site_id == site, each) for site in scopes.typos for each in standing]


def _found(scopes: Scopes, filters: CorrectionFilter) -> list[Keys]:
    """What has the words in it, by id, as far as the filters let it through."""
    standing = [(_R.status == status) & (_R.fix == fix) for status, fix in _standing(filters)]
    within = [scopes.condition([Kind.TYPO_REPORT]), *_looked_at(filters)]
    return [
        keys.join(REPORTS, _R.id == Submission.id).where(*within, _R.merged_into_id.is_(None), each)
        for keys in finding(filters.q, scopes, [Kind.TYPO_REPORT])
        for each in standing
    ]
