"""The form for a spelling error."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from moderation.drafts.typos import CATEGORIES
from moderation.forms.fields import ReaderForm


class TypoForm(ReaderForm):
    """A quote from a page, as typed or as selected, and what it should be."""

    exact = TextAreaField()
    suggestion = TextAreaField()
    note = TextAreaField()
    category = StringField(default=CATEGORIES[0])
    insist = BooleanField()
    wants_mail = BooleanField()
    prefix = HiddenField()
    suffix = HiddenField()
    sentence = HiddenField()
    occurrence = HiddenField()
    section = HiddenField()
    author = HiddenField()
    revision = HiddenField()
    quote_lang = HiddenField()
    translated = HiddenField()
    edit_url = HiddenField()
