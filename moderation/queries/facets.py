"""What the queue can be narrowed by on a moderator's sites, by name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Author, Page, Rule, Site
from moderation.queries.rules import holding_on

MOST_RULES = 200


def rules_of(sites: Sequence[Site]) -> dict[int, str]:
    """What the rules of these sites and of all sites look for, by number."""
    rules = (
        select(Rule.id, Rule.pattern)
        .where(
            Rule.removed_at.is_(None),
            holding_on([site.id for site in sites]),
        )
        .order_by(Rule.pattern, Rule.id)
        .limit(MOST_RULES)
    )
    return {row.id: row.pattern for row in db.session.execute(rules)}


def filtered_names(
    *, page: int | None, author: int | None, site_ids: Sequence[int]
) -> dict[str, str]:
    """What the page and the author of a filter are called, if they are on these sites."""
    names = {}
    if page is not None:
        titles = select(Page.title, Page.url).where(Page.id == page, Page.site_id.in_(site_ids))
        if row := db.session.execute(titles).first():
            names["page"] = row.title or row.url
    if author is not None:
        known = select(Author.name).where(Author.id == author, Author.site_id.in_(site_ids))
        names["author"] = db.session.scalar(known) or ""
    return names
