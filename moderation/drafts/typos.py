"""One way to read a typo report, for the plain form, the widget and the JSON interface."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.drafts.fields import Reader, read_page, read_sender
from moderation.drafts.limits import LIMITS, Limits
from moderation.drafts.types import TypoDraft
from moderation.errors import Errors, Problem
from moderation.text.identity import is_blank

CATEGORIES = ("spelling", "other")  # what a reader chooses between; an editor sorts the other


def parse_typo(fields: Mapping[str, object], limits: Limits = LIMITS) -> TypoDraft | Errors:
    """A typo report, or what is wrong with it, field by field."""
    reader = Reader(fields)
    exact = reader.text("exact", limits.quote, too_long="selection_too_long")
    if "exact" not in reader.errors and is_blank(exact):
        reader.refuse("exact", "selection_empty")
    suggestion = reader.text("suggestion", limits.suggestion)
    if suggestion and suggestion == exact:
        reader.refuse("suggestion", "suggestion_same")
    if reader.tick("translated"):  # what stands there is not the site's own text
        reader.refuse("exact", "translated_page")
    sender = read_sender(reader)
    wants_mail = reader.tick("wants_mail")
    if wants_mail and not sender.email:
        reader.errors.setdefault("email", [Problem("required")])
    draft = TypoDraft(
        page=read_page(reader),
        sender=sender,
        exact=exact,
        prefix=reader.context("prefix", LIMITS.affix),
        suffix=reader.context("suffix", LIMITS.affix),
        sentence=reader.text("sentence", LIMITS.sentence),
        occurrence=reader.whole("occurrence"),
        start=reader.whole("start"),
        suggestion=suggestion,
        note=reader.text("note", LIMITS.note),
        quote_lang=reader.line("quote_lang", 35),
        category=_category(reader),
        insist=reader.tick("insist"),
        wants_mail=wants_mail,
        key=reader.token("key"),
    )
    return reader.errors or draft


def _category(reader: Reader) -> str:
    category = reader.token("category") or CATEGORIES[0]
    if category not in CATEGORIES and "category" not in reader.errors:
        reader.refuse("category", "not_a_choice")
    return category
