"""What a rule would have caught in the last 90 days, and what humans decided about that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Comment, Decision, Rule, Status, Submission, TypoReport
from moderation.queries.rules import LATELY, prepared
from moderation.screening.rules import RuleSet

A_PART = 500

_SUBMISSIONS: Any = Submission.__table__
_COMMENTS: Any = Comment.__table__
_TYPOS: Any = TypoReport.__table__


@dataclass(frozen=True)
class Part:
    """Some submissions looked through; ``before`` is where the next part begins, none at the end.

    ``caught`` says of each that the rule catches what became of it:
    ``approved rejected spam`` by a human, ``waiting``, or ``unread`` by any.
    """

    seen: int
    total: int
    before: int | None
    caught: dict[int, str]

    def ids(self, *fates: str) -> list[int]:
        return [id_ for id_, fate in self.caught.items() if fate in fates]


@dataclass(frozen=True)
class Example:
    """A submission that the rule would have caught: the text, and where in it."""

    id: int
    status: Status
    author_name: str
    text: str
    lang: str
    spans: tuple[tuple[int, int], ...]


def next_part(rule_id: int, version: int) -> Part | None:
    """Look through the next submissions; nothing when done, or when the rule has changed."""
    rule = db.session.get(Rule, rule_id)
    known = rule.rehearsal if rule else None
    if not rule or not known or known["version"] != version or known["state"] == "done":
        return None
    rows = db.session.execute(_texts(rule, known.get("before")).limit(A_PART)).all()
    rules = prepared([rule])
    caught = [row.id for row in rows if _place(rules, row)]
    return Part(
        seen=len(rows),
        total=known.get("total") or _total(rule),
        before=rows[-1].id if len(rows) == A_PART else None,
        caught=_fates(caught),
    )


def examples_of(rule: Rule) -> list[Example]:
    """Up to twenty of what a rule would have caught, what humans approved first."""
    rehearsal = rule.rehearsal or {}
    ids = [*rehearsal.get("alarms", ()), *rehearsal.get("others", ())]
    if not ids:
        return []
    rows = {row.id: row for row in db.session.execute(_texts(rule, None, ids=ids))}
    rules = prepared([rule])
    found = ((rows[id_], _place(rules, rows[id_])) for id_ in ids if id_ in rows)
    return [
        Example(row.id, Status(row.status), row.author_name, place[0], row.lang, place[1])
        for row, place in found
        if place
    ]


def _texts(rule: Rule, before: int | None, *, ids: Sequence[int] = ()) -> Select[Any]:
    wanted = (
        select(
            _SUBMISSIONS.c.id,
            _SUBMISSIONS.c.status,
            _SUBMISSIONS.c.author_name,
            _SUBMISSIONS.c.lang,
            _COMMENTS.c.source,
            _TYPOS.c.suggestion,
            _TYPOS.c.note,
        )
        .outerjoin(_COMMENTS, _COMMENTS.c.id == _SUBMISSIONS.c.id)
        .outerjoin(_TYPOS, _TYPOS.c.id == _SUBMISSIONS.c.id)
        .where(_SUBMISSIONS.c.submitted_at >= utcnow() - LATELY)
        .order_by(_SUBMISSIONS.c.id.desc())
    )
    if not rule.for_all:
        wanted = wanted.where(_SUBMISSIONS.c.site_id.in_(rule.site_ids or ()))
    if before is not None:
        wanted = wanted.where(_SUBMISSIONS.c.id < before)
    return wanted.where(_SUBMISSIONS.c.id.in_(ids)) if ids else wanted


def _place(rules: RuleSet, row: Row[Any]) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """The first text of a submission that the one rule catches, and where in it."""
    for text in (row.source, row.suggestion, row.note, row.author_name):
        for spans in rules.find(text).values() if text else ():
            return text, tuple(spans)
    return None


def _total(rule: Rule) -> int:
    submissions = select(func.count()).where(_SUBMISSIONS.c.submitted_at >= utcnow() - LATELY)
    if not rule.for_all:
        submissions = submissions.where(_SUBMISSIONS.c.site_id.in_(rule.site_ids or ()))
    return db.session.scalar(submissions) or 0


def _fates(ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    last = (
        select(func.max(Decision.id))
        .where(Decision.submission_id.in_(ids))
        .group_by(Decision.submission_id)
    )
    by = select(Decision.submission_id, Decision.moderator_id).where(Decision.id.in_(last))
    deciders: Mapping[int, int | None] = {row[0]: row[1] for row in db.session.execute(by)}
    rows = db.session.execute(
        select(_SUBMISSIONS.c.id, _SUBMISSIONS.c.status).where(_SUBMISSIONS.c.id.in_(ids))
    )
    statuses = {row.id: Status(row.status) for row in rows}
    return {id_: _fate(statuses[id_], deciders.get(id_)) for id_ in ids if id_ in statuses}


def _fate(status: Status, decider: int | None) -> str:
    if status is Status.PENDING:
        return "waiting"
    if decider is None:
        return "unread"
    return "rejected" if status is Status.DELETED else status.value


def false_alarms(rehearsal: Mapping[str, Any]) -> int | None:
    """Of what humans decided on, the percentage that they approved; none when there is nothing."""
    decided = _sum(rehearsal, ("approved", "rejected", "spam"))
    return round(100 * rehearsal["approved"] / decided) if decided else None


def _sum(rehearsal: Mapping[str, Any], names: Iterable[str]) -> int:
    return sum(rehearsal[name] for name in names)
