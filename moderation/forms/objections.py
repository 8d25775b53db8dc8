"""The forms for an objection: a reader's flag or notice, an author's edit or appeal."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from moderation.forms.fields import ReaderForm


class FlagForm(ReaderForm):
    """Why a reader objects to a comment."""

    id = HiddenField()
    reason = StringField()
    words = TextAreaField()


class NoticeForm(ReaderForm):
    """Why a reader holds a comment to be illegal."""

    id = HiddenField()
    explanation = TextAreaField()
    law = StringField()
    good_faith = BooleanField()


class EditForm(ReaderForm):
    """The text that an author wants."""

    source = TextAreaField()


class AppealForm(ReaderForm):
    """Why a decision should be looked at again."""

    text = TextAreaField()
