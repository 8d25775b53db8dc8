"""Who mends a mistake: an editor by hand, or by a rule for a page's author or section."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import attributes

from moderation.database import utcnow
from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import HandingRule, Membership, Moderator, Page, Role, TypoReport
from moderation.operations.bulk import update_all
from moderation.operations.events import record
from moderation.queries.submissions import find_moderator, find_submission, reaches

FIELDS = ("author", "section")  # what a page says of itself; whose words they are comes first


def hand(submission_id: int, to: int, *, by: int) -> None:
    """Let somebody mend it who may; raises ``Invalid`` for anybody else."""
    give_to(_find(submission_id, by), to, by=by)


def let_go(submission_id: int, *, by: int) -> None:
    """Let it be nobody's in particular again."""
    report = _find(submission_id, by)
    if report.editor_id is None:
        return
    _record("correction_let_go", report, by, before=report.editor_id)
    write_beside(report, {"editor_id": None, "handed_at": None})


def give_to(report: TypoReport, to: int, *, by: int) -> None:
    """Put a mistake into somebody's hands, and write it down."""
    person = db.session.get(Moderator, to)
    if person is None or not may_mend(person, report.site_id):
        raise Invalid({"editor": [Problem("not_a_choice")]})
    _record("correction_handed", report, by, before=report.editor_id, after=to)
    write_beside(report, {"editor_id": to, "handed_at": utcnow()})


def write_beside(report: TypoReport, values: dict[str, Any]) -> None:
    """Write what no decision depends on; the version on other screens stays good."""
    update_all(TypoReport, [{"id": report.id, **values}])
    for name, value in values.items():
        attributes.set_committed_value(report, name, value)


def may_mend(person: Moderator, site_id: int) -> bool:
    """Whether somebody takes care of a site's typo reports."""
    return person.active and reaches(person.role_on(site_id), Role.EDITOR)


def hand_all_by_rule(reports: Collection[TypoReport]) -> None:
    """Let who is named for a page's author, else for its section, mend what was accepted.

    What is in somebody's hands stays there. Nobody's version changes: what is on
    screen elsewhere may still be decided.
    """
    free = [report for report in reports if report.editor_id is None]
    with db.session.no_autoflush:
        named = _named({report.site_id for report in free}) if free else {}
        pages = _pages({report.page_id for report in free}) if named else {}
    handed = [
        (report, editor)
        for report in free
        if (editor := _editor_of(report, pages.get(report.page_id, {}), named))
    ]
    now = utcnow()
    rows = [{"id": report.id, "editor_id": editor, "handed_at": now} for report, editor in handed]
    update_all(TypoReport, rows)
    for report, editor in handed:
        attributes.set_committed_value(report, "editor_id", editor)
        attributes.set_committed_value(report, "handed_at", now)


def _editor_of(
    report: TypoReport, page: Mapping[str, str], named: Mapping[tuple[int, str, str], int]
) -> int | None:
    keys = [(report.site_id, field, page[field]) for field in FIELDS if page.get(field)]
    return next((named[key] for key in keys if key in named), None)


def _pages(ids: Collection[int]) -> dict[int, dict[str, str]]:
    rows = db.session.execute(select(Page.id, Page.author, Page.section).where(Page.id.in_(ids)))
    return {row.id: {"author": row.author, "section": row.section} for row in rows}


def add_rule(site_id: int, field: str, value: str, *, to: int, by: int) -> int:
    """From now on let somebody mend what is accepted on these pages; the rule's number.

    Raises ``NotFound`` for who is no admin of the site, ``Invalid`` for who may not mend.
    """
    _check_admin(site_id, by)
    person = db.session.get(Moderator, to)
    if field not in FIELDS:
        raise Invalid({"field": [Problem("not_a_choice")]})
    if not value:
        raise Invalid({"value": [Problem("required")]})
    if person is None or not may_mend(person, site_id):
        raise Invalid({"editor": [Problem("not_a_choice")]})
    same = select(HandingRule).where(
        HandingRule.site_id == site_id, HandingRule.field == field, HandingRule.value == value
    )
    if db.session.scalar(same) is not None:
        raise Invalid({"value": [Problem("taken")]})
    rule = HandingRule(site_id=site_id, field=field, value=value, moderator_id=to)
    db.session.add(rule)
    db.session.flush()
    _record_rule("handing_rule_added", rule, by)
    return rule.id


def remove_rule(rule_id: int, *, by: int) -> None:
    """Hand by this rule no more; raises ``NotFound``."""
    rule = db.session.get(HandingRule, rule_id)
    if rule is None:
        raise NotFound
    _check_admin(rule.site_id, by)
    _record_rule("handing_rule_removed", rule, by)
    db.session.delete(rule)


def _named(sites: Collection[int]) -> dict[tuple[int, str, str], int]:
    """Who is named for which pages; who may no longer mend there is passed over."""
    rows = db.session.execute(
        select(HandingRule, Moderator)
        .join(Moderator, Moderator.id == HandingRule.moderator_id)
        .outerjoin(
            Membership,
            (Membership.moderator_id == Moderator.id) & (Membership.site_id == HandingRule.site_id),
        )
        .where(
            HandingRule.site_id.in_(sites),
            Moderator.active,
            Moderator.is_owner | Membership.id.is_not(None),
        )
    )
    return {(rule.site_id, rule.field, rule.value): person.id for rule, person in rows}


def _find(submission_id: int, by: int) -> TypoReport:
    report = find_submission(submission_id, moderator=find_moderator(by), role=Role.EDITOR)
    if not isinstance(report, TypoReport):
        raise NotFound
    return report


def _check_admin(site_id: int, by: int) -> None:
    if not reaches(find_moderator(by).role_on(site_id), Role.ADMIN):
        raise NotFound


def _record(
    name: str, report: TypoReport, by: int, *, before: int | None, after: int | None = None
) -> None:
    record(
        name,
        site_id=report.site_id,
        by=by,
        subject=f"submission {report.id}",
        before={"moderator": before} if before else {},
        after={"moderator": after} if after else {},
    )


def _record_rule(name: str, rule: HandingRule, by: int) -> None:
    what = {"field": rule.field, "value": rule.value, "moderator": rule.moderator_id}
    key = "before" if name.endswith("removed") else "after"
    subject = f"handing rule {rule.id}"
    record(name, site_id=rule.site_id, by=by, subject=subject, **{key: what})
