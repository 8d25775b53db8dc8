"""What an editor's own browser sees on a page that we cannot fetch, or cannot read."""

from __future__ import annotations

from moderation.database import utcnow
from moderation.models import FixedBy
from moderation.operations.checks import note_look
from moderation.operations.looks import Look
from moderation.queries.looks import looks_of

AGAIN = 60  # seconds in which the same is not written down twice


def note_seen(report_id: int, look: Look, *, moderator_id: int) -> None:
    """Keep what the editor's browser saw, unless it has just seen the same."""
    for last in (each.check for each in looks_of([report_id]).get(report_id, [])):
        is_same = (last.by, last.verdict, last.found) == (FixedBy.BROWSER, look.verdict, look.found)
        if is_same and (utcnow() - last.checked_at).total_seconds() < AGAIN:
            return
        break
    note_look(report_id, look, by=FixedBy.BROWSER, moderator_id=moderator_id)
