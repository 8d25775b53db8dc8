"""Moderators decide on many in one stroke."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.errors import Invalid, NotFound
from moderation.models import Verb
from moderation.operations.batches import Chosen, decide_chosen
from moderation.operations.decide import Batch
from moderation.queries.batches import same_before
from moderation.queries.cards import Card
from moderation.queries.glances import own_cards
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import place_of
from moderation.views.dashboard.choosing import read_chosen
from moderation.views.dashboard.reading import read_decision
from moderation.views.http import current_moderator, wants_fragment
from moderation.wording import error_texts

MOST_SHOWN = 50  # of each kind of what was not done

bp = dashboard_blueprint("batches", __name__)


@dataclass(frozen=True)
class Result:
    """What came of a batch, as its moderator reads it."""

    verb: Verb
    batch: str  # to take back; empty when nothing of it is
    ids: tuple[int, ...]  # decided, now or by the same request before
    refused: tuple[int, ...]  # decided by somebody else, or changed
    quicker: tuple[Card, ...]  # the first of them
    missing: tuple[int, ...] = ()
    needs_reason: tuple[int, ...] = ()  # their site asks for one
    unexplained: tuple[Card, ...] = ()  # the first of those

    @property
    def unnamed(self) -> int:
        """How many that were not done are too many to name."""
        left = (self.refused, self.missing, self.needs_reason)
        return sum(max(len(each) - MOST_SHOWN, 0) for each in left)

    @property
    def undone(self) -> int:
        """How many were not done."""
        return len(self.refused) + len(self.missing) + len(self.needs_reason)


@bp.post("/batches")
def create() -> ResponseReturnValue:
    """Decide on what is selected; a script gets the result alone, a bare form a page of it."""
    try:
        asked, chosen = read_decision(request.form), read_chosen(request.form)
        batch = write(
            decide_chosen, chosen, asked.verb, by=current_moderator().id, reason=asked.reason
        )
    except Invalid as invalid:
        problem = next(iter(error_texts(invalid.errors).values()))[0]
        return shown(problem=problem), 422
    except NotFound:
        return nothing_found(asked.verb, chosen), 404
    result = result_of(batch, asked.verb)
    return shown(result=result), 200 if result.ids else 409


def nothing_found(verb: Verb, chosen: Chosen) -> str:
    """What to tell when none of it is there, or none of it the moderator's."""
    if chosen.selection:
        return shown(problem=_("Nothing of this selection is to be found any more. Select again."))
    return shown(
        result=Result(verb, batch="", ids=(), refused=(), quicker=(), missing=(*chosen.items,))
    )


def result_of(batch: Batch, verb: Verb) -> Result:
    """What to tell of a batch."""
    moderator = current_moderator()
    late = [outcome.submission_id for outcome in batch.conflicts]
    before = same_before(late, verb, moderator=moderator)
    refused = [each for each in late if each not in before]
    done = [decided.id for decided in batch.decided]
    undo = {batch.batch} if done else set(before.values())
    return Result(
        verb=verb,
        batch=undo.pop() if len(undo) == 1 else "",
        ids=(*done, *before),
        refused=tuple(refused),
        quicker=tuple(own_cards(refused[:MOST_SHOWN], moderator=moderator)),
        missing=batch.missing,
        needs_reason=batch.needs_reason,
        unexplained=tuple(own_cards(batch.needs_reason[:MOST_SHOWN], moderator=moderator)),
    )


def shown(**more: object) -> str:
    """The result alone for a script, a page around it for a bare form."""
    return render_template(
        "dashboard/_batch.html" if wants_fragment() else "dashboard/batch.html",
        at=place_of(request.args),
        me=current_moderator().id,
        **more,
    )
