"""Accepting a typo report with another correction, and wording an accepted one anew."""

from __future__ import annotations

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.errors import Conflict, Invalid
from moderation.models import Category, Status
from moderation.operations.corrections import Wanted, accept, change_correction
from moderation.queries.cards import find_card
from moderation.queries.submissions import find_typo
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import back, card_fragment, changed
from moderation.views.dashboard.composing import Wrong, compose
from moderation.views.dashboard.reading import checked
from moderation.views.dashboard.sitting import deal_on, is_sitting
from moderation.views.dashboard.verdicts import LONGEST_CORRECTION
from moderation.views.filters import one_of
from moderation.views.http import current_moderator, wants_fragment

bp = dashboard_blueprint("acceptances", __name__)


@bp.get("/submissions/<int:submission_id>/acceptances/new")
def new(submission_id: int) -> ResponseReturnValue:
    """What should stand there, to be worded."""
    return _form(submission_id)


@bp.post("/submissions/<int:submission_id>/acceptances")
def create(submission_id: int) -> ResponseReturnValue:
    """Accept a report with this correction; one that is accepted is worded anew."""
    moderator = current_moderator()
    report = find_typo(submission_id, moderator=moderator)
    is_accepted = report.status is Status.APPROVED
    try:
        wanted, version = _read()
        if is_accepted:
            write(change_correction, submission_id, wanted, by=moderator.id, version=version)
        else:
            batch = _accept(submission_id, wanted, version)
    except Invalid as invalid:
        return _refused(submission_id, Wrong(_said(), invalid.errors))
    except Conflict:
        return _refused(submission_id, Wrong(_said(), is_stale=True))
    if is_accepted:
        return changed(submission_id, _("Worded anew."))
    return _accepted(submission_id, batch)


def _accept(submission_id: int, wanted: Wanted, version: int | None) -> str:
    done = write(
        accept,
        submission_id,
        by=current_moderator().id,
        version=version,
        replacement=wanted.replacement,
        sighting_id=wanted.sighting_id,
        category=wanted.category,
    )
    return done.batch


def _accepted(submission_id: int, batch: str) -> ResponseReturnValue:
    if wants_fragment():
        return card_fragment(submission_id)
    flash(_("Accepted, to fix"), f"undo {batch}")
    return deal_on() if is_sitting(request.args) else back(submission_id)


def _refused(submission_id: int, wrong: Wrong) -> ResponseReturnValue:
    return _form(submission_id, wrong), wrong.status


def _read() -> tuple[Wanted, int | None]:
    """The form: the words, or the reader whose words they are; raises ``Invalid``."""
    reader = Reader(request.form)
    sighting = reader.whole("sighting")
    replacement = reader.text("replacement", LONGEST_CORRECTION)
    wanted = Wanted(
        replacement=None if sighting else replacement,
        sighting_id=sighting,
        category=one_of(reader, "category", tuple(Category)),
    )
    version = reader.whole("version")
    return checked(reader, wanted), version


def _said() -> str:
    return request.form.get("replacement", "").replace("\0", "")


def _form(submission_id: int, wrong: Wrong | None = None) -> str:
    moderator = current_moderator()
    find_typo(submission_id, moderator=moderator)
    card = find_card(submission_id, moderator=moderator)
    correction = card.extras.correction
    assert correction is not None
    begun = correction.wanted or correction.report.exact
    return compose(
        "correction",
        card,
        wrong=wrong,
        source=wrong.said if wrong else begun,
        categories=tuple(Category),
    )
