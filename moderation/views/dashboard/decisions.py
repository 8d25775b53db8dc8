"""Moderators decide."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.errors import Conflict, Invalid, NotFound
from moderation.operations.batches import TOGETHER, Chosen, decide_chosen
from moderation.operations.decide import Decided, decide
from moderation.queries.cards import find_card
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import back, card_fragment, card_page
from moderation.views.dashboard.reading import Asked, read_decision
from moderation.views.dashboard.sitting import deal_on, is_sitting
from moderation.views.dashboard.verdicts import decide_on_typo
from moderation.views.http import current_moderator, wants_fragment
from moderation.wording import error_texts, status_text

bp = dashboard_blueprint("decisions", __name__)


@bp.post("/submissions/<int:submission_id>/decisions")
def create(submission_id: int) -> ResponseReturnValue:
    """Record a decision; a fragment request gets the card, a bare form the next one."""
    try:
        asked = read_decision(request.form)
        decided = record(submission_id, asked)
    except Invalid as invalid:
        problem = next(iter(error_texts(invalid.errors).values()))[0]
        return shown(submission_id, problem=problem), 422
    except Conflict:
        return too_late(submission_id, asked)
    if wants_fragment():
        return card_fragment(submission_id)
    flash(_("Decided: %(status)s.", status=status_text(decided.status)), f"undo {decided.batch}")
    if "edits" in request.form:  # where a plain page can be opened in the CMS
        return redirect(url_for("dashboard_submissions.show", submission_id=submission_id), 303)
    if is_sitting(request.args):
        return deal_on()
    return back(Reader(request.form).whole("next"))


def record(submission_id: int, asked: Asked) -> Decided:
    """Decide on the one, or on all that is folded under it where that is what was pressed."""
    if (decided := decide_on_typo(submission_id, asked)) is not None:
        return decided
    by = current_moderator().id
    alike = Reader(request.form).whole("alike")
    if alike is None or asked.verb not in TOGETHER or asked.version is None:
        return write(
            decide, submission_id, asked.verb, by=by, version=asked.version, reason=asked.reason
        )
    chosen = Chosen({submission_id: asked.version}, folds={submission_id: alike})
    batch = write(decide_chosen, chosen, asked.verb, by=by, reason=asked.reason)
    for decided in batch.decided:
        if decided.id == submission_id:
            return decided
    for conflict in batch.conflicts:
        if conflict.submission_id == submission_id:
            raise Conflict(conflict)
    raise NotFound


def too_late(submission_id: int, asked: Asked) -> ResponseReturnValue:
    """Somebody was quicker, unless it was the same moderator whose answer got lost on the way."""
    card = find_card(submission_id, moderator=current_moderator())
    last = card.last
    if (
        last
        and last.moderator_id == current_moderator().id
        and last.verb is asked.verb
        and card.submission.status is last.to_status
    ):
        return shown(submission_id), 200
    return shown(submission_id, conflict=True), 409


def shown(submission_id: int, **more: object) -> str:
    """The card alone for a script, a page around it for a bare form, with what was typed."""
    if wants_fragment():
        return card_fragment(submission_id, **more)
    said = request.form.get("reason", "").replace("\0", "")
    return card_page(submission_id, said=said, **more)
