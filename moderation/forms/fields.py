"""What the readers' forms have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, HiddenField, StringField


class ReaderForm(Form):
    """A plain ``Form``: readers have no session, so no token. It draws and judges nothing."""

    url = HiddenField()
    page_id = HiddenField()
    title = HiddenField()
    lang = HiddenField()
    key = HiddenField()
    ticket = HiddenField()
    author_key = HiddenField()
    rules_version = HiddenField()
    name = StringField()
    email = StringField()
    website = StringField()
    consent = BooleanField()


AnyForm = TypeVar("AnyForm", bound=ReaderForm)


def draw(form: type[AnyForm], fields: Mapping[str, str]) -> AnyForm:
    """The form with every field as it was sent; NUL, which HTML cannot hold, shows as a sign."""
    return form(MultiDict((name, text.replace("\0", "\ufffd")) for name, text in fields.items()))
