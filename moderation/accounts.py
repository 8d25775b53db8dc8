"""Sign-in, passwords and second factors: Flask-Security under /dashboard only."""

from __future__ import annotations

from flask import Flask
from flask_security import Security, SQLAlchemyUserDatastore

from moderation.extensions import db
from moderation.models import Membership, Moderator

security = Security()


def init_app(app: Flask) -> None:
    """Configure and attach Flask-Security."""
    app.config.update(
        SECURITY_URL_PREFIX="/dashboard",
        SECURITY_PASSWORD_SALT=app.config["SECRET_KEY"],
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_POST_LOGIN_VIEW="/dashboard/queue",
    )
    security.init_app(app, SQLAlchemyUserDatastore(db, Moderator, Membership))
