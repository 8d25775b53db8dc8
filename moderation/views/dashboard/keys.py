"""Ways in for others: a link to choose a password, and a second step that is forgotten."""

from __future__ import annotations

import uuid

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.accounts.letters import invitation
from moderation.operations.accounts import Letter
from moderation.operations.people import Key, renew_key, reset_two_factor
from moderation.queries.people import find_colleague
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator, settings

bp = dashboard_blueprint("keys", __name__)


@bp.post("/people/<int:person_id>/keys")
def create(person_id: int) -> ResponseReturnValue:
    """Make a new link for somebody, and show it this once."""
    colleague = find_colleague(person_id, moderator=current_moderator())
    site = colleague.roles[0][0].name if colleague.roles else _("Moderation")
    key = invitation_key(uuid.uuid4().hex, colleague.person.email, site)
    write(renew_key, person_id, key, by=current_moderator().id)
    colleague = find_colleague(person_id, moderator=current_moderator())
    link = link_to_password(key.uniquifier)
    return render_template("dashboard/person.html", colleague=colleague, link=link), 201


@bp.post("/people/<int:person_id>/second-step")
def destroy(person_id: int) -> ResponseReturnValue:
    """Forget somebody's second step, who has lost the app and the codes."""
    find_colleague(person_id, moderator=current_moderator())
    write(reset_two_factor, person_id, by=current_moderator().id)
    flash(_("The second step is off, and all sessions have ended."), "success")
    return redirect(url_for("dashboard_people.show", person_id=person_id), 303)


def invitation_key(uniquifier: str, email: str, site: str) -> Key:
    """A key and, where mail goes out, the letter that carries the link made of it."""
    if not settings().mail_url:
        return Key(uniquifier)
    inviter = current_moderator().display_name
    subject, text = invitation(link_to_password(uniquifier), site, inviter)
    return Key(uniquifier, Letter(email, subject, text))


def link_to_password(uniquifier: str) -> str:
    """The address where the account with this uniquifier chooses a password, for an hour."""
    token = current_app.extensions["security"].reset_serializer.dumps([uniquifier, None])
    return url_for("security.reset_password", token=token, _external=True)
