"""What does not work as it should, and what that means for readers and moderators."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from moderation.accounts.attempts import Attempts
from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.queries.replica import is_degraded
from moderation.queries.troubles import troubles
from moderation.troubles import Trouble
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.outbox import name_text
from moderation.views.http import current_moderator

bp = dashboard_blueprint("state", __name__)

# What it is, what goes on meanwhile, and what to do.
WORDS = {
    "worker": (
        _("The worker does not run."),
        _("Readers and moderators are served. Letters, webhooks and checks of pages wait."),
        _("Start it: “moderation worker”, or “moderation serve --with-worker”."),
    ),
    "job": (
        _("%(job)s: it fails and is tried again."),
        _("The reason stands in the outbox. Nothing is lost."),
        _("Mend what the reason names; “Try again” in the outbox need not wait."),
    ),
    "webhook": (
        _("The program at %(host)s does not take calls."),
        _("It is tried again, less and less often. Nothing else waits for it."),
        _("Ask whoever runs it. What it answered last stands under Webhooks of its site."),
    ),
    "purge": (
        _("The cache at %(host)s does not take purges."),
        _("Readers behind it may see an older state of a page until what it keeps expires."),
        _("See whether it runs and takes MODERATION_PURGE_URLS and MODERATION_PURGE_TOKEN."),
    ),
    "redis": (
        _("Redis does not answer."),
        _("Attempts to sign in are counted by each process for itself."),
        _("See whether it runs, and whether MODERATION_REDIS_URL leads to it."),
    ),
    "replica": (
        _("The replica lags behind or does not answer."),
        _("Everything is read from the primary database."),
        _("See whether it runs and replicates (MODERATION_REPLICA_URL)."),
    ),
}


@dataclass(frozen=True)
class Told:
    """A trouble in words: what it is, what goes on meanwhile, and what to do."""

    trouble: Trouble
    what: str
    meaning: str
    advice: str


@bp.get("/state")
def index() -> ResponseReturnValue:
    """What is degraded in the whole installation, for its owner."""
    if not current_moderator().is_owner:
        raise NotFound
    attempts: Attempts = current_app.extensions["moderation.attempts"]
    attempts.is_shared()  # nobody may have signed in for hours,
    is_degraded()  # nor read anything
    found = [_told(each) for each in troubles(utcnow())]
    return render_template("dashboard/state.html", troubles=found)


def _told(trouble: Trouble) -> Told:
    """One we have no words for is shown by its code."""
    if trouble.code not in WORDS:
        return Told(trouble, f"{trouble.code} {trouble.which}".strip(), "", "")
    names = {"job": name_text(trouble.which), "host": trouble.which}
    return Told(trouble, *(str(text) % names for text in WORDS[trouble.code]))
