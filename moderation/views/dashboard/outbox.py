"""The outbox: what is still to be sent, what could not be, and what was lately."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.outbox import try_again
from moderation.queries.outbox import Entry, outbox_page, pulse
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator, settings

bp = dashboard_blueprint("outbox", __name__)


@bp.get("/outbox")
def index() -> ResponseReturnValue:
    """The outbox of the whole installation, for its owner."""
    _check_owner()
    worker = pulse(utcnow())
    return render_template(
        "dashboard/outbox.html",
        page=outbox_page(),
        has_mail=bool(settings().mail_url),
        has_worker=worker.beats,
        beat_at=worker.beat_at,
        job_text=job_text,
    )


@bp.post("/outbox/<int:job_id>/tries")
def create(job_id: int) -> ResponseReturnValue:
    """Try something again now, with as many tries as at first."""
    _check_owner()
    if not write(try_again, job_id, utcnow()):
        raise NotFound
    flash(_("It is tried again now."), "success")
    return redirect(url_for("dashboard_outbox.index"), 303)


def job_text(entry: Entry) -> str:
    """What a job is, in a few words."""
    return entry.subject if entry.name == "send_mail" and entry.subject else name_text(entry.name)


def name_text(name: str) -> str:
    """What jobs of this name are; one we do not know is shown by its name."""
    words = {
        "announce_submission": _("Find out whom to tell of a submission"),
        "announce_confirmed": _("Find out whom to tell of a confirmed mistake"),
        "announce_reopened": _("Find out whom to tell of a mistake that is back"),
        "tell_reopened": _("Letter about a mistake that is back"),
        "ask_reader": _("Find out whether a reader’s address may be asked"),
        "tell_readers_fixed": _("Find out which readers to tell of a correction"),
        "write_asking": _("Letter that asks a reader whether letters are wanted"),
        "write_fixed": _("Letter to a reader about a correction"),
        "announce_passing": _("Find out whom to tell of what was passed on"),
        "announce_notice": _("Find out whom to tell of what was decided about a notice"),
        "confirm_notice": _("Find out whom to tell that a notice has arrived"),
        "tell_notifier": _("Letter to somebody who gave notice of illegal content"),
        "tell_submission": _("Letter about a submission"),
        "tell_confirmed": _("Letter about a confirmed mistake"),
        "tell_passing": _("Letter about a card that was passed on"),
        "tell_digest": _("Digest"),
        "index_submissions": _("Keep the search up to date"),
        "index_words": _("Keep the search up to date"),
        "purge_caches": _("Tell caches what readers are to see anew"),
        "call_webhooks": _("Find out which programs to tell of a correction"),
        "call_webhook": _("Tell a site’s program of a correction"),
        "rehearse_rule": _("Look for what a rule would have caught"),
        "hint_typo": _("Ask the dictionary about a reported word"),
        "let_go_of_rule": _("Let go of what a rule held"),
        "send_mail": _("Letter"),
    }
    return str(words.get(name, name))


def _check_owner() -> None:
    if not current_moderator().is_owner:
        raise NotFound
