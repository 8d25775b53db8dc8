"""What templates may call besides what a view hands them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, g
from flask_babel import get_locale, get_translations

from moderation.accounts.passkeys import may_have_passkeys
from moderation.database import utcnow
from moderation.drafts.preferences import changed_keys
from moderation.text.browsers import browser_of
from moderation.text.identity import visible
from moderation.text.languages import direction
from moderation.views.dashboard.narrowing import reason_place
from moderation.views.dashboard.rail import rail
from moderation.views.dashboard.reasons import reason_lists, reasons_for, reasons_for_many
from moderation.views.languages import current_language
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

if TYPE_CHECKING:
    from babel.support import NullTranslations


def init_app(app: Flask) -> None:
    """Register the globals."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _texts().ugettext(text),
        ngettext=lambda one, many, number: _texts().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals.update(
        block_text=block_text,
        braking_text=braking_text,
        browser_of=browser_of,
        browser_text=browser_text,
        changed_keys=changed_keys,
        key_text=key_text,
        lang=current_language,
        may_have_passkeys=may_have_passkeys,
        moment=utcnow,
        direction=direction,
        visible=visible,
        closed_text=closed_text,
        duty_text=duty_text,
        finding_text=finding_text,
        flag_text=flag_text,
        problem_text=problem_text,
        rail=rail,
        reason_lists=reason_lists,
        reason_place=reason_place,
        reasons_for=reasons_for,
        reasons_for_many=reasons_for_many,
        role_text=role_text,
        status_text=status_text,
        verb_text=verb_text,
    )


def _texts() -> NullTranslations:
    """The texts in the answer's language, looked for once: a page has hundreds of them."""
    locale = get_locale()
    if (kept := g.get("texts")) is None or kept[0] is not locale:
        kept = g.texts = (locale, get_translations())
    texts: NullTranslations = kept[1]
    return texts
