"""Authors edit their comment behind its receipt."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.database import utcnow
from moderation.drafts import Limits, parse_edit
from moderation.errors import ModerationError, Refused, ThreadClosed
from moderation.forms.objections import EditForm
from moderation.models import Comment
from moderation.operations.revisions import edit_own
from moderation.queries.brakes import why_closed
from moderation.queries.receipts import Sent, why_not_editable
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, visitor
from moderation.views.public.own import OwnForm, numbers_of, own_comment, to_receipt
from moderation.views.public.sending import sent_fields, well_formed

bp = public_blueprint("edits", __name__)

FORM = OwnForm(EditForm, "public/edit.html")


@bp.get("/receipts/<token>/edits")
def new(token: str) -> ResponseReturnValue:
    """The text as it was sent, to be changed; when it is too late, that it is."""
    sent = own_comment(token)
    one = sent.submission
    if refusal := why_not_editable(one, utcnow()):
        return FORM.refused(token, sent, Refused(refusal))
    if why := why_closed(one.site, one.page):
        return FORM.refused(token, sent, ThreadClosed(why))
    return FORM.page(token, sent, {"source": _text(sent)})


@bp.post("/receipts/<token>/edits")
def create(token: str) -> ResponseReturnValue:
    """Take in the edit; what was typed is never lost."""
    sent = own_comment(token)
    check_origin(sent.submission.site)
    try:
        limits = Limits.of(sent.submission.site.policy)
        source = well_formed(parse_edit(sent_fields(), limits))
        write(edit_own, numbers_of(token)[0], source, visitor=visitor())
    except ModerationError as refusal:
        return FORM.refused(token, own_comment(token), refusal)
    return to_receipt(token)


def _text(sent: Sent) -> str:
    """What the author wants to stand there by now."""
    comment = sent.submission
    assert isinstance(comment, Comment)
    is_open = sent.edit is not None and sent.edit.accepted is None
    return sent.edit.source if sent.edit and is_open else comment.source
