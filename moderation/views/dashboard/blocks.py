"""Moderators keep a sender out, and let one in again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.models import Role, Verb
from moderation.operations.blocks import Blocking, Mark, block_sender, lift_block
from moderation.queries.submissions import find_submission
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.cards import changed
from moderation.views.dashboard.drawers import told as tell
from moderation.views.dashboard.reading import checked
from moderation.views.filters import one_of
from moderation.views.http import current_moderator

LONGEST = 3650  # days; more than that is for good
WAITING = (Verb.REJECT, Verb.MARK_SPAM)

bp = dashboard_blueprint("blocks", __name__)


@dataclass(frozen=True)
class Asked:
    """A block as it was asked for; no days: for good."""

    days: int | None
    reason: str
    mark: Mark | None
    waiting: Verb | None


@bp.post("/submissions/<int:submission_id>/blocks")
def create(submission_id: int) -> ResponseReturnValue:
    """Block who sent this for some days, or for good when none are given."""
    moderator = current_moderator()
    author_id = find_submission(submission_id, moderator=moderator, role=Role.MODERATOR).author_id
    asked = _read()
    done = write(
        block_sender,
        submission_id,
        by=moderator.id,
        days=asked.days,
        reason=asked.reason,
        mark=asked.mark,
        waiting=asked.waiting,
    )
    note = f"{_until(asked.days)} {_gone(done)}".strip()
    if "drawer" in request.args:
        return tell(author_id, note, done.waiting.batch if done.waiting else "")
    return changed(submission_id, note)


@bp.post("/blocks/<int:block_id>/lifting")
def destroy(block_id: int) -> ResponseReturnValue:
    """Let a blocked sender post again, and go back to where the block was listed."""
    write(lift_block, block_id, by=current_moderator().id)
    note = _("The sender may post again.")
    if author_id := Reader(request.args).whole("drawer"):
        return tell(author_id, note)
    flash(note, "success")
    if site := request.form.get("site", ""):
        return redirect(url_for("dashboard_sites.edit", key=site, _anchor="blocks"), 303)
    return redirect(url_for("dashboard_sites.index"), 303)


def _read() -> Asked:
    reader = Reader(request.form)
    days = reader.whole("days") or None
    if days and days > LONGEST:
        reader.refuse("days", "not_a_choice")
    asked = Asked(
        days=days,
        reason=reader.text("reason", LIMITS.reason),
        mark=one_of(reader, "mark", tuple(Mark)),
        waiting=one_of(reader, "waiting", WAITING),
    )
    return checked(reader, asked)


def _until(days: int | None) -> str:
    if days is None:
        return str(_("The sender can no longer post here."))
    told: str = ngettext(
        "The sender cannot post here for %(num)s day.",
        "The sender cannot post here for %(num)s days.",
        days,
    )
    return told


def _gone(done: Blocking) -> str:
    if not done.waiting or not done.waiting.decided:
        return ""
    told: str = ngettext(
        "What waited is decided: %(num)s submission.",
        "What waited is decided: %(num)s submissions.",
        len(done.waiting.decided),
    )
    return told
