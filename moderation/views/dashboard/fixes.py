"""Editors say whether a confirmed mistake has been mended on the page."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.models import Fix
from moderation.operations.fixes import set_fix
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import card_fragment, changed
from moderation.views.dashboard.reading import checked
from moderation.views.filters import one_of
from moderation.views.http import current_moderator, wants_fragment

bp = dashboard_blueprint("fixes", __name__)


@bp.post("/submissions/<int:submission_id>/fixes")
def create(submission_id: int) -> ResponseReturnValue:
    """Mark a mistake as fixed, or as standing."""
    reader = Reader(request.form)
    fix = checked(reader, one_of(reader, "fix", (Fix.FIXED, Fix.UNFIXED))) or Fix.FIXED
    write(set_fix, submission_id, fix, by=current_moderator().id)
    if wants_fragment():
        return card_fragment(submission_id)
    return changed(submission_id, _("Fixed.") if fix is Fix.FIXED else _("Not fixed yet."))
