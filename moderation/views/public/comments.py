"""Comments come in here, from the widget or from a plain form."""

from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from moderation.drafts import CommentDraft, Limits, Receipt, parse_comment
from moderation.errors import ModerationError, Problem
from moderation.forms.comments import CommentForm
from moderation.models import Site
from moderation.operations.submit import submit_comment
from moderation.queries.thread import find_node
from moderation.text.pages import place_of
from moderation.text.worked_out import work_out
from moderation.transactions import write
from moderation.views.blueprints import public_blueprint
from moderation.views.http import check_origin, the_site, ticket_state, visitor, wants_fragment
from moderation.views.public.form_pages import refused_form
from moderation.views.public.places import receipt_address, sent_place
from moderation.views.public.sending import sent_fields, well_formed
from moderation.views.sharing import share_with_site

bp = public_blueprint("comments", __name__)
share_with_site(bp)


@bp.post("/sites/<site_key>/comments")
def create(site_key: str) -> ResponseReturnValue:
    """Take in a comment: 201 when it is public at once, 202 when it waits, 303 for a plain form."""
    site = the_site(site_key)
    check_origin(site)
    try:
        receipt = _submit(site)
    except ModerationError as refusal:
        if wants_fragment():
            raise
        return refused_form(site, refusal, CommentForm, "public/comment.html")
    if wants_fragment():
        return _item(site, receipt), 201 if receipt.is_public else 202
    return redirect(receipt_address(receipt), 303)


def _submit(site: Site) -> Receipt:
    draft = _read(site)
    return write(
        submit_comment,
        draft,
        work_out(draft.source),
        site_id=site.id,
        visitor=visitor(),
        ticket=ticket_state(site, draft, place_of(draft.page.url, draft.page.page_id)),
    )


def _read(site: Site) -> CommentDraft:
    """The draft; everything that is wrong is said at once, the missing tick too."""
    fields = sent_fields()
    draft = parse_comment(fields, Limits.of(site.policy))
    if isinstance(draft, dict) and site.policy.consent and not fields.get("consent"):
        draft.setdefault("consent", []).append(Problem("consent_missing"))
    return well_formed(draft)


def _item(site: Site, receipt: Receipt) -> str:
    """The comment as it stands in the thread, for the widget to put there."""
    return render_template(
        "public/_sent_comment.html",
        node=find_node(receipt.id),
        place=sent_place(site, request.form),
        receipt=receipt,
        receipt_url=receipt_address(receipt),
    )
