"""What does not work as it should, and what that means for readers and moderators."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.accounts.attempts import Attempts
from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.queries.troubles import troubles
from moderation.troubles import Trouble
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.outbox import name_text
from moderation.views.http import current_moderator

bp = dashboard_blueprint("state", __name__)


@dataclass(frozen=True)
class Told:
    """A trouble in words: what it is, and what goes on meanwhile."""

    trouble: Trouble
    what: str
    meaning: str


@bp.get("/state")
def index() -> ResponseReturnValue:
    """What is degraded in the whole installation, for its owner."""
    if not current_moderator().is_owner:
        raise NotFound
    attempts: Attempts = current_app.extensions["moderation.attempts"]
    attempts.is_shared()  # nobody may have signed in for hours
    found = [_told(each) for each in troubles(utcnow())]
    return render_template("dashboard/state.html", troubles=found)


def _told(trouble: Trouble) -> Told:
    """One we have no words for is shown by its code."""
    which = trouble.which
    words = {
        "worker": (
            _("The worker does not run."),
            _("Readers and moderators are served. Letters, webhooks and checks of pages wait."),
        ),
        "job": (
            _("%(job)s: it fails and is tried again.", job=name_text(which)),
            _("The reason stands in the outbox. Nothing is lost."),
        ),
        "webhook": (
            _("The program at %(host)s does not take calls.", host=which),
            _("It is tried again, less and less often. Nothing else waits for it."),
        ),
        "purge": (
            _("The cache at %(host)s does not take purges.", host=which),
            _("Readers behind it may see an older state of a page until what it keeps expires."),
        ),
        "redis": (
            _("Redis does not answer."),
            _("Attempts to sign in are counted by each process for itself."),
        ),
        "replica": (
            _("The replica lags behind or does not answer."),
            _("Everything is read from the primary database."),
        ),
    }
    what, meaning = words.get(trouble.code, (f"{trouble.code} {which}".strip(), ""))
    return Told(trouble, what, meaning)
