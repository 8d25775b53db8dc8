"""Rules: those in force on a site, those one looks after, and what they caught."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, or_, select
from sqlalchemy.sql import ColumnElement

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, Role, Rule, RuleHit, RuleVersion, Site
from moderation.queries.cards import display_name
from moderation.queries.submissions import reaches, sites_of
from moderation.screening import rules as screening

LATELY = timedelta(days=90)
MOST_SITES_KEPT = 64

_State = tuple[int, int]
_kept: WeakKeyDictionary[Engine, dict[int, tuple[_State, screening.RuleSet]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class RuleRow:
    """A rule, the site it is for (none: all of them), and how much it caught lately."""

    rule: Rule
    site: Site | None
    hits: int


@dataclass(frozen=True)
class VersionRow:
    """One version of a rule, and who made it."""

    version: RuleVersion
    by: str | None


def rules_in_force(site_id: int) -> screening.RuleSet | None:
    """The rules switched on for a site, prepared; read again only when any rule has changed."""
    number, newest = db.session.execute(
        select(func.count(RuleVersion.id), func.max(RuleVersion.id))
    ).one()
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


def rules_of(moderator: Moderator) -> list[RuleRow]:
    """The rules of the sites one looks after, and those they share, the newest first."""
    rows = db.session.execute(
        select(Rule, Site)
        .outerjoin(Site, Site.id == Rule.site_id)
        .where(Rule.removed_at.is_(None), _within_reach(moderator))
        .order_by(Rule.id.desc())
    ).all()
    hits = hits_of([rule.id for rule, _site in rows])
    return [RuleRow(rule, site, hits.get(rule.id, 0)) for rule, site in rows]


def find_rule(rule_id: int, *, moderator: Moderator) -> Rule:
    """A rule that one looks after; raises ``NotFound``."""
    rule = db.session.get(Rule, rule_id) if 0 < rule_id < 2**31 else None
    if rule is None or rule.removed_at is not None or not may_keep(moderator, rule.site_id):
        raise NotFound
    return rule


def see_rule(rule_id: int, *, moderator: Moderator) -> Rule:
    """A rule that holds on a site one looks after, whoever may change it; raises ``NotFound``."""
    rule = db.session.get(Rule, rule_id) if 0 < rule_id < 2**31 else None
    if rule is None or rule.removed_at is not None:
        raise NotFound
    if rule.site_id is None and sites_of(moderator, Role.ADMIN):
        return rule
    return find_rule(rule_id, moderator=moderator)


def may_keep(moderator: Moderator, site_id: int | None) -> bool:
    """Whether one may change the rules of a site; those of all sites only owners may."""
    if site_id is None:
        return moderator.is_owner
    return reaches(moderator.role_on(site_id), Role.ADMIN)


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
        or_(Rule.site_id.is_(None), Rule.site_id == site_id),
    )
    return [as_screened(rule) for rule in db.session.scalars(active.order_by(Rule.id))]


def _within_reach(moderator: Moderator) -> ColumnElement[bool]:
    if moderator.is_owner:
        return or_(Rule.site_id.is_(None), Rule.site_id.is_not(None))
    sites = [site.id for site in sites_of(moderator, Role.ADMIN)]
    own = Rule.site_id.in_(sites)
    return or_(own, Rule.site_id.is_(None)) if sites else own
