"""Readers' objections come in here as JSON."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import readers_blueprint
from moderation.api.bodies import accepted, read_json
from moderation.drafts import parse_flag
from moderation.operations.flags import flag_comment
from moderation.transactions import write
from moderation.views.http import check_origin, the_site, ticket_state, visitor
from moderation.views.public.objecting import about

bp = readers_blueprint("flags", __name__)


@bp.post("/sites/<site_key>/comments/<int:comment_id>/flags")
def create(site_key: str, comment_id: int) -> ResponseReturnValue:
    """Take in a flag; the sender's second on the same comment is answered like the first."""
    site = the_site(site_key)
    check_origin(site)
    fields = {**read_json(), "id": str(comment_id)}
    page_key = about(site, {"id": str(comment_id)}).page_key
    flag = accepted(parse_flag(fields))
    ticket = ticket_state(site, flag, page_key)
    write(flag_comment, flag, site_id=site.id, visitor=visitor(), ticket=ticket)
    return {"id": comment_id}, 202
