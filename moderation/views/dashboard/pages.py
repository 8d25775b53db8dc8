"""Pages: where comments are open."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.models import Role
from moderation.operations.pages import close_page, reopen_page
from moderation.queries.pages import find_page, pages_of
from moderation.queries.submissions import sites_of
from moderation.text.urls import same_origin_path
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator
from moderation.views.replicas import from_replica

bp = dashboard_blueprint("pages", __name__)


@bp.get("/pages")
@from_replica
def index() -> ResponseReturnValue:
    """The pages of the moderator's sites, newest first."""
    sites = sites_of(current_moderator(), Role.MODERATOR)
    chosen = [site for site in sites if site.key == request.args.get("site")] or sites
    words = request.args.get("q", "")[:200]
    pages = pages_of(chosen, words=words, after=Reader(request.args).whole("after"))
    return render_template(
        "dashboard/pages.html",
        sites=sites,
        site=chosen[0].key if len(chosen) == 1 and len(sites) > 1 else "",
        words=words,
        pages=pages,
    )


@bp.post("/pages/<int:page_id>/closures")
def update(page_id: int) -> ResponseReturnValue:
    """Close a page to comments, or open it again."""
    moderator = current_moderator()
    title = find_page(page_id, moderator=moderator).title
    if request.form.get("closed") == "1":
        write(close_page, page_id, by=moderator.id)
        flash(_("Comments are closed: %(title)s", title=title), "success")
    else:
        write(reopen_page, page_id, by=moderator.id)
        flash(_("Comments are open again: %(title)s", title=title), "success")
    back = same_origin_path(request.form.get("back", "")) or url_for("dashboard_pages.index")
    return redirect(back, 303)
