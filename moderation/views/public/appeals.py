"""Authors ask once, behind the receipt, that a decision be looked at again."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.drafts import parse_appeal
from moderation.errors import ModerationError, Refused
from moderation.forms.objections import AppealForm
from moderation.operations.appeals import appeal
from moderation.queries.receipts import why_no_appeal
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin
from moderation.views.public.own import OwnForm, numbers_of, own_comment, to_receipt
from moderation.views.public.sending import sent_fields, well_formed

bp = public_blueprint("appeals", __name__)

FORM = OwnForm(AppealForm, "public/appeal.html")


@bp.get("/receipts/<token>/appeals")
def new(token: str) -> ResponseReturnValue:
    """The form; where there is nothing to appeal against, that there is not."""
    sent = own_comment(token)
    if refusal := why_no_appeal(sent.submission):
        return FORM.refused(token, sent, Refused(refusal))
    return FORM.page(token, sent, {})


@bp.post("/receipts/<token>/appeals")
def create(token: str) -> ResponseReturnValue:
    """Take in the appeal; a second one is refused."""
    sent = own_comment(token)
    check_origin(sent.submission.site)
    try:
        text = well_formed(parse_appeal(sent_fields()))
        write(appeal, numbers_of(token)[0], text)
    except ModerationError as refusal:
        return FORM.refused(token, own_comment(token), refusal)
    return to_receipt(token)
