"""Rules: made, changed, switched on and off, taken back to what they were."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Action, Rule, RuleKind, RuleVersion
from moderation.operations.events import record
from moderation.operations.letting_go import hold_again, let_go
from moderation.operations.rehearsals import begin_rehearsal
from moderation.queries.rules import find_rule, may_keep
from moderation.queries.submissions import find_moderator
from moderation.screening.rule_drafts import RuleDraft

Sites = Collection[int] | None  # none: all, and those to come


def add_rule(draft: RuleDraft, *, site_ids: Sites, by: int) -> int:
    """Make a rule, switched off until somebody has seen what it would catch; its id."""
    if not may_keep(find_moderator(by), site_ids):
        raise NotFound
    rule = Rule(moderator_id=by, version=0, active=False)
    rule.hold_on(site_ids)
    _say(rule, draft)
    db.session.add(rule)
    db.session.flush()
    _keep_version(rule, by=by)
    _record("rule_added", rule, by=by, before={})
    begin_rehearsal(rule)
    return rule.id


def change_rule(rule_id: int, draft: RuleDraft, *, site_ids: Sites, by: int) -> bool:
    """Give a rule another wording or other sites; whether it was switched off by that.

    One that looks for something else, does something else, or holds on more sites is switched
    off until its effect has been seen; exceptions and fewer sites leave it as it is.
    """
    moderator = find_moderator(by)
    rule = find_rule(rule_id, moderator=moderator)
    if not may_keep(moderator, site_ids):
        raise NotFound
    before, was_active = _facts(rule), rule.active
    was = (rule.kind, rule.pattern, rule.action)
    is_wider = _is_wider(rule, site_ids)
    _say(rule, draft)
    rule.hold_on(site_ids)
    if _facts(rule) == before:
        return False
    is_another = is_wider or was != (rule.kind, rule.pattern, rule.action)
    rule.active = was_active and not is_another
    if was_active:
        let_go(rule)  # of what it held where it holds no more
    _keep_version(rule, by=by)
    _record("rule_changed", rule, by=by, before=before)
    begin_rehearsal(rule)
    return was_active and not rule.active


def switch_rule(rule_id: int, *, on: bool, by: int) -> None:
    """Let a rule work, or no longer; what it held goes back to its normal place, or returns."""
    rule = find_rule(rule_id, moderator=find_moderator(by))
    if rule.active is on:
        return
    before = _facts(rule)
    rule.active = on
    (hold_again if on else let_go)(rule)
    _keep_version(rule, by=by)
    _record("rule_switched_on" if on else "rule_switched_off", rule, by=by, before=before)


def return_to_version(rule_id: int, version: int, *, by: int) -> bool:
    """Give a rule the wording that it once had, where it holds now; whether it went off by that."""
    rule = find_rule(rule_id, moderator=find_moderator(by))
    old = db.session.scalar(
        select(RuleVersion).where(RuleVersion.rule_id == rule_id, RuleVersion.version == version)
    )
    if old is None:
        raise NotFound
    draft = RuleDraft(old.kind.value, old.pattern, tuple(old.exceptions), old.action.value)
    return change_rule(rule_id, draft, site_ids=rule.site_ids, by=by)


def remove_rule(rule_id: int, *, by: int) -> None:
    """Take a rule away; its versions stay, so that what it found can still be explained."""
    rule = find_rule(rule_id, moderator=find_moderator(by))
    before = _facts(rule)
    if rule.active:
        rule.active = False
        let_go(rule)
    rule.removed_at = utcnow()
    _keep_version(rule, by=by)
    _record("rule_removed", rule, by=by, before=before)


def rehearse_again(rule_id: int, *, by: int) -> None:
    """Look again for what a rule would have caught: much may have been decided since."""
    begin_rehearsal(find_rule(rule_id, moderator=find_moderator(by)))


def _say(rule: Rule, draft: RuleDraft) -> None:
    rule.kind, rule.action = RuleKind(draft.kind), Action(draft.action)
    rule.pattern, rule.exceptions = draft.pattern, list(draft.exceptions)


def _is_wider(rule: Rule, site_ids: Sites) -> bool:
    """Whether these are sites that the rule did not hold on."""
    if rule.site_ids is None:
        return False
    return site_ids is None or not set(site_ids) <= set(rule.site_ids)


def _keep_version(rule: Rule, *, by: int) -> None:
    rule.version += 1
    db.session.add(
        RuleVersion(
            rule_id=rule.id,
            version=rule.version,
            kind=rule.kind,
            pattern=rule.pattern,
            exceptions=list(rule.exceptions),
            action=rule.action,
            site_ids=rule.site_ids or [],
            active=rule.active,
            moderator_id=by,
        )
    )
    db.session.flush()


def _facts(rule: Rule) -> dict[str, Any]:
    return {
        "kind": rule.kind.value,
        "pattern": rule.pattern,
        "exceptions": list(rule.exceptions),
        "action": rule.action.value,
        "sites": "all" if rule.for_all else rule.site_ids,
        "active": rule.active,
    }


def _record(name: str, rule: Rule, *, by: int, before: dict[str, Any]) -> None:
    """In the log of each of its sites, of those that it leaves too."""
    after = _facts(rule) | {"version": rule.version}
    old = {field: value for field, value in before.items() if after.get(field) != value}
    new = {
        field: value
        for field, value in after.items()
        if field not in before or before[field] != value
    }
    for site_id in sorted(_logs(before) | _logs(after), key=lambda each: each or 0):
        record(name, site_id=site_id, by=by, subject=f"rule {rule.id}", before=old, after=new)


def _logs(facts: dict[str, Any]) -> set[int | None]:
    """Whose logs tell of a rule: its sites', or for one of all sites the installation's."""
    sites = facts.get("sites", ())
    return {None} if sites == "all" else set(sites)
