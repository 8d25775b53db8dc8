"""A page's public comments as JSON."""

from __future__ import annotations

from flask import json, request
from flask.typing import ResponseReturnValue

from moderation.api.addresses import number_of, page_of
from moderation.api.blueprints import readers_blueprint
from moderation.drafts.fields import MOST
from moderation.queries.nodes import Node
from moderation.queries.thread import MOST_ROOTS, PART, ROOTS, Thread, open_thread, thread
from moderation.views.bases import thread_basis
from moderation.views.caching import cacheable
from moderation.views.http import the_site
from moderation.views.replicas import even_without_primary

bp = readers_blueprint("threads", __name__)


@bp.get("/sites/<site_key>/thread")
@even_without_primary
def show(site_key: str) -> ResponseReturnValue:
    """One part of a page's thread; nothing in it depends on the reader's language."""
    site = the_site(site_key)
    ref = page_of(site, request.args)
    limit = number_of(request.args, "limit", default=ROOTS, most=MOST_ROOTS)
    part = {name: number_of(request.args, name, default=0, most=MOST) for name in PART}
    opened = open_thread(site, ref)
    basis = thread_basis(site, opened, is_worded=False)
    body = json.dumps(_part(thread(opened, limit=limit, **part)))
    return cacheable(body, "application/json", basis=basis)


def _part(part: Thread) -> dict[str, object]:
    return {
        "page": {
            "url": part.url,
            "title": part.title,
            "closed": bool(part.why_closed),
            "why_closed": part.why_closed or None,
            "count": part.count,
        },
        "comments": [_comment(node) for node in part.nodes],
        "before": part.before,
        "after": part.after,
    }


def _comment(node: Node) -> dict[str, object]:
    """A comment with its replies; the thread is never nested deeper than readers see it."""
    beside: dict[str, object] = {
        "replies_before": node.replies_before,
        "replies_after": node.replies_after,
        "replies_left": node.replies_left,
    }
    return {
        "id": node.id,
        "parent_id": node.parent_id,
        "name": node.name,
        "html": node.html,
        "lang": node.lang,
        "submitted_at": node.submitted_at.isoformat(),
        "gone": node.gone,
        "newsroom": node.newsroom,
        "edited": node.edited,
        "replies": [_comment(reply) for reply in node.replies],
    } | {name: number for name, number in beside.items() if number}
