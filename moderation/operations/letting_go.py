"""What a rule held returns to its normal place when the rule goes, and back when it returns."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import selectin_polymorphic

from moderation import outbox
from moderation.extensions import db
from moderation.models import Comment, Facet, Kind, Rule, Site, Submission, TypoReport
from moderation.operations.facets import be_found_anew

AT_ONCE = 500  # the rest is left to the worker
MOST_REMEMBERED = 10_000


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
        waiting = _whole().where(wanted, Submission.waiting_since.is_not(None))
        if rule.site_ids is not None:
            waiting = waiting.where(Submission.site_id.in_(rule.site_ids))
        be_found_anew(db.session.scalars(waiting).all())


def go_on_letting_go(rule_id: int) -> None:
    """The next of what a rule held where it holds no more."""
    rule = db.session.get(Rule, rule_id)
    if rule is not None:
        _continue(rule)


def _continue(rule: Rule) -> None:
    ids = _held_by(rule)
    be_found_anew(db.session.scalars(_whole().where(Submission.id.in_(ids))).all())
    rule.let_go = [*rule.let_go, *ids][:MOST_REMEMBERED]
    if len(ids) == AT_ONCE:
        outbox.enqueue("let_go_of_rule", rule_id=rule.id)


def _whole() -> Select[Submission]:
    """Submissions with their texts, in a few statements."""
    kinds = selectin_polymorphic(Submission, [Comment, TypoReport])
    return select(Submission).options(kinds)


def _held_by(rule: Rule) -> list[int]:
    sites = select(Site.id)
    if rule.active:
        if rule.site_ids is None:
            return []
        sites = sites.where(Site.id.not_in(rule.site_ids))
    held = select(Facet.submission_id).where(
        Facet.site_id.in_(db.session.scalars(sites).all()),
        Facet.kind.in_(list(Kind)),
        Facet.code == f"rule:{rule.id}",
    )
    return list(db.session.scalars(held.limit(AT_ONCE)))
