"""A small form about one typo report: in a dialog for a script, else on a page of its own."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from moderation.errors import Errors
from moderation.queries.cards import find_card
from moderation.queries.submissions import find_typo
from moderation.views.dashboard.cards import place_of
from moderation.views.http import current_moderator, wants_fragment
from moderation.wording import error_texts


def ask_about(submission_id: int, name: str, errors: Errors | None = None, **more: Any) -> str:
    """The form ``_asked_NAME.html``."""
    moderator = current_moderator()
    find_typo(submission_id, moderator=moderator)
    card = find_card(submission_id, moderator=moderator)
    template = f"_asked_{name}.html" if wants_fragment() else "asking.html"
    return render_template(
        f"dashboard/{template}",
        name=name,
        card=card,
        one=card.submission,
        at=place_of(request.args),
        errors=error_texts(errors or {}),
        pile="",
        me=moderator.id,
        **more,
    )
