"""A submission as a moderator's program reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moderation.models import Comment, TypoReport
from moderation.queries.cards import Card
from moderation.wording import finding_text


def as_json(card: Card) -> dict[str, object]:
    """What the card in the dashboard shows; the e-mail only for those who see it there."""
    one = card.submission
    author = {"name": one.author_name}
    if card.sees_sender:
        author["email"] = one.author.email
    return {
        "id": one.id,
        "kind": one.kind.value,
        "site": one.site.key,
        "status": one.status.value,
        "version": one.version,
        "submitted_at": one.submitted_at.isoformat(),
        "waiting_since": one.waiting_since.isoformat() if one.waiting_since else None,
        "author": author,
        "page": {"url": one.page.url, "title": one.page.title},
        "findings": [_finding(finding) for finding in one.findings],
        **(_comment(one) if isinstance(one, Comment) else {}),
        **(_typo(one) if isinstance(one, TypoReport) else {}),
    }


def _finding(finding: Mapping[str, Any]) -> dict[str, object]:
    return {
        "code": finding["code"],
        "text": finding_text(finding),
        "args": finding.get("args", {}),
        "field": finding.get("field", "source"),
        "spans": finding.get("spans", []),
    }


def _comment(comment: Comment) -> dict[str, object]:
    return {
        "source": comment.source,
        "html": comment.body_html,
        "parent_id": comment.parent_id,
    }


def _typo(report: TypoReport) -> dict[str, object]:
    return {
        "exact": report.exact,
        "prefix": report.prefix,
        "suffix": report.suffix,
        "sentence": report.sentence,
        "suggestion": report.suggestion,
        "note": report.note,
        "sightings": report.sightings,
        "category": report.category.value,
        "replacement": report.replacement,
        "fix": report.fix.value,
    }
