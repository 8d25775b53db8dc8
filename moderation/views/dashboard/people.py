"""The people of one's sites: who they are, inviting them, shutting them out."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.accounts.links import link_to_account
from moderation.drafts.people import Invitation, parse_invitation
from moderation.errors import Errors, Invalid, NotFound
from moderation.models import Moderator, Role, Site
from moderation.operations.invitations import invite
from moderation.operations.people import deactivate
from moderation.queries.people import colleagues, find_colleague
from moderation.queries.submissions import sites_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.keys import hand_over, key_to_account, person_page
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
    """Give somebody a role on some sites, and an account and a way in if they have none."""
    form = request.form
    said = {**strict_form(), "site": form.getlist("site"), "duty": form.getlist("duty")}
    invitation = parse_invitation(said)
    if not isinstance(invitation, Invitation):
        return _form(said, invitation), 422
    names = {site.key: site.name for site in _sites()}
    if not set(invitation.site_keys) <= set(names):
        raise NotFound
    key = key_to_account(invitation.email, [names[each] for each in invitation.site_keys])
    try:
        added = write(invite, invitation, key=key, by=current_moderator().id)
    except Invalid as error:
        return _form(said, error.errors), 422
    colleague = find_colleague(added.moderator_id, moderator=current_moderator())
    if colleague.state == "invited" and added.may_see_link:
        return hand_over(colleague, key, link_to_account(key.uniquifier))
    flash(_("%(email)s is on the list.", email=invitation.email), "success")
    return redirect(url_for("dashboard_people.show", person_id=added.moderator_id), 303)


@bp.get("/people/<int:person_id>")
def show(person_id: int) -> ResponseReturnValue:
    """One person: their roles, and what can be done for them."""
    _sites()
    colleague = find_colleague(person_id, moderator=current_moderator())
    return person_page(colleague)


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


def _form(said: Mapping[str, object], errors: Errors) -> str:
    sites = _sites()
    return render_template(
        "dashboard/person_new.html",
        sites=sites,
        roles=list(Role),
        duties=list(dict.fromkeys(duty for site in sites for duty in site.policy.duties)),
        said=said,
        errors=error_texts(errors),
    )
