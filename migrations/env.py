"""How Alembic reaches our database: the app's own engine, each migration in a transaction."""

from alembic import context
from flask import current_app

from moderation.extensions import db

config = context.config


def run_migrations() -> None:
    """Run against the app's engine; SQLite rebuilds tables with foreign keys off."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.dialect.name == "sqlite":
            connection.rollback()
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")


run_migrations()
