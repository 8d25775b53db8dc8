"""A call to a site's program on trial, to see whether it answers."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.operations.webhooks import try_webhook
from moderation.queries.sites import site_of
from moderation.queries.webhooks import find_webhook
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator

bp = dashboard_blueprint("calls", __name__)


@bp.post("/webhooks/<int:webhook_id>/calls")
def create(webhook_id: int) -> ResponseReturnValue:
    """Have an address called once."""
    webhook = find_webhook(webhook_id, moderator=current_moderator())
    key = site_of(webhook.site_id).key
    write(try_webhook, webhook_id, by=current_moderator().id)
    flash(_("It is called now. Look again in a moment."), "success")
    return redirect(url_for("dashboard_webhooks.index", key=key), 303)
