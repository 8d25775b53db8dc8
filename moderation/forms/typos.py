"""The form for a spelling error."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from moderation.forms.fields import ReaderForm


class TypoForm(ReaderForm):
    """A quote from a page, as typed or as selected, and what it should be."""

    exact = TextAreaField()
    suggestion = TextAreaField()
    note = TextAreaField()
    prefix = HiddenField()
    suffix = HiddenField()
    sentence = HiddenField()
    occurrence = HiddenField()
    section = HiddenField()
    author = HiddenField()
    revision = HiddenField()
    edit_url = HiddenField()
