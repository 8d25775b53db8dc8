"""A comment is taken down with all that stands below it."""

from __future__ import annotations

from moderation.errors import NotFound
from moderation.models import Verb
from moderation.operations.decide import Batch, decide_many
from moderation.queries.conversation import standing_branch
from moderation.queries.submissions import find_comment, find_moderator


def take_down_branch(submission_id: int, *, by: int, reason: str = "") -> Batch:
    """Reject the comment and every public or waiting reply below it, as one batch.

    Raises ``NotFound`` when nothing of the branch stands.
    """
    comment = find_comment(submission_id, moderator=find_moderator(by))
    standing = standing_branch(comment.id)
    if not standing:
        raise NotFound
    return decide_many(standing, Verb.REJECT, by=by, reason=reason)
