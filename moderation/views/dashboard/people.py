"""The people of one's sites: who they are, inviting them, shutting them out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.people import Invitation, parse_invitation
from moderation.errors import Errors, Invalid, NotFound
from moderation.models import Moderator, Role, Site
from moderation.operations.people import add_moderator, deactivate
from moderation.queries.people import colleagues, find_colleague
from moderation.queries.submissions import sites_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.keys import invitation_key, link_to_password
from moderation.views.http import current_moderator
from moderation.views.strict_forms import strict_form
from moderation.wording import error_texts

bp = dashboard_blueprint("people", __name__)


@bp.get("/people")
def index() -> ResponseReturnValue:
    """Everybody on the sites one looks after."""
    moderator = current_moderator()
    return render_template(
        "dashboard/people.html", sites=_sites(moderator), people=colleagues(moderator)
    )


@bp.get("/people/new")
def new() -> ResponseReturnValue:
    """Ask whom to invite."""
    return _form({}, {})


@bp.post("/people")
def create() -> ResponseReturnValue:
    """Give somebody a role on a site, and an account and a way in if they have none."""
    said = strict_form()
    invitation = parse_invitation(said)
    if not isinstance(invitation, Invitation):
        return _form(said, invitation), 422
    site = next((each for each in _sites() if each.key == invitation.site_key), None)
    if site is None:
        raise NotFound
    key = invitation_key(uuid.uuid4().hex, invitation.email, site.name)
    try:
        added = write(
            add_moderator,
            invitation.email,
            site_key=invitation.site_key,
            role=Role(invitation.role),
            key=key,
            by=current_moderator().id,
        )
    except Invalid as error:
        return _form(said, error.errors), 422
    colleague = find_colleague(added.moderator_id, moderator=current_moderator())
    if colleague.state == "invited" and added.may_see_link:
        link = link_to_password(key.uniquifier)
        return render_template("dashboard/person.html", colleague=colleague, link=link), 201
    flash(_("%(email)s is on the list.", email=invitation.email), "success")
    return redirect(url_for("dashboard_people.show", person_id=added.moderator_id), 303)


@bp.get("/people/<int:person_id>")
def show(person_id: int) -> ResponseReturnValue:
    """One person: their roles, and what can be done for them."""
    _sites()
    colleague = find_colleague(person_id, moderator=current_moderator())
    return render_template("dashboard/person.html", colleague=colleague, link="")


@bp.post("/people/<int:person_id>/deactivation")
def destroy(person_id: int) -> ResponseReturnValue:
    """Shut somebody's account."""
    colleague = find_colleague(person_id, moderator=current_moderator())
    email = colleague.person.email
    try:
        write(deactivate, person_id, by=current_moderator().id)
    except Invalid as error:
        flash(next(iter(error_texts(error.errors).values()))[0], "error")
        return redirect(url_for("dashboard_people.show", person_id=person_id), 303)
    flash(_("%(email)s is signed out and can no longer sign in.", email=email), "success")
    return redirect(url_for("dashboard_people.index"), 303)


def _sites(moderator: Moderator | None = None) -> list[Site]:
    """The sites whose people one looks after; the pages are not there for who has none."""
    moderator = moderator or current_moderator()
    sites = sites_of(moderator, Role.ADMIN)
    if not sites and not moderator.is_owner:
        raise NotFound
    return sites


def _form(said: Mapping[str, str], errors: Errors) -> str:
    return render_template(
        "dashboard/person_new.html",
        sites=_sites(),
        roles=list(Role),
        said=said,
        errors=error_texts(errors),
    )
