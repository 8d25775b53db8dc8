"""One way to read a comment, for the plain form, the widget and the JSON interface."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.drafts.fields import Reader, read_page, read_sender
from moderation.drafts.limits import LIMITS, Limits
from moderation.drafts.types import CommentDraft
from moderation.errors import Errors
from moderation.text.identity import is_blank


def parse_comment(fields: Mapping[str, object], limits: Limits = LIMITS) -> CommentDraft | Errors:
    """A comment, or what is wrong with it, field by field."""
    reader = Reader(fields)
    source = read_source(reader, limits)
    draft = CommentDraft(
        page=read_page(reader),
        sender=read_sender(reader),
        source=source,
        parent_id=reader.whole("parent_id"),
        key=reader.token("key"),
    )
    return reader.errors or draft


def read_source(reader: Reader, limits: Limits) -> str:
    """The text of a comment, an edit or a reply."""
    source = reader.text("source", limits.comment, too_long="comment_too_long")
    if "source" not in reader.errors and is_blank(source):
        reader.refuse("source", "comment_empty")
    return source
