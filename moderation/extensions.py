"""The extensions, made once here and initialised in app.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine

from moderation.database import Base

REPLICA = "replica"  # the name of its engine


class TurningSession(Session):
    """A session that may be turned to another engine: see ``queries.replica``."""

    def get_bind(
        self,
        mapper: Any | None = None,
        clause: Any | None = None,
        bind: Engine | Connection | None = None,
        **kwargs: Any,
    ) -> Engine | Connection:
        bind = bind or self.info.get("engine")
        return super().get_bind(mapper, clause, bind, **kwargs)


db = SQLAlchemy(
    model_class=Base, disable_autonaming=True, session_options={"class_": TurningSession}
)
csrf = CSRFProtect()
babel = Babel()


def tells_caches() -> bool:
    """Whether caches stand in front of this installation that want to hear of changes."""
    return bool(current_app.config["TELLS_CACHES"])


# Flask-SQLAlchemy builds its own base at run time, which a type checker sees as Any.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
