"""The author's link to a submission: what became of it, and taking it back."""

from __future__ import annotations

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from moderation.drafts import PageRef
from moderation.errors import NotFound
from moderation.operations.withdraw import withdraw
from moderation.queries.receipts import Sent, find_sent
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, signer
from moderation.views.public.form_pages import readers_own
from moderation.views.public.places import Place, asked_language
from moderation.views.public.stages import STAGES

bp = public_blueprint("receipts", __name__)


@bp.get("/receipts/<token>")
def show(token: str) -> ResponseReturnValue:
    """What became of it; reading changes nothing, so a mail scanner may follow the link."""
    sent = _find(*_read(token))
    page = render_template(
        "public/receipt.html",
        sent=sent,
        stage=STAGES[sent.stage],
        place=_place(sent),
        token=token,
        withdrawal_url=url_for("public_receipts.create", token=token, lang=asked_language()),
    )
    response = readers_own(sent.submission.site, page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.post("/receipts/<token>/withdrawal")
def create(token: str) -> ResponseReturnValue:
    """Take it back; a second time changes nothing."""
    numbers = _read(token)
    sent = _find(*numbers)
    check_origin(sent.submission.site)
    if sent.may_withdraw:
        write(withdraw, *numbers)
    return redirect(url_for("public_receipts.show", token=token, lang=asked_language()), 303)


def _read(token: str) -> tuple[int, int | None]:
    numbers = signer().read_receipt(token)
    if numbers is None:
        raise NotFound
    return numbers


def _find(submission_id: int, sighting_id: int | None) -> Sent:
    sent = find_sent(submission_id, sighting_id)
    g.languages = sent.submission.site.policy.languages
    return sent


def _place(sent: Sent) -> Place:
    page = sent.submission.page
    ref = PageRef(url=page.url, title=page.title, page_id=page.given_id)
    return Place(sent.submission.site.key, ref, page.url, asked_language())
