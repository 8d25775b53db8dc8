"""What the filters of the queue are called: each reason without what was found, ages, and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask_babel import gettext as _

from moderation.models import Kind
from moderation.queries.filters import QueueFilter

Words = Callable[[], str]

REASONS: dict[str, Words] = {
    "banned_words": lambda: _("a banned word"),
    "many_links": lambda: _("many links"),
    "same_text": lambda: _("the same text again"),
    "too_fast": lambda: _("sent very quickly"),
    "honeypot": lambda: _("filled in a field that people do not see"),
    "ticket_missing": lambda: _("sent without opening the form"),
    "ticket_forged": lambda: _("the form was made for another page"),
    "ticket_old": lambda: _("the form was open for more than a day"),
    "reserved_name": lambda: _("signed like staff"),
    "parent_rejected": lambda: _("the comment it replies to was not approved"),
    "always_held": lambda: _("this author is always held"),
    "braked": lambda: _("everything is held here for now"),
    "newcomer": lambda: _("new author"),
}

AGES: dict[str, Words] = {
    "due": lambda: _("longer than the site wants"),
    "1h": lambda: _("more than 1 hour"),
    "6h": lambda: _("more than 6 hours"),
    "1d": lambda: _("more than a day"),
}

WAITING_FOR: dict[str, Words] = {
    "first": lambda: _("new"),
    "flag": lambda: _("flagged by readers"),
    "revision": lambda: _("edited by the author"),
    "appeal": lambda: _("the author objects"),
}

TICKS: dict[str, Words] = {
    "links": lambda: _("has links"),
    "newcomer": lambda: _("new author"),
    "passed": lambda: _("passed to me"),
}


def reason_text(code: str) -> str:
    """What a code stands for, in a few words; an unknown one is shown as it is."""
    if (number := code.removeprefix("rule:")) != code:
        return str(_("rule %(number)s", number=number))
    return REASONS[code]() if code in REASONS else code


def rule_text(pattern: str) -> str:
    """A rule by what it looks for."""
    return str(_("rule: %(text)s", text=pattern))


def filter_texts(filters: QueueFilter) -> Iterator[tuple[str, str]]:
    """The name and the words of each filter that is set to a choice of ours."""
    if filters.kind:
        yield "kind", _("Comments") if filters.kind is Kind.COMMENT else _("Typos")
    if filters.age:
        yield "age", _("waits: %(time)s", time=AGES[filters.age]())
    if filters.waiting_for:
        yield "waiting_for", WAITING_FOR[filters.waiting_for]()
    if filters.lang:
        yield "lang", _("language: %(lang)s", lang=filters.lang)
    if filters.score:
        yield "score", _("score at least %(score)s", score=filters.score)
    for name, words in TICKS.items():
        if getattr(filters, name):
            yield name, words()
