"""Rules: those in force on a site, those one looks after, and what they caught."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Select, func, or_, select
from sqlalchemy.orm import lazyload
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, Role, Rule, RuleHit, RuleSite, RuleVersion, Site
from moderation.prepared import rows
from moderation.queries.names import display_name
from moderation.queries.submissions import reaches, sites_of
from moderation.screening import rules as screening

LATELY = timedelta(days=90)
MOST_SITES_KEPT = 64

_State = tuple[int, int]
_kept: WeakKeyDictionary[Engine, dict[int, tuple[_State, screening.RuleSet]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Reach:
    """The sites that a rule holds on: by name those one looks after; the others by number."""

    everywhere: bool
    names: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True)
class RuleRow:
    """A rule, where it holds as far as one may know, and how much it caught lately."""

    rule: Rule
    reach: Reach
    hits: int


@dataclass(frozen=True)
class VersionRow:
    """One version of a rule, and who made it."""

    version: RuleVersion
    by: str | None

    @property
    def site_ids(self) -> list[int] | None:
        """Where the rule held then; none: on all sites."""
        return self.version.site_ids or None


def rules_in_force(site_id: int) -> screening.RuleSet | None:
    """The rules switched on for a site, prepared; read again only when any rule has changed."""
    ((number, newest),) = rows(_state())
    if not number:
        return None
    state = (number, newest)
    kept = _kept.setdefault(db.engine, {})
    known = kept.get(site_id)
    if known is None or known[0] != state:
        if len(kept) >= MOST_SITES_KEPT:
            kept.clear()
        known = kept[site_id] = (state, screening.RuleSet(_active(site_id)))
    return known[1]


@cache
def _state() -> Select[*tuple[int, int]]:
    return select(func.count(RuleVersion.id), func.max(RuleVersion.id))


def rules_of(moderator: Moderator) -> list[RuleRow]:
    """The rules of the sites one looks after, and those they share, the newest first."""
    sites = sites_of(moderator, Role.ADMIN)
    if not sites and not moderator.is_owner:
        return []
    rules = select(Rule).where(Rule.removed_at.is_(None)).order_by(Rule.id.desc())
    if not moderator.is_owner:
        rules = rules.where(holding_on([site.id for site in sites]))
    found = db.session.scalars(rules).all()
    hits = hits_of([rule.id for rule in found])
    return [RuleRow(rule, reach_of(rule.site_ids, sites), hits.get(rule.id, 0)) for rule in found]


def reach_of(site_ids: Collection[int] | None, sites: Sequence[Site]) -> Reach:
    """Where a rule holds, told to somebody who looks after these sites."""
    if site_ids is None:
        return Reach(everywhere=True)
    names = tuple(site.name for site in sites if site.id in site_ids)
    return Reach(everywhere=False, names=names, others=len(site_ids) - len(names))


def find_rule(rule_id: int, *, moderator: Moderator) -> Rule:
    """A rule that one looks after; raises ``NotFound``."""
    rule = db.session.get(Rule, rule_id) if 0 < rule_id < 2**31 else None
    if rule is None or rule.removed_at is not None or not may_keep(moderator, rule.site_ids):
        raise NotFound
    return rule


def see_rule(rule_id: int, *, moderator: Moderator) -> Rule:
    """A rule that holds on a site one looks after, whoever may change it; raises ``NotFound``."""
    rule = db.session.get(Rule, rule_id) if 0 < rule_id < 2**31 else None
    if rule is None or rule.removed_at is not None:
        raise NotFound
    own = {site.id for site in sites_of(moderator, Role.ADMIN)}
    if own and (rule.site_ids is None or own.intersection(rule.site_ids)):
        return rule
    return find_rule(rule_id, moderator=moderator)


def may_keep(moderator: Moderator, site_ids: Collection[int] | None) -> bool:
    """Whether one looks after each of a rule's sites; of all sites (none) only owners do."""
    if site_ids is None or moderator.is_owner:
        return moderator.is_owner
    return bool(site_ids) and all(
        reaches(moderator.role_on(site_id), Role.ADMIN) for site_id in site_ids
    )


def holding_on(site_ids: Collection[int]) -> ColumnElement[bool]:
    """That a rule holds on one of these sites, or on all."""
    here = select(RuleSite.rule_id).where(RuleSite.site_id.in_(site_ids))
    return or_(Rule.for_all, Rule.id.in_(here))


def versions_of(rule_id: int) -> list[VersionRow]:
    """All that a rule ever was, the newest first."""
    rows = db.session.execute(
        select(RuleVersion, Moderator.name, Moderator.email)
        .outerjoin(Moderator, Moderator.id == RuleVersion.moderator_id)
        .where(RuleVersion.rule_id == rule_id)
        .order_by(RuleVersion.version.desc())
        .limit(200)
    )
    return [VersionRow(version, display_name(name, email)) for version, name, email in rows]


def hits_of(rule_ids: Sequence[int], *, now: datetime | None = None) -> dict[int, int]:
    """How many submissions each rule caught in the last 90 days."""
    if not rule_ids:
        return {}
    since = (now or utcnow()) - LATELY
    counts = (
        select(RuleHit.rule_id, func.sum(RuleHit.number))
        .where(RuleHit.rule_id.in_(rule_ids), RuleHit.day >= since)
        .group_by(RuleHit.rule_id)
    )
    return {rule_id: int(number) for rule_id, number in db.session.execute(counts)}


def prepared(rules: Iterable[Rule | RuleVersion]) -> screening.RuleSet:
    """Rules as they stand, ready to be looked for, switched on or not."""
    return screening.RuleSet(map(as_screened, rules))


def as_screened(rule: Rule | RuleVersion) -> screening.Rule:
    """A stored rule as the screens know it."""
    return screening.Rule(
        id=rule.rule_id if isinstance(rule, RuleVersion) else rule.id,
        version=rule.version,
        kind=rule.kind.value,
        pattern=rule.pattern,
        exceptions=tuple(rule.exceptions),
        action=rule.action.value,
    )


def _active(site_id: int) -> list[screening.Rule]:
    active = select(Rule).where(
        Rule.active,
        Rule.removed_at.is_(None),
        holding_on([site_id]),
    )
    rules = db.session.scalars(active.options(lazyload(Rule.places)).order_by(Rule.id))
    return [as_screened(rule) for rule in rules]
