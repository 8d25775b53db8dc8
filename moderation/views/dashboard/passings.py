"""Passing a card on, and getting it back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Conflict, Errors, Invalid
from moderation.operations.passing import Recipient, pass_on, take_back
from moderation.queries.cards import find_card
from moderation.queries.passings import WHOEVER, recipients_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import back, card_fragment, card_page, changed, place_of
from moderation.views.dashboard.reading import checked
from moderation.views.dashboard.sitting import deal_on, is_sitting
from moderation.views.http import current_moderator, wants_fragment
from moderation.wording import error_texts

bp = dashboard_blueprint("passings", __name__)


@dataclass(frozen=True)
class AskedPassing:
    """What the form holds, as it was filled in."""

    to: str = ""
    note: str = ""


@bp.get("/submissions/<int:submission_id>/passings/new")
def new(submission_id: int) -> ResponseReturnValue:
    """The form, in a page of its own; a script gets it alone."""
    return pass_form(submission_id, AskedPassing(), {})


@bp.post("/submissions/<int:submission_id>/passings")
def create(submission_id: int) -> ResponseReturnValue:
    """Pass a card on; a script gets the card, a bare form the next one."""
    reader = Reader(request.form)
    asked = AskedPassing(reader.text("to", LIMITS.key), reader.line("note", LIMITS.note))
    by = current_moderator().id
    try:
        checked(reader, asked)
        to = recipient(asked.to)
        write(pass_on, submission_id, to, by=by, note=asked.note)
    except Invalid as invalid:
        return pass_form(submission_id, asked, invalid.errors), 422
    except Conflict:
        shown = card_fragment if wants_fragment() else card_page
        return shown(submission_id, conflict=True), 409
    if wants_fragment():
        return card_fragment(submission_id)
    flash(_("Passed on."), "success")
    if is_sitting(request.args):
        return deal_on()
    return back(submission_id)


@bp.post("/submissions/<int:submission_id>/passings/ends")
def destroy(submission_id: int) -> ResponseReturnValue:
    """Give a passed card back to everybody."""
    write(take_back, submission_id, by=current_moderator().id)
    return changed(submission_id, _("Back to everybody."))


def recipient(text: str) -> Recipient:
    """Whom the form names: ``whoever``, ``duty:legal`` or ``person:7``."""
    if text == "whoever":
        return Recipient(duty=WHOEVER)
    if match := re.fullmatch(r"person:([0-9]{1,9})", text):
        return Recipient(person=int(match[1]))
    return Recipient(duty=text.removeprefix("duty:") if text.startswith("duty:") else "?")


def pass_form(submission_id: int, asked: AskedPassing, errors: Errors) -> str:
    """To whom, and why; with what was filled in and what was wrong with it."""
    moderator = current_moderator()
    card = find_card(submission_id, moderator=moderator)
    template = "_pass.html" if wants_fragment() else "passing.html"
    return render_template(
        f"dashboard/{template}",
        card=card,
        one=card.submission,
        recipients=recipients_of(card.submission, moderator),
        at=place_of(request.args),
        asked=asked,
        errors=error_texts(errors),
        pile="",
        me=moderator.id,
    )
