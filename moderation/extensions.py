"""The extensions, made once here and initialised in app.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine

from moderation.database import Base


def is_modelled(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether the models tell of it; how words are found is each database's own affair."""
    ours = ("search_words", "search_parts", "ix_search_texts")
    return not (name or "").startswith(ours)


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
migrate = Migrate(include_name=is_modelled)
csrf = CSRFProtect()
babel = Babel()

# Flask-SQLAlchemy builds its own base at run time, which a type checker sees as Any.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
