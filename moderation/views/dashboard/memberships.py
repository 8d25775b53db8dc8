"""What a person may do on a site: more, less, or nothing."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.errors import Invalid, Problem
from moderation.models import Role
from moderation.operations.memberships import Terms, change_terms, remove_membership
from moderation.queries.people import find_membership
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator

bp = dashboard_blueprint("memberships", __name__)


@bp.post("/memberships/<int:membership_id>")
def update(membership_id: int) -> ResponseReturnValue:
    """Give a person another role, other duties, or other rights on a site."""
    person_id = find_membership(membership_id, moderator=current_moderator()).moderator_id
    if (role := request.form.get("role", "")) not in list(Role):
        raise Invalid({"role": [Problem("not_a_choice")]})
    duties = tuple(dict.fromkeys(request.form.getlist("duty")))
    terms = Terms(Role(role), duties, sees_senders=bool(request.form.get("sees_senders")))
    write(change_terms, membership_id, terms, by=current_moderator().id)
    flash(_("Saved. It holds from now on."), "success")
    return _back(person_id)


@bp.post("/memberships/<int:membership_id>/removal")
def destroy(membership_id: int) -> ResponseReturnValue:
    """Let a person do nothing on a site any more."""
    person_id = find_membership(membership_id, moderator=current_moderator()).moderator_id
    write(remove_membership, membership_id, by=current_moderator().id)
    flash(_("Removed from the site. The account stays."), "success")
    return _back(person_id)


def _back(person_id: int) -> ResponseReturnValue:
    """To the list: after a removal the person may be no colleague any more."""
    return redirect(url_for("dashboard_people.index", _anchor=f"person-{person_id}"), 303)
