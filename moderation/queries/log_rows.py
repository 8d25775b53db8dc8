"""The log as rows for a file: the same entries as on its pages, with their digests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moderation.models import Moderator
from moderation.queries.decision_log import LogFilter, decision_log
from moderation.queries.events import EventFilter, event_log

AT_ONCE = 500

Row = dict[str, Any]


def decision_rows(moderator: Moderator, filters: LogFilter) -> Iterator[Row]:
    """Every decision that the filters let through, newest first."""
    after: str | None = ""
    while after is not None:
        page = decision_log(moderator, filters, after=after, limit=AT_ONCE)
        for entry in page.entries:
            one = entry.decision
            yield {
                "id": one.id,
                "time": one.decided_at.isoformat(),
                "site": entry.site_name,
                "moderator": entry.by,
                "verb": one.verb.value,
                "submission": one.submission_id,
                "kind": entry.kind.value,
                "from": one.from_status.value,
                "to": one.to_status.value,
                "reason": one.reason,
                "batch": one.batch,
                "undoes": one.undoes_id,
                "undone": one.undone,
                "digest": one.digest,
                "previous_digest": one.previous_digest,
            }
        after = page.after or None


def event_rows(moderator: Moderator, filters: EventFilter) -> Iterator[Row]:
    """Every event that the filters let through, newest first."""
    after: str | None = ""
    while after is not None:
        page = event_log(moderator, filters, after=after, limit=AT_ONCE)
        for entry in page.entries:
            one = entry.event
            yield {
                "id": one.id,
                "time": one.happened_at.isoformat(),
                "site": entry.site_name,
                "moderator": entry.by,
                "event": one.name,
                "subject": one.subject,
                "before": one.before,
                "after": one.after,
                "digest": one.digest,
                "previous_digest": one.previous_digest,
            }
        after = page.after or None
