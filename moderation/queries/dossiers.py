"""All that is known about one comment, in plain values that a file can hold."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import (
    Appeal,
    Comment,
    Decision,
    Flag,
    Moderator,
    Notice,
    Revision,
    Role,
)
from moderation.queries.submissions import find_submission

Facts = dict[str, Any]


def dossier(submission_id: int, *, moderator: Moderator) -> Facts:
    """The facts about a comment of a site that the moderator administers; raises ``NotFound``."""
    comment = find_submission(submission_id, moderator=moderator, role=Role.ADMIN)
    if not isinstance(comment, Comment):
        raise NotFound
    names = _names(comment)
    return {
        "site": {"key": comment.site.key, "name": comment.site.name},
        "page": {"url": comment.page.url, "title": comment.page.title},
        "comment": _comment(comment),
        "author": _author(comment),
        "revisions": [_revision(edit, names) for edit in _all(Revision, comment)],
        "decisions": [_decision(one, names) for one in _all(Decision, comment)],
        "flags": [_flag(flag) for flag in _all(Flag, comment)],
        "notices": [_notice(notice, names) for notice in _all(Notice, comment)],
        "appeals": [_appeal(appeal) for appeal in _all(Appeal, comment)],
    }


def _all(kind: type[Any], comment: Comment) -> list[Any]:
    mine = select(kind).where(kind.submission_id == comment.id).order_by(kind.id)
    return list(db.session.scalars(mine))


def _names(comment: Comment) -> dict[int, str]:
    """Who decided or edited, by number."""
    numbers = {one.moderator_id for kind in (Decision, Revision) for one in _all(kind, comment)}
    people = select(Moderator).where(Moderator.id.in_(number for number in numbers if number))
    return {person.id: person.display_name for person in db.session.scalars(people)}


def _comment(comment: Comment) -> Facts:
    return {
        "id": comment.id,
        "parent_id": comment.parent_id,
        "text": comment.source,
        "sha256": hashlib.sha256(comment.source.encode()).hexdigest(),
        "language": comment.lang,
        "status": comment.status.value,
        "version": comment.version,
        "submitted_at": _time(comment.submitted_at),
        "decided_at": _time(comment.decided_at),
        "withdrawn_at": _time(comment.withdrawn_at),
        "kept_as_evidence_since": _time(comment.evidence_at),
        "house_rules_version": comment.rules_version,
        "findings": comment.findings,
        "network_hash": comment.visitor_hash,
    }


def _author(comment: Comment) -> Facts:
    return {
        "id": comment.author_id,
        "signed": comment.author_name,
        "email": comment.author.email,
        "first_seen": _time(comment.author.created_at),
    }


def _revision(edit: Revision, names: dict[int, str]) -> Facts:
    return {
        "made_at": _time(edit.made_at),
        "by": names.get(edit.moderator_id or 0, "author"),
        "text": edit.source,
        "sha256": hashlib.sha256(edit.source.encode()).hexdigest(),
        "text_before": edit.previous_source,
        "accepted": edit.accepted,
        "decided_at": _time(edit.decided_at),
        "decision_id": edit.decision_id,
    }


def _decision(one: Decision, names: dict[int, str]) -> Facts:
    return {
        "id": one.id,
        "decided_at": _time(one.decided_at),
        "by": names.get(one.moderator_id or 0),
        "verb": one.verb.value,
        "from": one.from_status.value,
        "to": one.to_status.value,
        "reason": one.reason,
        "undoes": one.undoes_id,
        "undone": one.undone,
        "digest": one.digest,
    }


def _flag(flag: Flag) -> Facts:
    return {
        "flagged_at": _time(flag.flagged_at),
        "reason": flag.reason,
        "words": flag.words,
        "weight": flag.weight,
        "upheld": flag.upheld,
        "decision_id": flag.decision_id,
    }


def _notice(notice: Notice, names: dict[int, str]) -> Facts:
    return {
        "id": notice.id,
        "received_at": _time(notice.received_at),
        "name": notice.name,
        "email": notice.email,
        "explanation": notice.explanation,
        "law": notice.law,
        "good_faith": notice.good_faith,
        "upheld": notice.upheld,
        "decided_at": _time(notice.decided_at),
        "decided_by": names.get(notice.moderator_id or 0),
        "ground": notice.ground,
        "provision": notice.provision,
        "statement": notice.statement,
        "decision_id": notice.decision_id,
    }


def _appeal(appeal: Appeal) -> Facts:
    return {
        "made_at": _time(appeal.made_at),
        "text": appeal.text,
        "granted": appeal.granted,
        "decided_at": _time(appeal.decided_at),
        "decision_id": appeal.decision_id,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
