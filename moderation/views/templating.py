"""What templates may call besides what a view hands them."""

from __future__ import annotations

from typing import Any

from flask import Flask, before_render_template, g
from flask_babel import get_translations
from jinja2 import pass_context
from jinja2.runtime import Context

from moderation.database import utcnow
from moderation.drafts.preferences import changed_keys
from moderation.text.browsers import browser_of
from moderation.text.identity import visible
from moderation.text.languages import direction
from moderation.text.words import is_word
from moderation.views.languages import current_language
from moderation.views.verdict_words import (
    category_text,
    seen_by_text,
    verdict_text,
    why_unseen_text,
)
from moderation.wording import (
    block_text,
    braking_text,
    browser_text,
    closed_text,
    duty_text,
    finding_text,
    flag_text,
    key_text,
    problem_text,
    role_text,
    status_text,
    verb_text,
)


def init_app(app: Flask) -> None:
    """Register the globals."""
    before_render_template.connect(_forget_texts, app)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=_gettext, ngettext=_ngettext, newstyle=True
    )
    app.jinja_env.globals.update(
        _=_say,
        block_text=block_text,
        braking_text=braking_text,
        browser_of=browser_of,
        browser_text=browser_text,
        changed_keys=changed_keys,
        is_word=is_word,
        key_text=key_text,
        lang=current_language,
        moment=utcnow,
        direction=direction,
        visible=visible,
        closed_text=closed_text,
        duty_text=duty_text,
        finding_text=finding_text,
        flag_text=flag_text,
        problem_text=problem_text,
        role_text=role_text,
        status_text=status_text,
        category_text=category_text,
        seen_by_text=seen_by_text,
        verb_text=verb_text,
        verdict_text=verdict_text,
        why_unseen_text=why_unseen_text,
    )


def _forget_texts(*_about: object, **_more: object) -> None:
    """Begin anew with each rendering: a letter may be in another language than the page."""
    g.texts, g.translations = {}, get_translations()


def _gettext(text: str) -> str:
    return str(g.translations.ugettext(text))


def _ngettext(one: str, many: str, number: int) -> str:
    return str(g.translations.ungettext(one, many, number))


@pass_context
def _say(context: Context, text: str, /, **values: object) -> str:
    """A text in the answer's language, looked for once: a page says the same on every card."""
    texts: dict[str, str] = g.texts
    if values or text not in texts:
        gettext: Any = context.environment.globals["gettext"]
        said: str = gettext(context, text, **values)
        return said if values else texts.setdefault(text, said)
    return texts[text]
