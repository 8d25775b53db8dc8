"""The stretches of an index that hold what a filter lets through, each in the filter's order.

Nothing here scans what waits. Where a filter has an index of its own it is read from that one;
where it has not, and few match, those few are found first; else they are common enough to be met
on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Author, Facet, Fix, Kind, Moderator, Page, Submission, TypoReport
from moderation.queries.filters import AGES, STATUSES, Age, Order, Pile, QueueFilter
from moderation.queries.merging import first_of
from moderation.queries.passings import IS_PASSED, duties_of, is_passed_to
from moderation.queries.scopes import Scopes, scopes_of
from moderation.queries.search import FEW, finding

Keys = Select[*tuple[Any, ...]]
Condition = ColumnElement[bool]

PRIORITIES = (-1, 0)
BY_TIME = (Order.OLDEST, Order.NEWEST)


def ranges_for(moderator: Moderator, filters: QueueFilter) -> list[Keys]:
    """What the filters let through of the moderator's, each range in the queue's order."""
    scopes = scopes_of(moderator, site_key=filters.site)
    if filters.q:
        return _found(moderator, scopes, filters)
    if filters.pile is Pile.WAITING:
        return _waiting(moderator, scopes, filters)
    return list(_decided(scopes, filters))


def _waiting(moderator: Moderator, scopes: Scopes, filters: QueueFilter) -> list[Keys]:
    keys = _keys(filters).where(*_conditions(moderator, filters))
    if (few := _few(moderator, scopes, filters)) is not None:
        inside = keys.where(Submission.id.in_(few), scopes.condition(filters.kinds))
        return [inside.where(*_has(filters.codes))] if few else []
    if filters.codes and filters.order is not Order.SCORE:
        return list(_by_facet(scopes, filters, moderator))
    keys = keys.where(*_has(filters.codes))
    at_places = [keys.where(place) for place in _places(scopes, filters)]
    if filters.age is not Age.DUE or filters.order is not Order.PRIORITY:
        return at_places
    return [each.where(Submission.priority == one) for each in at_places for one in PRIORITIES]


def _keys(filters: QueueFilter) -> Keys:
    """The columns that order what waits."""
    keys: dict[Order, Keys] = {
        Order.PRIORITY: select(Submission.priority, Submission.due_at, Submission.id),
        Order.SCORE: select(Submission.score, Submission.id),
    }
    oldest: Keys = select(Submission.waiting_since, Submission.id)
    return keys.get(filters.order, oldest).where(Submission.waiting_since.is_not(None))


def _by_facet(scopes: Scopes, filters: QueueFilter, moderator: Moderator) -> Iterator[Keys]:
    """By the first code's own index; the rest is looked at on the way."""
    code, *others = filters.codes
    columns: Keys = (
        select(Facet.priority, Facet.due_at, Facet.submission_id.label("id"))
        if filters.order is Order.PRIORITY
        else select(Facet.waiting_since, Facet.submission_id.label("id"))
    )
    keys = (
        columns.join(Submission, Submission.id == Facet.submission_id)
        .where(*_conditions(moderator, filters), *_has(others), *_at(filters))
        .where(Facet.code == code)
    )
    if filters.age in AGES and filters.order in BY_TIME:
        keys = keys.where(Facet.waiting_since <= utcnow() - AGES[filters.age])
    for kind in filters.kinds:
        for site_id in scopes.sites_for(kind):
            yield keys.where(Facet.site_id == site_id, Facet.kind == kind)


def _places(scopes: Scopes, filters: QueueFilter) -> list[Condition]:
    """A condition for each range: a page, an author, or each kind on each site."""
    if filters.page is None and filters.author is None:
        return scopes.places(filters.kinds)
    site_id = _site_of(filters)
    kinds = [kind for kind in filters.kinds if site_id in scopes.sites_for(kind)]
    return [and_(*_at(filters), Submission.kind.in_(kinds))] if kinds else []


def _at(filters: QueueFilter) -> Iterator[Condition]:
    if filters.page is not None:
        yield Submission.page_id == filters.page
    if filters.author is not None:
        yield Submission.author_id == filters.author


def _site_of(filters: QueueFilter) -> int | None:
    """The site of the page or of the author: naming it too would lead to the site's index."""
    if filters.page is not None:
        return db.session.scalar(select(Page.site_id).where(Page.id == filters.page))
    return db.session.scalar(select(Author.site_id).where(Author.id == filters.author))


