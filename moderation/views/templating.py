"""What templates may call besides what a view hands them."""

from __future__ import annotations

from flask import Flask

from moderation.accounts.passkeys import may_have_passkeys
from moderation.database import utcnow
from moderation.drafts.preferences import changed_keys
from moderation.text.browsers import browser_of
from moderation.text.identity import visible
from moderation.text.languages import direction
from moderation.views.dashboard.narrowing import reason_place
from moderation.views.dashboard.rail import rail
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


def init_app(app: Flask) -> None:
    """Register the globals."""
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
        reason_place=reason_place,
        role_text=role_text,
        status_text=status_text,
        verb_text=verb_text,
    )
