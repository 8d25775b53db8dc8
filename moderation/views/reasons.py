"""The reasons that are always at hand for a decision, in every language of the interface."""

from __future__ import annotations

from functools import cache

from flask_babel import force_locale
from flask_babel import gettext as _

from moderation.models import Kind
from moderation.problems import Words
from moderation.text.languages import LANGUAGES

REASONS: dict[Kind, tuple[Words, ...]] = {
    Kind.COMMENT: (
        lambda: _("Off the topic"),
        lambda: _("Insults somebody"),
        lambda: _("Advertising"),
        lambda: _("Gives away personal data"),
        lambda: _("Said already"),
        lambda: _("Cannot be understood"),
    ),
    Kind.TYPO_REPORT: (
        lambda: _("Spelled correctly"),
        lambda: _("A quotation, kept as it was"),
        lambda: _("Our house style"),
        lambda: _("Fixed already"),
        lambda: _("Too little to go on"),
    ),
}


def built_in(kind: Kind) -> list[str]:
    """What is offered where a site has no reasons of its own."""
    return [str(words()) for words in REASONS[kind]]


def in_language(reason: str, lang: str) -> str:
    """A built-in reason in another language; nothing when it is none, or not known in it."""
    if lang not in LANGUAGES:
        return ""
    for written in LANGUAGES:
        if reason in (known := _all_in(written)):
            return _all_in(lang)[known.index(reason)]
    return ""


@cache
def _all_in(lang: str) -> tuple[str, ...]:
    with force_locale(lang):
        return tuple(text for kind in REASONS for text in built_in(kind))
