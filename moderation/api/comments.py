"""Comments come in here as JSON."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import readers_blueprint
from moderation.api.bodies import accepted, read_json, with_key
from moderation.api.receipts import told
from moderation.drafts import Limits, parse_comment
from moderation.operations.submit import submit_comment
from moderation.text.pages import place_of
from moderation.text.worked_out import work_out
from moderation.transactions import write
from moderation.views.http import check_origin, the_site, ticket_state, visitor

bp = readers_blueprint("comments", __name__)


@bp.post("/sites/<site_key>/comments")
def create(site_key: str) -> ResponseReturnValue:
    """Take in a comment: 201 when it is public at once, 202 when it has to wait."""
    site = the_site(site_key)
    check_origin(site)
    draft = accepted(parse_comment(with_key(read_json()), Limits.of(site.policy)))
    ticket = ticket_state(site, draft, place_of(draft.page.url, draft.page.page_id))
    receipt = write(
        submit_comment,
        draft,
        work_out(draft.source),
        site_id=site.id,
        visitor=visitor(),
        ticket=ticket,
    )
    return told(receipt), 201 if receipt.is_public else 202
