"""What speaks against submissions that wait: their findings, and those of an edit beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, tuple_, update
from sqlalchemy.orm import attributes

from moderation.extensions import db
from moderation.models import Comment, Revision, Rule, RuleVersion, Submission, TypoReport
from moderation.queries.edits import pending_edits
from moderation.screening.weights import MOST, doubt_of, score_of

Finding = dict[str, Any]
Holds = Callable[[Finding, int], bool]

_TABLE: Any = Submission.__table__
# Not by the models: what moderators have on screen has not changed.
_WEIGH = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("of"))
    .values(findings=bindparam("now"), score=bindparam("weight"))
)


def edits_beside(submissions: Iterable[Submission]) -> dict[int, Revision]:
    """The authors' edits that wait beside these; one that has just come has none."""
    return pending_edits(
        [each.id for each in submissions if isinstance(each, Comment) and each.version > 1]
    )


def weigh(submissions: Sequence[Submission], edits: Mapping[int, Revision]) -> None:
    """Say of each finding whether it still counts, and how much all of them say.

    What a rule has found counts while it is switched on there and looks for the same.
    """
    still_holds = _rules_behind([*submissions, *edits.values()])
    rows = []
    for each in submissions:
        findings = _marked(each.findings, each.site_id, still_holds)
        beside: list[Finding] = []
        if edit := edits.get(each.id):
            beside = _marked(edit.findings, each.site_id, still_holds)
            if beside != edit.findings:
                edit.findings = beside
        weight = min(score_of([*findings, *beside]) + _doubt(each), MOST)
        if (findings, weight) != (each.findings, each.score):
            rows.append({"of": each.id, "now": findings, "weight": weight})
            attributes.set_committed_value(each, "findings", findings)
            attributes.set_committed_value(each, "score", weight)
    if rows:
        db.session.execute(_WEIGH, rows)


def _doubt(submission: Submission) -> int:
    return doubt_of(submission.hints) if isinstance(submission, TypoReport) else 0


def _marked(findings: Sequence[Finding], site_id: int, still_holds: Holds) -> list[Finding]:
    """The findings, stale where they count no longer."""
    return [
        {name: value for name, value in each.items() if name != "stale"}
        | ({} if still_holds(each, site_id) else {"stale": True})
        for each in findings
    ]


def _rules_behind(found: Iterable[Submission | Revision]) -> Holds:
    """Whether a finding of these counts on a site; asked only when rules have found something."""
    wanted = {version for each in found for one in each.findings if (version := _version_of(one))}
    if not wanted:
        return lambda _finding, _site_id: True
    rules = {
        rule.id: rule
        for rule in db.session.scalars(select(Rule).where(Rule.id.in_({id_ for id_, _ in wanted})))
    }
    key = tuple_(RuleVersion.rule_id, RuleVersion.version)
    versions = {
        (each.rule_id, each.version): (each.kind, each.pattern)
        for each in db.session.scalars(select(RuleVersion).where(key.in_(wanted)))
    }

    def still_holds(finding: Finding, site_id: int) -> bool:
        version = _version_of(finding)
        if version is None:
            return True
        rule = rules.get(version[0])
        return (
            rule is not None
            and rule.holds_on(site_id)
            and versions.get(version) == (rule.kind, rule.pattern)
        )

    return still_holds


def _version_of(finding: Mapping[str, Any]) -> tuple[int, int] | None:
    """The rule that found it, in which version; nothing for other screens."""
    args = finding.get("args", {})
    return (args["rule"], args["version"]) if "rule" in args else None
