"""Signing out browsers that one does not sit at: one's own, or of somebody one looks after."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from moderation.operations.sign_ins import end_sign_in, end_sign_ins
from moderation.queries.people import find_colleague
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator, current_sign_in_id

bp = dashboard_blueprint("sign_ins", __name__)


@bp.post("/sign-ins/<int:sign_in_id>/ending")
def destroy(sign_in_id: int) -> ResponseReturnValue:
    """Sign one browser out."""
    by = current_moderator().id
    owner_id = write(end_sign_in, sign_in_id, by=by)
    flash(_("That browser is signed out."), "success")
    return _back(None if owner_id == by else owner_id)


@bp.post("/sign-ins/endings", defaults={"person_id": None})
@bp.post("/people/<int:person_id>/sign-ins/endings")
def create(person_id: int | None) -> ResponseReturnValue:
    """Sign all browsers of a person out; of one's own all but the one that asks."""
    by = current_moderator().id
    if person_id is not None:
        find_colleague(person_id, moderator=current_moderator())
    number = write(
        end_sign_ins,
        by if person_id is None else person_id,
        by=by,
        but=current_sign_in_id(),
    )
    flash(ngettext("%(num)s browser is signed out.", "%(num)s browsers are signed out.", number))
    return _back(person_id)


def _back(person_id: int | None) -> ResponseReturnValue:
    if person_id is None:
        return redirect(url_for("dashboard_account.show", _anchor="sign-ins"), 303)
    return redirect(url_for("dashboard_people.show", person_id=person_id), 303)
