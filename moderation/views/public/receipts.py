"""The author's link to a submission: what became of it, and taking it back."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from moderation.models import TypoReport
from moderation.operations.erase import erase_own
from moderation.operations.withdraw import withdraw
from moderation.queries.receipts import Sent
from moderation.queries.stories import Story, story_of
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, settings
from moderation.views.public.form_pages import readers_own
from moderation.views.public.own import numbers_of, place_of_sent, sent_of, to_receipt
from moderation.views.public.places import asked_language
from moderation.views.public.reasons import told_reason
from moderation.views.public.stages import STAGES

bp = public_blueprint("receipts", __name__)


@bp.get("/receipts/<token>")
def show(token: str) -> ResponseReturnValue:
    """What became of it; reading changes nothing, so a mail scanner may follow the link."""
    sent = sent_of(token)
    page = render_template(
        "public/receipt.html",
        sent=sent,
        story=_story(sent),
        has_mail=bool(settings().mail_url),
        reason=told_reason(sent),
        stage=STAGES[sent.stage],
        place=place_of_sent(sent),
        token=token,
        withdrawal_url=url_for("public_receipts.create", token=token, lang=asked_language()),
    )
    response = readers_own(sent.submission.site, page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.post("/receipts/<token>/withdrawal")
def create(token: str) -> ResponseReturnValue:
    """Take it back; a second time changes nothing."""
    sent = sent_of(token)
    check_origin(sent.submission.site)
    if sent.may_withdraw:
        write(withdraw, *numbers_of(token))
    return to_receipt(token)


@bp.post("/receipts/<token>/erasure")
def destroy(token: str) -> ResponseReturnValue:
    """Take it back and erase it; a second time changes nothing."""
    sent = sent_of(token)
    check_origin(sent.submission.site)
    write(erase_own, *numbers_of(token))
    return to_receipt(token)


def _story(sent: Sent) -> Story | None:
    """Of a report that was not taken back."""
    report = sent.submission
    if not isinstance(report, TypoReport) or sent.stage == "withdrawn":
        return None
    return story_of(report, sent.sighting)
