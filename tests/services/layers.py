"""The layers that a setting switches off, for a whole run: ``make test LAYERS=off``.

What the environment says of them holds for each app of the tests and each server they start,
unless a test which is about a layer says otherwise.
"""

from __future__ import annotations

import os
from functools import partialmethod

from moderation.settings import PREFIX, READERS, Settings

LAYERS = ("READY_CACHE", "GROUPED_WRITES")


def heed_switches() -> None:
    """Have the settings of every app of this process begin with what the environment says."""
    given = {
        name.lower(): READERS[name](PREFIX + name, text)
        for name in LAYERS
        if (text := os.environ.get(PREFIX + name))
    }
    Settings.__init__ = partialmethod(Settings.__init__, **given)  # type: ignore[assignment, method-assign]
