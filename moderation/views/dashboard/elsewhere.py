"""The same words reported at other places of a site, decided together."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from moderation.drafts.fields import Reader
from moderation.errors import Invalid, NotFound
from moderation.operations.elsewhere import decide_elsewhere
from moderation.queries.cards import find_card
from moderation.queries.elsewhere import PAGE, same_elsewhere
from moderation.queries.submissions import find_typo
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.batches import nothing_found, result_of, shown
from moderation.views.dashboard.cards import place_of
from moderation.views.dashboard.choosing import read_chosen
from moderation.views.dashboard.reading import read_decision
from moderation.views.dashboard.verdicts import read_explained
from moderation.views.http import current_moderator, wants_fragment
from moderation.wording import error_texts

bp = dashboard_blueprint("elsewhere", __name__)


@bp.get("/submissions/<int:submission_id>/elsewhere")
def show(submission_id: int) -> ResponseReturnValue:
    """The others that wait; a fragment request gets the list alone."""
    moderator = current_moderator()
    report = find_typo(submission_id, moderator=moderator)
    card = find_card(submission_id, moderator=moderator)
    wanted = card.extras.correction.wanted if card.extras.correction else ""
    beyond = Reader(request.args).whole("beyond") or 0
    found = same_elsewhere(report, wanted, after=beyond, limit=PAGE + 1)
    return render_template(
        "dashboard/_elsewhere.html" if wants_fragment() else "dashboard/elsewhere.html",
        card=card,
        one=report,
        mistake=card.extras.correction,
        others=found[:PAGE],
        more=len(found) > PAGE,
        at=place_of(request.args),
        me=moderator.id,
    )


@bp.post("/submissions/<int:submission_id>/elsewhere")
def create(submission_id: int) -> ResponseReturnValue:
    """Decide on those that are ticked as on this one; answered as any batch."""
    find_typo(submission_id, moderator=current_moderator())
    try:
        asked, chosen = read_decision(request.form), read_chosen(request.form)
        batch = write(
            decide_elsewhere,
            submission_id,
            list(chosen.items.items()),
            asked.verb,
            by=current_moderator().id,
            explained=read_explained(asked.reason),
        )
    except Invalid as invalid:
        problem = next(iter(error_texts(invalid.errors).values()))[0]
        return shown(problem=problem), 422
    except NotFound:
        return nothing_found(asked.verb, chosen), 404
    result = result_of(batch, asked.verb)
    return shown(result=result), 200 if result.ids else 409
