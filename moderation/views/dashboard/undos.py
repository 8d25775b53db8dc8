"""Moderators take decisions back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from moderation.drafts.fields import Reader
from moderation.operations.undo import Undone, undo, undo_decision, undo_last
from moderation.queries.blocks import still_blocked
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import back, cards_fragment
from moderation.views.dashboard.log_filters import place_in_log
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator, wants_fragment

MOST_SHOWN = 20  # cards in an answer; a script fetches those it has on screen

bp = dashboard_blueprint("undos", __name__)


@bp.post("/undos")
def create() -> ResponseReturnValue:
    """Take back a batch, one decision, or the moderator's last; a script gets the cards."""
    undone = take_back()
    if wants_fragment():
        return as_cards(undone)
    if not undone.restored:
        flash(_("It has been decided again since, so it stays as it is."), "error")
    elif blocked := still_blocked(undone.batch, moderator=current_moderator()):
        said = f"{taken_back(len(undone.restored))} {_('The sender stays blocked.')}"
        flash(said, f"blocked {blocked.author_id} {blocked.submission_id}")
    else:
        flash(taken_back(len(undone.restored)), "success")
    if request.args.get("back") == "log":
        return redirect(url_for("dashboard_log.index", **place_in_log(request.args)), 303)
    return back(undone.restored[0].id if undone.restored else None)


def take_back() -> Undone:
    """Take back what the form names."""
    by, reader = current_moderator().id, Reader(request.form)
    batch, decision_id = checked(reader, (reader.token("batch"), reader.whole("decision")))
    if decision_id is not None:
        return write(undo_decision, decision_id, by=by)
    return write(undo, batch, by=by) if batch else write(undo_last, by=by)


def taken_back(number: int) -> str:
    """What an undo came to, in words."""
    if number == 1:
        return str(_("Taken back."))
    return str(ngettext("%(num)s taken back.", "%(num)s taken back.", number))


def as_cards(undone: Undone) -> ResponseReturnValue:
    """The first of the restored cards, and below them those that somebody has decided again."""
    back = [one.id for one in undone.restored]
    again = [one.submission_id for one in undone.conflicts]
    cards = cards_fragment(back[:MOST_SHOWN]) + cards_fragment(again[:MOST_SHOWN], conflict=True)
    blocked = still_blocked(undone.batch, moderator=current_moderator())
    if len(back) + len(again) > 1 or blocked:
        cards += render_template(
            "dashboard/_taken_back.html", ids=back, again=again, blocked=blocked
        )
    return cards, 200 if back else 409
