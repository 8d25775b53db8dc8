"""What the desk calls kinds of mistakes and what became of them on the page."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from moderation.models import Category, FixedBy, Verdict

Words = Callable[[], str]

CATEGORIES: dict[Category, Words] = {
    Category.SPELLING: lambda: _("Spelling"),
    Category.OTHER: lambda: _("Something else"),
    Category.FACT: lambda: _("A fact"),
    Category.NAME: lambda: _("A name"),
    Category.NUMBER: lambda: _("A number"),
    Category.LINK: lambda: _("A link"),
    Category.CAPTION: lambda: _("A caption"),
    Category.TRANSLATION: lambda: _("The translation"),
}

VERDICTS: dict[Verdict, Words] = {
    Verdict.STILL_THERE: lambda: _("Still on the page"),
    Verdict.FIXED: lambda: _("Fixed as wanted"),
    Verdict.CHANGED: lambda: _("Changed otherwise"),
    Verdict.CONTEXT_CHANGED: lambda: _("The text around it has changed"),
    Verdict.GONE: lambda: _("The passage is gone"),
    Verdict.PAGE_GONE: lambda: _("The page is gone"),
    Verdict.UNSEEN: lambda: _("The text cannot be seen from here"),
}

WHYS: dict[str, Words] = {
    "adapter_already_fixed": lambda: _("a program found it mended in its files"),
    "adapter_ambiguous": lambda: _("a program found more than one place for it in its files"),
    "adapter_applied": lambda: _("a program has mended its file; the page is looked at next"),
    "adapter_not_found": lambda: _("a program did not find it in its files"),
    "bad_answer": lambda: _("the site answered with an error"),
    "empty": lambda: _("the page has no text"),
    "login_wall": lambda: _("it is behind a sign-in or a payment"),
    "needs_script": lambda: _("a script draws it"),
    "not_html": lambda: _("it is no web page"),
    "not_registered": lambda: _("its host is not the site’s any more"),
    "private_address": lambda: _("its address is not a public one"),
    "redirected_away": lambda: _("it leads to another site"),
    "robots": lambda: _("the site’s robots.txt forbids it"),
    "too_large": lambda: _("it is too large"),
    "too_many_redirects": lambda: _("it leads in a circle"),
    "too_slow": lambda: _("the site took too long"),
    "unreachable": lambda: _("the site did not answer"),
}

SEEN_BY: dict[FixedBy, Words] = {
    FixedBy.EDITOR: lambda: _("said by an editor"),
    FixedBy.CHECK: lambda: _("seen on the page"),
    FixedBy.ADAPTER: lambda: _("said by a program"),
    FixedBy.BROWSER: lambda: _("seen in an editor’s browser"),
}


def category_text(category: Category) -> str:
    """A kind of mistake in a word or two."""
    return CATEGORIES[category]()


def verdict_text(verdict: Verdict) -> str:
    """What a look found."""
    return VERDICTS[verdict]()


def why_unseen_text(code: str) -> str:
    """Why a look saw nothing; empty when that is not known."""
    words = WHYS.get(code)
    return words() if words else ""


def seen_by_text(by: FixedBy) -> str:
    """Who says what became of it."""
    return SEEN_BY[by]()
