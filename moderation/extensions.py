"""The extensions, made once here and initialised in app.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from moderation.database import Base

db = SQLAlchemy(model_class=Base, disable_autonaming=True)
migrate = Migrate()
csrf = CSRFProtect()
babel = Babel()

# Flask-SQLAlchemy builds its own base at run time, which a type checker sees as Any.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
