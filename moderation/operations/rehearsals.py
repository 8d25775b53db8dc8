"""Rehearsing a rule: what it would have caught, written down as far as it is known."""

from __future__ import annotations

from moderation import outbox
from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Rule
from moderation.outbox import Claimed
from moderation.queries.rehearsals import Part

MOST_EXAMPLES = 10  # of those that humans approved, and of the others
COUNTED = ("approved", "rejected", "spam", "waiting", "unread")


def begin_rehearsal(rule: Rule) -> None:
    """Have the worker look for what the rule would have caught in the last 90 days."""
    rule.rehearsal = {
        "version": rule.version,
        "state": "waiting",
        "asked_at": utcnow().isoformat(),
        "before": None,
        "total": 0,
        "seen": 0,
        "caught": 0,
        "alarms": [],
        "others": [],
        **dict.fromkeys(COUNTED, 0),
    }
    outbox.enqueue("rehearse_rule", rule_id=rule.id, version=rule.version)


def keep_part(rule_id: int, version: int, part: Part) -> None:
    """Add what was found in one part, unless the rule has been changed meanwhile."""
    rule = db.session.get(Rule, rule_id)
    if rule is None or not rule.rehearsal or rule.rehearsal["version"] != version:
        return
    known = rule.rehearsal
    rule.rehearsal = {
        **known,
        "state": "done" if part.before is None else "running",
        "before": part.before,
        "total": part.total,
        "seen": known["seen"] + part.seen,
        "caught": known["caught"] + len(part.caught),
        "alarms": [*known["alarms"], *part.ids("approved")][:MOST_EXAMPLES],
        "others": [*known["others"], *part.ids(*COUNTED[1:])][:MOST_EXAMPLES],
        **{name: known[name] + len(part.ids(name)) for name in COUNTED},
        "ended_at": utcnow().isoformat() if part.before is None else None,
    }


def go_on_later(job: Claimed) -> None:
    """Let other jobs have their turn before the next part."""
    if outbox.finish(job, utcnow()):
        outbox.enqueue(job.name, **job.args)
