"""The comment form."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from moderation.forms.fields import ReaderForm


class CommentForm(ReaderForm):
    """A comment on a page, or a reply to another comment."""

    parent_id = HiddenField()
    source = TextAreaField()
