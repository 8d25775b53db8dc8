"""The addresses of one's own feeds of corrections."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.models import Moderator
from moderation.operations.feed_addresses import end_feeds, renew_feeds
from moderation.queries.submissions import sites_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator, signer

bp = dashboard_blueprint("feeds", __name__)


def feeds_of(moderator: Moderator) -> list[tuple[str, str, str]]:
    """Of each of the moderator's sites its name, its Atom and its JSON feed, if there are any."""
    if not moderator.feed_salt:
        return []
    tokens = [
        (site.name, signer().feed(moderator.id, site.id, moderator.feed_salt))
        for site in sites_of(moderator)
    ]
    atom, as_json = "public_correction_feeds.index", "public_correction_feeds.show"
    return [
        (
            name,
            url_for(atom, token=one, _external=True),
            url_for(as_json, token=one, _external=True),
        )
        for name, one in tokens
    ]


@bp.post("/feeds")
def create() -> ResponseReturnValue:
    """Make addresses, and let the former ones lead nowhere."""
    write(renew_feeds, by=current_moderator().id)
    flash(_("Your feeds have new addresses."), "success")
    return redirect(url_for("dashboard_account.show", _anchor="feeds"), 303)


@bp.post("/feeds/revocation")
def destroy() -> ResponseReturnValue:
    """Let the addresses lead nowhere."""
    write(end_feeds, by=current_moderator().id)
    flash(_("The addresses of your feeds lead nowhere now."), "success")
    return redirect(url_for("dashboard_account.show", _anchor="feeds"), 303)
