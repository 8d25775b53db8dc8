"""The declarative base, and how a database is opened."""

from __future__ import annotations

import enum
import sqlite3
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, Enum, MetaData, event
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

from moderation.compiled import run


def utcnow() -> datetime:
    """Now, with its zone."""
    return datetime.now(UTC)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite has no zones, so a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def enum_type(members: type[enum.StrEnum], name: str | None = None) -> Enum:
    """Text with a CHECK, by value: the same on both databases.

    A table with two columns of one enum names each, so that their CHECKs differ.
    """
    return Enum(
        members,
        name=name,  # else the name of the enum
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda all_of_them: [member.value for member in all_of_them],
    )


class Base(DeclarativeBase):
    """The base of every table; its registry carries the type map and the naming convention.

    Indexes of some rows say of which to SQLite alone. The migrations say it to PostgreSQL too; here
    that would load every driver that SQLAlchemy has for it, into processes that need none.
    """

    # The registry, not the class, carries the type map: Flask-SQLAlchemy copies the class body.
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "pk": "pk_%(table_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
            }
        ),
        type_annotation_map={
            datetime: UTCDateTime,
            dict[str, Any]: JSON,
            dict[str, str]: JSON,
            list[dict[str, Any]]: JSON,
            list[str]: JSON,
            enum.StrEnum: enum_type(enum.StrEnum),
        },
    )


# pgbouncer in transaction mode knows no prepared statements. A server that vanished without a word
# is given up after seconds: https://www.postgresql.org/docs/current/libpq-connect.html
CONNECTING = {
    "prepare_threshold": None,
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


# Where SQLite keeps how pages were before a savepoint (https://sqlite.org/tempfiles.html): a few
# comments write more of them than it keeps in memory by itself, and then each writes a file.
AT_REST, TO_WRITE = "DEFAULT", "MEMORY"


def prepare(engine: Engine) -> None:
    """Give SQLite foreign keys, WAL, durable commits, and transactions that say how they begin."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "checkin", _at_rest)


def engine_options(url: str) -> dict[str, Any]:
    """What SQLAlchemy's engine needs for this database."""
    if url.startswith("sqlite"):
        # The one that was used last still has in memory what it read.
        return {"connect_args": {"timeout": 5}, "pool_use_lifo": True}
    return {"pool_pre_ping": True, "connect_args": CONNECTING}


def replica_options(url: str, bound: float) -> dict[str, Any]:
    """The same for a replica, that nothing is ever written to, and how late it may be."""
    only = {"postgresql_readonly": True, "bound": bound}
    return {"url": psycopg_url(url), **engine_options(url), "execution_options": only}


def psycopg_url(url: str) -> str:
    """An address as SQLAlchemy wants it, with the name of the driver."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN, not the driver
    for pragma in (
        "busy_timeout = 5000",
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _at_rest(connection: sqlite3.Connection | None, _record: object) -> None:
    """What it is used for next may sort more than there should be in memory."""
    if connection is not None:
        connection.execute(f"PRAGMA temp_store = {AT_REST}")


def _begin(connection: Connection) -> None:
    """Said to the driver itself: SQLAlchemy's own way takes twenty times as long."""
    driver: Any = connection.connection.driver_connection
    words = connection.get_execution_options().get("sqlite_begin", "BEGIN")
    if words != "BEGIN":
        run(driver.execute, f"PRAGMA temp_store = {TO_WRITE}")
    run(driver.execute, words)
