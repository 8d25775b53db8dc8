"""What the log calls an event, in the moderator's language."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

EVENTS: dict[str, Callable[[], str]] = {}

# How the names of events begin, and what that is about: the filter of the page.
ABOUT = {
    "rule": _l("Rules"),
    "brake": _l("The brake"),
    "comment": _l("Edits"),
    "role": _l("Roles"),
    "block": _l("Blocks"),
    "sign": _l("Sign-ins"),
    "notice": _l("Notices"),
}


def event_text(name: str) -> str:
    """An event in a few words; one that is not known here is shown as it is stored."""
    words = EVENTS.get(name)
    return words() if words else name.replace("_", " ")


__all__ = ["ABOUT", "EVENTS", "_", "event_text"]
