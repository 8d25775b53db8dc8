"""Keeping a comment as evidence, releasing it, and handing it over as a dossier."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.models import Role
from moderation.operations.evidence import keep_evidence, release_evidence
from moderation.queries.cards import find_card
from moderation.queries.submissions import find_submission
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator

bp = dashboard_blueprint("evidence", __name__)


@bp.get("/submissions/<int:submission_id>/evidence")
def show(submission_id: int) -> ResponseReturnValue:
    """Whether it is kept, since when, and what can be done; for admins."""
    moderator = current_moderator()
    find_submission(submission_id, moderator=moderator, role=Role.ADMIN)
    card = find_card(submission_id, moderator=moderator)
    return Response(render_template("dashboard/evidence.html", card=card))


@bp.post("/submissions/<int:submission_id>/evidence")
def create(submission_id: int) -> ResponseReturnValue:
    """Keep it from now on."""
    write(keep_evidence, submission_id, by=current_moderator().id)
    flash(_("It is kept as evidence: nobody can change it or take it back."), "success")
    return redirect(url_for(".show", submission_id=submission_id), 303)


@bp.post("/submissions/<int:submission_id>/evidence/release")
def destroy(submission_id: int) -> ResponseReturnValue:
    """Let the ordinary rules hold for it again."""
    write(release_evidence, submission_id, by=current_moderator().id)
    flash(_("It is no longer kept as evidence."), "success")
    return redirect(url_for(".show", submission_id=submission_id), 303)
