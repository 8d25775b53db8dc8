"""Who is at what: taking over, holding on, letting go."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.operations.claims import claim, release, renew
from moderation.queries.cards import find_card
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import card_fragment, changed
from moderation.views.dashboard.reading import checked
from moderation.views.dashboard.sitting import read_ids
from moderation.views.http import current_moderator

bp = dashboard_blueprint("claims", __name__)


@bp.post("/submissions/<int:submission_id>/claims")
def create(submission_id: int) -> ResponseReturnValue:
    """Take a card over from whoever is at it."""
    write(claim, submission_id, by=current_moderator().id, take_over=True)
    return changed(submission_id, _("You are at it now."))


@bp.post("/claims")
def update() -> ResponseReturnValue:
    """Hold cards for longer; a script gets those that were lost meanwhile, as they are now."""
    lost = write(renew, asked_ids(), by=current_moderator().id)
    return ("".join(lost_card(each) for each in lost), 409) if lost else ("", 204)


@bp.post("/claims/ends")
def destroy() -> ResponseReturnValue:
    """Let go of cards; a browser says so when one leaves."""
    write(release, asked_ids(), by=current_moderator().id)
    return "", 204


def asked_ids() -> tuple[int, ...]:
    """The cards that a script speaks of."""
    reader = Reader(request.form)
    return checked(reader, read_ids(reader, "ids"))


def lost_card(submission_id: int) -> str:
    """A card that somebody took over, or decided on, while it was on screen here."""
    held = find_card(submission_id, moderator=current_moderator()).extras.claim
    if held is None:
        return card_fragment(submission_id, conflict=True)
    said = _("%(name)s has taken this over. What you typed is kept.", name=held.name)
    return card_fragment(submission_id, problem=said)
