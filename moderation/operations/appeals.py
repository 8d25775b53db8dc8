"""Authors ask once that a decision be looked at again."""

from __future__ import annotations

from moderation import outbox
from moderation.errors import Refused
from moderation.extensions import db
from moderation.models import Appeal, WaitingFor
from moderation.operations.revisions import find_own
from moderation.operations.waiting import begin_waiting
from moderation.queries.receipts import appeal_of, why_no_appeal


def appeal(submission_id: int, text: str) -> None:
    """Bring a refused or removed comment back to the queue, with what its author says to it.

    The same words again change nothing.
    """
    comment = find_own(submission_id)
    earlier = appeal_of(submission_id)
    if earlier is not None and earlier.text == text:  # the button was pressed twice
        return
    if refusal := why_no_appeal(comment):
        raise Refused(refusal)
    db.session.add(Appeal(submission_id=comment.id, text=text))
    begin_waiting(comment, WaitingFor.APPEAL)
    outbox.enqueue("announce_submission", submission_id=comment.id)
