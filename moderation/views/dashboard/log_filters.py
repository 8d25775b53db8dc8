"""What of the log is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.models import Verb
from moderation.queries.decision_log import LogFilter
from moderation.queries.events import EventFilter
from moderation.views.dashboard.days import beginning, end
from moderation.views.dashboard.reading import checked
from moderation.views.filters import one_of

PLACE = ("site", "moderator", "verb", "since", "until", "after")


def place_in_log(args: Mapping[str, str]) -> dict[str, Any]:
    """Which part of the log one looks at: an undo leads back to it."""
    return {name: args[name] for name in PLACE if args.get(name)}


def read_log_filters(args: Mapping[str, str]) -> LogFilter:
    """The decisions' filters; raises ``Invalid`` for a choice that is none."""
    reader = Reader(args)
    filters = LogFilter(
        site=reader.text("site", LIMITS.key),
        moderator_id=reader.whole("moderator"),
        verb=one_of(reader, "verb", tuple(Verb)),
        since=beginning(reader, "since"),
        until=end(reader, "until"),
    )
    return checked(reader, filters)


def read_event_filters(args: Mapping[str, str]) -> EventFilter:
    """The events' filters; raises ``Invalid`` for a choice that is none."""
    reader = Reader(args)
    filters = EventFilter(
        site=reader.text("site", LIMITS.key),
        moderator_id=reader.whole("moderator"),
        about=reader.token("about", 20),
        since=beginning(reader, "since"),
        until=end(reader, "until"),
    )
    return checked(reader, filters)
