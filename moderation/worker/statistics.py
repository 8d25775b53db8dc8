"""SQLite is told to look at its tables; PostgreSQL does so by itself."""

from __future__ import annotations

from datetime import datetime

from moderation.extensions import db
from moderation.operations.statistics import look_at_table
from moderation.queries.retention import newest_submission
from moderation.settings import Settings
from moderation.transactions import write

# With fewer submissions any index is quick, and what is learned of them is soon wrong.
WORTH_A_LOOK = 10_000


def look_at_tables(settings: Settings, _now: datetime) -> None:
    """Table by table, so that others write in between."""
    if not settings.is_embedded or newest_submission() < WORTH_A_LOOK:
        return
    for name in db.metadata.tables:
        write(look_at_table, name)
