"""How much room a submission takes on the disk, with its words' index and all others."""

from __future__ import annotations

from pathlib import Path

import psycopg

from bench.desk_places import DURABLE
from bench.desk_rows import fill_postgresql, fill_sqlite
from bench.plan import Figures, Plan
from moderation.app import create_app
from moderation.extensions import db
from moderation.settings import Settings
from tests.factories import site
from tests.services.databases import SECRET, migrate
from tests.services.postgres import postgres_server


def run(plan: Plan) -> Figures:
    """Bytes for each waiting comment of 120 characters, on both databases."""
    rows = 10_000 if plan.quick else 50_000
    return {
        "rows": rows,
        "bytes_each": {
            "SQLite": round(_sqlite(plan.folder, rows) / rows),
            "PostgreSQL": round(_postgresql(plan.folder, rows) / rows),
        },
    }


def _sqlite(folder: Path, rows: int) -> int:
    path = folder / "storage.sqlite3"
    migrate(f"sqlite:///{path}", directory=folder)
    _add_site(f"sqlite:///{path}", folder)
    before = path.stat().st_size
    fill_sqlite(str(path), rows)
    return path.stat().st_size - before


def _postgresql(folder: Path, rows: int) -> int:
    with postgres_server(DURABLE) as server:
        url = server.create("storage")
        address = url.replace("postgresql+psycopg", "postgresql")
        migrate(url, directory=folder)
        _add_site(url, folder)
        before = _size(address)
        fill_postgresql(address, rows)
        return _size(address) - before


def _size(address: str) -> int:
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0


def _add_site(url: str, folder: Path) -> None:
    """The site that the rows belong to."""
    app = create_app(Settings(secret_key=SECRET, database_url=url, data_dir=folder))
    with app.app_context():
        site()
        db.session.remove()
        db.engine.dispose()
