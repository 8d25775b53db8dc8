"""A moderator's addresses of feeds: made, made anew, and ended, all at once."""

from __future__ import annotations

import secrets

from moderation.operations.events import record
from moderation.queries.submissions import find_moderator


def renew_feeds(*, by: int) -> None:
    """Give one's feeds addresses; those they had before lead nowhere from now on."""
    _salt("feeds_renewed", secrets.token_urlsafe(12), by=by)


def end_feeds(*, by: int) -> None:
    """Let the addresses of one's feeds lead nowhere."""
    _salt("feeds_ended", "", by=by)


def _salt(event: str, salt: str, *, by: int) -> None:
    moderator = find_moderator(by)
    moderator.feed_salt = salt
    record(event, site_id=None, by=by, subject=f"moderator {by}")
