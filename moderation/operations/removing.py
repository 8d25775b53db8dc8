"""Taking a site away with all it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Select, Table, delete, select

from moderation.extensions import db
from moderation.models import Page, Rule, RuleSite, Site, Submission
from moderation.operations.search_index import forget_words
from moderation.operations.sites import site_id_of


def remove_site(key: str) -> None:
    """Delete a site and everything that belongs to it; raises ``NotFound``."""
    site_id = site_id_of(key)
    forget_words(list(db.session.scalars(_submissions(site_id))))
    rules = list(db.session.scalars(_rules_of_it_alone(site_id)))
    for table in reversed(Site.metadata.sorted_tables):
        if (belongs := next(_belonging(table, site_id, rules), None)) is not None:
            db.session.execute(delete(table).where(belongs))


def _belonging(table: Table, site_id: int, rules: Sequence[int]) -> Iterator[ColumnElement[bool]]:
    """What tells the site's rows of a table from those of others, the plainest first."""
    if table is Site.__table__:
        yield table.c.id == site_id
    if table is Rule.__table__:
        yield table.c.id.in_(rules)
    owners = {fk.column.table.name: fk.parent for fk in table.foreign_keys}
    if "sites" in owners:
        yield owners["sites"] == site_id
    if "submissions" in owners:
        yield owners["submissions"].in_(_submissions(site_id))
    if "typo_reports" in owners:
        yield owners["typo_reports"].in_(_submissions(site_id))
    if "pages" in owners:
        yield owners["pages"].in_(select(Page.id).where(Page.site_id == site_id))
    if "rules" in owners:
        yield owners["rules"].in_(rules)


def _rules_of_it_alone(site_id: int) -> Select[int]:
    """Those that hold on no other site: they would hold nowhere."""
    elsewhere = select(RuleSite.rule_id).where(RuleSite.site_id != site_id)
    return select(RuleSite.rule_id).where(
        RuleSite.site_id == site_id, RuleSite.rule_id.not_in(elsewhere)
    )


def _submissions(site_id: int) -> Select[int]:
    return select(Submission.id).where(Submission.site_id == site_id)