def _conditions(moderator: Moderator, filters: QueueFilter) -> Iterator[Condition]:
    """What is looked at on each row."""
    if filters.folds:
        yield Submission.alike_id.is_(None)
    if filters.age is not None:
        yield _old_enough(filters, utcnow())
    if filters.score:
        yield Submission.score >= filters.score
    if filters.passed:
        yield is_passed_to(moderator.id, duties_of(moderator))


def _old_enough(filters: QueueFilter, now: datetime) -> Condition:
    """A range of the index that has the order; for another order a condition to look at.

    There ``coalesce`` keeps databases from reading the range first and sorting all of it.
    """
    if filters.age in AGES:
        latest, since = now - AGES[filters.age], Submission.waiting_since
        return (since if filters.order in BY_TIME else func.coalesce(since, now)) <= latest
    due = Submission.due_at
    return (due if filters.order is Order.PRIORITY else func.coalesce(due, now)) <= now


def _has(codes: Sequence[str]) -> Iterator[Condition]:
    for code in codes:
        other = aliased(Facet)  # beside the one whose index is read
        yield exists().where(other.submission_id == Submission.id, other.code == code)


def _few(moderator: Moderator, scopes: Scopes, filters: QueueFilter) -> list[int] | None:
    """The ids that the rarest of the filters lets through, if they are few."""
    for ranges in _selective(moderator, scopes, filters):
        rows = first_of(ranges, limit=FEW + 1)
        if len(rows) <= FEW:
            return [row.id for row in rows]
    return None


def _selective(moderator: Moderator, scopes: Scopes, filters: QueueFilter) -> Iterator[list[Keys]]:
    """For each filter that the order's index does not serve, the ranges of one that does."""
    places = scopes.places(filters.kinds)
    waits = Submission.waiting_since.is_not(None)
    if filters.passed:
        theirs = is_passed_to(moderator.id, duties_of(moderator))
        yield [select(Submission.id).where(IS_PASSED, waits, theirs)]
    if filters.age is Age.DUE and filters.order is not Order.PRIORITY:
        due: Keys = select(Submission.due_at, Submission.id).where(
            waits, Submission.alike_id.is_(None) if filters.folds else true()
        )
        at_once = [due.where(Submission.priority == each) for each in PRIORITIES]
        now = utcnow()
        yield [each.where(place, Submission.due_at <= now) for place in places for each in at_once]
    elif filters.age in AGES and filters.order not in BY_TIME:
        old: Keys = select(Submission.waiting_since, Submission.id).where(waits)
        latest = utcnow() - AGES[filters.age]
        yield [old.where(place, Submission.waiting_since <= latest) for place in places]
    if filters.score and filters.order is not Order.SCORE:
        high: Keys = select(Submission.score, Submission.id).where(
            waits, Submission.alike_id.is_(None) if filters.folds else true()
        )
        yield [high.where(place, Submission.score >= filters.score) for place in places]
    if filters.codes and filters.order is Order.SCORE:
        wanted = QueueFilter(kind=filters.kind, reasons=filters.codes)
        yield list(_by_facet(scopes, wanted, moderator))


def _decided(scopes: Scopes, filters: QueueFilter) -> Iterator[Keys]:
    """A pile of what was decided, or of everything, by id."""
    reports = TypoReport.__table__
    keys: Keys = select(Submission.id)
    if filters.pile is Pile.TO_FIX:
        keys = keys.join(reports, reports.c.id == Submission.id)
        keys = keys.where(reports.c.fix == Fix.UNFIXED, reports.c.merged_into_id.is_(None))
    elif Kind.TYPO_REPORT in filters.kinds:
        merged = exists().where(
            reports.c.id == Submission.id, reports.c.merged_into_id.is_not(None)
        )
        keys = keys.where(or_(Submission.kind == Kind.COMMENT, ~merged))
    for place in _places(scopes, filters):
        for status in STATUSES[filters.pile]:
            yield keys.where(place, Submission.status == status)


def _found(moderator: Moderator, scopes: Scopes, filters: QueueFilter) -> list[Keys]:
    """What has the words in it, by id; of what waits, only that which the filters let through."""
    within = [scopes.condition(filters.kinds), *_at(filters)]
    if filters.pile is Pile.WAITING:
        within += [Submission.waiting_since.is_not(None), *_conditions(moderator, filters)]
        within += _has(filters.codes)
    elif filters.pile is not Pile.ANY:
        within.append(Submission.status.in_(STATUSES[filters.pile]))
        if filters.pile is Pile.TO_FIX:
            within.append(Submission.id.in_(_to_fix()))
    return [keys.where(*within) for keys in finding(filters.q, scopes, filters.kinds)]


def _to_fix() -> Keys:
    reports = TypoReport.__table__
    return select(reports.c.id).where(reports.c.fix == Fix.UNFIXED)
