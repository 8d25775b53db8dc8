"""What SQLite knows of how its tables are filled, so that it picks the right index."""

from __future__ import annotations

from moderation.extensions import db

SAMPLE = 400  # rows of each index: https://sqlite.org/lang_analyze.html#approx


def look_at_table(name: str) -> None:
    """Look again at one table, which takes a moment however long it is.

    ``PRAGMA optimize`` would pass over what this connection has not asked about,
    before SQLite 3.46.
    """
    connection = db.session.connection()
    connection.exec_driver_sql(f"PRAGMA analysis_limit = {SAMPLE}")
    connection.exec_driver_sql(f'ANALYZE "{name}"')
