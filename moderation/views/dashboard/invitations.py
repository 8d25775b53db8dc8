"""The page that an invitation leads to: name, language, password, and the account is open."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.accounts import guards
from moderation.accounts.links import TooOld, read_invitation
from moderation.drafts.people import Acceptance, parse_acceptance
from moderation.errors import Errors, Invalid, NotFound
from moderation.models import Moderator
from moderation.operations.invitations import accept
from moderation.queries.people import find_guest, find_person
from moderation.queries.sites import site_names
from moderation.transactions import write
from moderation.views.blueprints import doorway_blueprint
from moderation.views.http import settings
from moderation.views.strict_forms import strict_form
from moderation.wording import error_texts

bp = doorway_blueprint("invitations", __name__)
guards.watch(bp)


@bp.get("/invitations/<token>")
def show(token: str) -> ResponseReturnValue:
    """Ask the invited who they are."""
    person = _guest(token)
    return _form(token, person, {}, {}) if person else _gone()


@bp.post("/invitations/<token>")
def create(token: str) -> ResponseReturnValue:
    """Open the account."""
    person = _guest(token)
    if person is None:
        return _gone()
    said, person_id = strict_form(), person.id
    acceptance = parse_acceptance(said)
    if not isinstance(acceptance, Acceptance):
        return _form(token, person, said, acceptance)
    try:
        write(accept, read_invitation(token), acceptance)
    except Invalid as error:
        return _form(token, find_person(person_id), said, error.errors)
    except NotFound:  # by another tab, just now
        return _gone()
    flash(_("Your account is open. Sign in with your new password."), "success")
    return redirect(url_for("security.login", lang=acceptance.language or None), 303)


def _guest(token: str) -> Moderator | None:
    """Who was sent the link; nobody when it is too old, was used, replaced or taken back."""
    try:
        uniquifier = read_invitation(token)
    except TooOld:
        return None
    try:
        return find_guest(uniquifier)
    except NotFound:
        return None


def _form(
    token: str, person: Moderator, said: Mapping[str, str], errors: Errors
) -> ResponseReturnValue:
    page = render_template(
        "security/invitation.html",
        token=token,
        email=person.email,
        sites=site_names([own.site_id for own in person.memberships]),
        said=said,
        errors=error_texts(errors),
    )
    return page, 422 if errors else 200


def _gone() -> ResponseReturnValue:
    has_mail = bool(settings().mail_url)
    return render_template("security/invitation_gone.html", has_mail=has_mail), 410
