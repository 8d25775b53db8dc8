"""Who takes care of a site's typo reports, and who is named for which of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import HandingRule, Membership, Moderator, Page, Role
from moderation.queries.claims import name_alone
from moderation.queries.submissions import reaches

MOST_OFFERED = 200  # authors and sections to choose from


@dataclass(frozen=True)
class Editor:
    """Somebody who may mend a site's texts."""

    id: int
    name: str
    is_me: bool = False


@dataclass(frozen=True)
class Named:
    """An editor named for an author or a section."""

    id: int
    field: str
    value: str
    name: str
    may_mend: bool  # still, on this site


def editors_of(site_id: int, *, me: int = 0) -> list[Editor]:
    """Those with any role on the site, and the owners; oneself first, then by name."""
    there = select(Membership.moderator_id).where(Membership.site_id == site_id)
    people = db.session.scalars(
        select(Moderator)
        .where(Moderator.active, or_(Moderator.id.in_(there), Moderator.is_owner))
        .options(*name_alone())
    )
    editors = [Editor(each.id, each.display_name, each.id == me) for each in people]
    return sorted(editors, key=lambda each: (not each.is_me, each.name.casefold(), each.id))


def handing_rules(site_id: int) -> list[Named]:
    """Who is named for which pages of a site."""
    may = {each.id for each in editors_of(site_id)}
    rows = db.session.execute(
        select(HandingRule, Moderator)
        .join(Moderator, Moderator.id == HandingRule.moderator_id)
        .where(HandingRule.site_id == site_id)
        .order_by(HandingRule.field, HandingRule.value)
        .options(*name_alone())
    )
    return [
        Named(rule.id, rule.field, rule.value, person.display_name, person.id in may)
        for rule, person in rows
    ]


def find_handing_rule(rule_id: int, *, moderator: Moderator) -> HandingRule:
    """A rule of a site that the moderator manages; raises ``NotFound``."""
    rule = db.session.get(HandingRule, rule_id) if 0 < rule_id < 2**31 else None
    if rule is None or not reaches(moderator.role_on(rule.site_id), Role.ADMIN):
        raise NotFound
    return rule


def sections_and_authors(site_id: int) -> dict[str, list[str]]:
    """What the site's pages have said of themselves so far, to choose from."""
    return {
        name: sorted(
            db.session.scalars(
                select(column)
                .where(Page.site_id == site_id, column != "")
                .distinct()
                .limit(MOST_OFFERED)
            )
        )
        for name, column in (("author", Page.author), ("section", Page.section))
    }
