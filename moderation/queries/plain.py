"""Rows without objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVarTuple

from sqlalchemy import Result, Select

from moderation.extensions import db

Ts = TypeVarTuple("Ts")


def rows(statement: Select[*Ts], values: Mapping[str, Any] | None = None) -> Result[*Ts]:
    """What a statement finds, past the session, which takes twice as long to ask for columns."""
    db.session.flush()
    return db.session.connection().execute(statement, values)
