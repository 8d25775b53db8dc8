"""Where the logs ended lately, noted beside the database: a log that was cut short shows by it."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from moderation.queries import chains
from moderation.queries.chains import End, ends
from moderation.settings import Settings

log = logging.getLogger("moderation.worker")

Ends = dict[str, End]  # by the log's name


def note_ends(settings: Settings) -> None:
    """Note where the logs end now; the note of one that was cut short stays as it is."""
    noted = _noted(settings)
    now = ends() | {name: noted[name] for name in chains.cut_short(noted)}
    if now == noted:
        return
    file = _file(settings)
    fresh = file.with_suffix(".new")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(now, out, indent=1)
        fresh.replace(file)
    except OSError as error:
        log.warning("the ends of the logs could not be noted in %s: %s", file, error)


def cut_short(settings: Settings) -> list[str]:
    """The logs whose noted end is gone."""
    return chains.cut_short(_noted(settings))


def forget_ends(settings: Settings) -> None:
    """Begin anew, as after an older state was put back on purpose."""
    _file(settings).unlink(missing_ok=True)


def _noted(settings: Settings) -> Ends:
    try:
        kept = json.loads(_file(settings).read_text())
        return {name: (int(number), str(digest)) for name, (number, digest) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _file(settings: Settings) -> Path:
    return settings.data_dir / "log_ends.json"
