"""What the dashboard's templates may call besides what all may."""

from __future__ import annotations

from flask import Flask

from moderation.accounts.passkeys import may_have_passkeys
from moderation.views.dashboard.narrowing import reason_place
from moderation.views.dashboard.own_sites import manages
from moderation.views.dashboard.places import place_link
from moderation.views.dashboard.rail import rail
from moderation.views.dashboard.reasons import reason_lists, reasons_for, reasons_for_many


def init_app(app: Flask) -> None:
    """Register the globals."""
    app.jinja_env.globals.update(
        manages=manages,
        may_have_passkeys=may_have_passkeys,
        place_link=place_link,
        rail=rail,
        reason_lists=reason_lists,
        reason_place=reason_place,
        reasons_for=reasons_for,
        reasons_for_many=reasons_for_many,
    )
