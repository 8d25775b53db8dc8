"""What a former version left undone while it was exchanged is done by the worker."""

from __future__ import annotations

from datetime import datetime

from moderation.operations.mending import mend
from moderation.queries.astray import astray
from moderation.settings import Settings
from moderation.transactions import write


def mend_astray(_settings: Settings, now: datetime) -> bool:
    """Mend the pages where something is wrong; whether more decisions are to be looked at."""
    found = astray(now)
    if found.upto:
        write(mend, found)
    return found.more
