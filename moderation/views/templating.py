"""What templates may call besides what a view hands them."""

from __future__ import annotations

from flask import Flask

from moderation.text.identity import visible
from moderation.text.languages import direction
from moderation.views.dashboard.rail import rail
from moderation.views.languages import current_language
from moderation.wording import (
    closed_text,
    finding_text,
    flag_text,
    problem_text,
    role_text,
    status_text,
    verb_text,
)


def init_app(app: Flask) -> None:
    """Register the globals."""
    app.jinja_env.globals.update(
        lang=current_language,
        direction=direction,
        visible=visible,
        closed_text=closed_text,
        finding_text=finding_text,
        flag_text=flag_text,
        problem_text=problem_text,
        rail=rail,
        role_text=role_text,
        status_text=status_text,
        verb_text=verb_text,
    )
