"""Ways in for others: a link to an account or a password, and a second step that is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.accounts.letters import invitation, new_password
from moderation.accounts.links import link_to_account, link_to_password
from moderation.operations.accounts import Letter
from moderation.operations.invitations import invite_again
from moderation.operations.people import Key, renew_key, reset_two_factor
from moderation.queries.people import Colleague, find_colleague
from moderation.queries.sign_ins import sign_ins_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator, settings

bp = dashboard_blueprint("keys", __name__)


@bp.post("/people/<int:person_id>/keys")
def create(person_id: int) -> ResponseReturnValue:
    """Make a new link for somebody, and have it sent, or show it this once."""
    colleague = find_colleague(person_id, moderator=current_moderator())
    if colleague.state == "invited":
        sites = [site.name for site, _membership in colleague.roles]
        key = key_to_account(colleague.person.email, sites or [_("Moderation")])
        write(invite_again, person_id, key, by=current_moderator().id)
        link = link_to_account(key.uniquifier)
    else:
        key = _key_to_password(colleague.person.email)
        write(renew_key, person_id, key, by=current_moderator().id)
        link = link_to_password(key.uniquifier)
    return hand_over(find_colleague(person_id, moderator=current_moderator()), key, link)


@bp.post("/people/<int:person_id>/second-step")
def destroy(person_id: int) -> ResponseReturnValue:
    """Forget somebody's second step, who has lost the app and the codes."""
    find_colleague(person_id, moderator=current_moderator())
    write(reset_two_factor, person_id, by=current_moderator().id)
    flash(_("The second step is off, and all sessions have ended."), "success")
    return redirect(url_for("dashboard_people.show", person_id=person_id), 303)


def hand_over(colleague: Colleague, key: Key, link: str) -> ResponseReturnValue:
    """Say that the letter is on its way; where no mail goes out, show the link, this once."""
    if key.letter is not None:
        flash(_("A letter is on its way to %(email)s.", email=key.letter.to), "success")
        return redirect(url_for("dashboard_people.show", person_id=colleague.person.id), 303)
    return person_page(colleague, link=link), 201


def person_page(colleague: Colleague, link: str = "") -> str:
    """What there is to see of a person, and perhaps a link to hand over."""
    return render_template(
        "dashboard/person.html",
        colleague=colleague,
        link=link,
        sign_ins=sign_ins_of(colleague.person.id) if colleague.is_governed else [],
    )


def key_to_account(email: str, sites: Sequence[str]) -> Key:
    """A key and, where mail goes out, the letter that carries the link made of it."""
    uniquifier = uuid.uuid4().hex
    inviter = current_moderator().display_name
    return _key(uniquifier, email, invitation(link_to_account(uniquifier), sites, inviter))


def _key_to_password(email: str) -> Key:
    uniquifier = uuid.uuid4().hex
    name = current_moderator().display_name
    return _key(uniquifier, email, new_password(link_to_password(uniquifier), name))


def _key(uniquifier: str, email: str, words: tuple[str, str]) -> Key:
    subject, text = words
    return Key(uniquifier, Letter(email, subject, text) if settings().mail_url else None)
