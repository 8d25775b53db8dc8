"""Moderators keep a sender out, and let one in again."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.operations.blocks import block_sender, lift_block
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import changed
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator

LONGEST = 3650  # days; more than that is for good

bp = dashboard_blueprint("blocks", __name__)


@bp.post("/submissions/<int:submission_id>/blocks")
def create(submission_id: int) -> ResponseReturnValue:
    """Block who sent this for some days, or for good when none are given."""
    reader = Reader(request.form)
    days = reader.whole("days") or None
    if days and days > LONGEST:
        reader.refuse("days", "not_a_choice")
    reason = checked(reader, reader.text("reason", LIMITS.reason))
    write(block_sender, submission_id, by=current_moderator().id, days=days, reason=reason)
    if days is None:
        return changed(submission_id, _("The sender can no longer post here."))
    told = ngettext(
        "The sender cannot post here for %(num)s day.",
        "The sender cannot post here for %(num)s days.",
        days,
    )
    return changed(submission_id, told)


@bp.post("/blocks/<int:block_id>/lifting")
def destroy(block_id: int) -> ResponseReturnValue:
    """Let a blocked sender post again, and go back to the site that lists the blocks."""
    write(lift_block, block_id, by=current_moderator().id)
    flash(_("The sender may post again."), "success")
    if site := request.form.get("site", ""):
        return redirect(url_for("dashboard_sites.edit", key=site, _anchor="blocks"), 303)
    return redirect(url_for("dashboard_sites.index"), 303)
