"""What a rule held returns to its normal place when the rule goes, and back when it returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from moderation import outbox
from moderation.extensions import db
from moderation.models import Facet, Kind, Rule, Site, Submission
from moderation.screening.weights import score_of

AT_ONCE = 500  # the rest is left to the worker
MOST_REMEMBERED = 10_000

_TABLE: Any = Submission.__table__
# Not by the models: what moderators have on screen has not changed.
_WEIGH = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("of"))
    .values(findings=bindparam("now"), score=bindparam("weight"))
)


def let_go(rule: Rule) -> None:
    """Nothing waits because of the rule where it does not hold any more: when off, nowhere."""
    rule.let_go = []
    _continue(rule)


def hold_again(rule: Rule) -> None:
    """What was let go of, and still waits, is found by the rule again."""
    ids = list(rule.let_go)
    rule.let_go = []
    for start in range(0, len(ids), AT_ONCE):
        wanted = Submission.id.in_(ids[start : start + AT_ONCE])
        waiting = select(Submission).where(wanted, Submission.waiting_since.is_not(None))
        if rule.site_ids is not None:
            waiting = waiting.where(Submission.site_id.in_(rule.site_ids))
        found = [each for each in db.session.scalars(waiting) if _is_found_by(each, rule.id)]
        _weigh_again(found, rule.id, stale=False)
        db.session.add_all(_facets_of(each, rule.id) for each in found)
        db.session.flush()


def go_on_letting_go(rule_id: int) -> None:
    """The next of what a rule held where it holds no more."""
    rule = db.session.get(Rule, rule_id)
    if rule is not None:
        _continue(rule)


def _continue(rule: Rule) -> None:
    ids = _held_by(rule)
    found = db.session.scalars(select(Submission).where(Submission.id.in_(ids))).all()
    _weigh_again(found, rule.id, stale=True)
    db.session.execute(
        delete(Facet).where(Facet.submission_id.in_(ids), Facet.code == _code(rule.id))
    )
    rule.let_go = [*rule.let_go, *ids][:MOST_REMEMBERED]
    if len(ids) == AT_ONCE:
        outbox.enqueue("let_go_of_rule", rule_id=rule.id)


def _held_by(rule: Rule) -> list[int]:
    sites = select(Site.id)
    if rule.active:
        if rule.site_ids is None:
            return []
        sites = sites.where(Site.id.not_in(rule.site_ids))
    held = select(Facet.submission_id).where(
        Facet.site_id.in_(db.session.scalars(sites).all()),
        Facet.kind.in_(list(Kind)),
        Facet.code == _code(rule.id),
    )
    return list(db.session.scalars(held.limit(AT_ONCE)))


def _weigh_again(submissions: Sequence[Submission], rule_id: int, *, stale: bool) -> None:
    rows = [
        {"of": each.id, "now": findings, "weight": score_of(findings)}
        for each in submissions
        if (findings := _marked(each.findings, rule_id, stale=stale))
    ]
    if rows:
        db.session.execute(_WEIGH, rows)


def _marked(findings: list[dict[str, Any]], rule_id: int, *, stale: bool) -> list[dict[str, Any]]:
    """The findings, those of the rule being stale or no longer so."""
    return [
        {**each, "stale": stale} if each.get("args", {}).get("rule") == rule_id else each
        for each in findings
    ]


def _is_found_by(submission: Submission, rule_id: int) -> bool:
    """Whether the rule has found something in the text as it is; an edit may have removed it."""
    return any(each.get("args", {}).get("rule") == rule_id for each in submission.findings)


def _facets_of(submission: Submission, rule_id: int) -> Facet:
    return Facet(
        submission_id=submission.id,
        code=_code(rule_id),
        site_id=submission.site_id,
        kind=submission.kind,
        waiting_since=submission.waiting_since,
        priority=submission.priority,
        due_at=submission.due_at,
    )


def _code(rule_id: int) -> str:
    return f"rule:{rule_id}"
