"""What submissions are found by in a search."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from moderation.extensions import Model


class SearchText(Model):
    """A submission's text, author, page and reasons, cut into terms, and folded as a whole.

    What indexes them differs: ``search_words`` and ``search_parts``, tables of SQLite's FTS5, or
    PostgreSQL's own indexes. ``operations/search_index.py`` alone writes here.
    """

    __tablename__ = "search_texts"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    terms: Mapped[str] = mapped_column(String().with_variant(TSVECTOR(), "postgresql"))
    parts: Mapped[str]
