"""Giving a comment another text: one way for its author's edits and for moderators'."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import update

from moderation.extensions import db
from moderation.models import Comment, Page


def rewrite(comment: Comment, source: str, html: str, findings: list[dict[str, Any]]) -> None:
    """Put a text in the place of the comment's; readers of a public one are served it anew."""
    comment.source, comment.body_html, comment.findings = source, html, findings
    comment.text_hash = hash_of_text(source)
    if comment.is_public:
        db.session.execute(
            update(Page).where(Page.id == comment.page_id).values(version=Page.version + 1)
        )


def hash_of_text(source: str) -> str:
    """The same for texts that differ in case and spacing alone."""
    return hashlib.sha256(" ".join(source.casefold().split()).encode()).hexdigest()
