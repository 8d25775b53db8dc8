"""What submissions are found by in a search."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from moderation.extensions import Model


class NativeType(UserDefinedType[str]):
    """A type of PostgreSQL by its name: SQLAlchemy's own classes load every driver it knows."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_options: Any) -> str:
        return self.name


class SearchText(Model):
    """A submission's text, author, page and reasons, cut into terms, and folded as a whole.

    What indexes them differs: ``search_words`` and ``search_parts``, tables of SQLite's FTS5, or
    PostgreSQL's own indexes. ``operations/search_index.py`` alone writes here.
    """

    __tablename__ = "search_texts"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    terms: Mapped[str] = mapped_column(String().with_variant(NativeType("TSVECTOR"), "postgresql"))
    parts: Mapped[str]
