"""How Alembic reaches our database: the app's own engine, each migration in a transaction."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from moderation.extensions import db

config = context.config


def run_migrations() -> None:
    """Run against the app's engine; SQLite rebuilds tables with foreign keys off."""
    with db.engine.connect() as connection:
        _check_references(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        try:
            with context.begin_transaction():
                context.run_migrations()
        finally:
            connection.rollback()
            _check_references(connection, "ON")


def _check_references(connection: Connection, whether: str) -> None:
    """By SQLite's own connection: ours would begin a transaction, in which this does nothing."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys = {whether}")


run_migrations()
