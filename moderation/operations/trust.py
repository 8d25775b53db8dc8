"""Saying what moderators think of a sender."""

from __future__ import annotations

from moderation.errors import Invalid, Problem
from moderation.models import Trust
from moderation.operations.events import record
from moderation.queries.senders import NEWSROOM, find_author
from moderation.queries.submissions import find_moderator


def set_trust(author_id: int, trust: Trust, *, by: int) -> None:
    """Trust a sender, hold whatever they send, or neither.

    Raises ``Invalid`` for one without a key, who is somebody new each time, and for the newsroom.
    """
    author = find_author(author_id, moderator=find_moderator(by))
    if author.key_hash in (None, NEWSROOM):
        raise Invalid({"trust": [Problem("not_a_choice")]})
    if author.trust is trust:
        return
    before, author.trust = author.trust, trust
    record(
        "trust_changed",
        site_id=author.site_id,
        by=by,
        subject=f"author {author.id}",
        before={"trust": before.value},
        after={"trust": trust.value},
    )
