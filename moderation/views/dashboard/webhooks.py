"""The addresses of a site's own programs that are told of corrections."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Errors, Invalid, NotFound
from moderation.models import Role, Site, Webhook
from moderation.operations.webhooks import add_webhook, start_webhook, stop_webhook
from moderation.queries.sites import find_site, site_of
from moderation.queries.submissions import reaches
from moderation.queries.webhooks import find_webhook, webhooks_of
from moderation.text.urls import InvalidURL, host_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator, settings
from moderation.views.verdict_words import why_unseen_text
from moderation.wording import error_texts

bp = dashboard_blueprint("webhooks", __name__)


@bp.get("/sites/<key>/webhooks")
def index(key: str) -> ResponseReturnValue:
    """The addresses of a site, and how each answered last."""
    return _page(_managed(key))


@bp.post("/sites/<key>/webhooks")
def create(key: str) -> ResponseReturnValue:
    """Have one more address called."""
    site_id = _managed(key).id
    reader = Reader(request.form)
    try:
        url = checked(reader, reader.text("url", LIMITS.url))
        private = settings().private_among([_host(url)])
        write(add_webhook, site_id, url, by=current_moderator().id, private=private)
    except Invalid as invalid:
        return _page(_managed(key), invalid.errors), 422
    flash(_("Added. It is called from now on."), "success")
    return redirect(url_for(".index", key=key), 303)


@bp.post("/webhooks/<int:webhook_id>")
def update(webhook_id: int) -> ResponseReturnValue:
    """Call an address no more, or again."""
    webhook = find_webhook(webhook_id, moderator=current_moderator())
    key = site_of(webhook.site_id).key
    change = start_webhook if request.form.get("call") == "on" else stop_webhook
    write(change, webhook_id, by=current_moderator().id)
    return redirect(url_for(".index", key=key), 303)


def answer_text(webhook: Webhook) -> str:
    """How an address answered last, in words."""
    status = webhook.http_status
    if webhook.called_at is None:
        text: str = _("not called yet")
    elif status is None:
        text = why_unseen_text(webhook.last_error) or _("no answer")
    elif 200 <= status < 300:
        text = _("answered")
    else:
        text = _("answered with the error %(status)s", status=status)
    return text


def _managed(key: str) -> Site:
    site = find_site(key)
    if not reaches(current_moderator().role_on(site.id), Role.ADMIN):
        raise NotFound
    return site


def _host(url: str) -> str:
    try:
        return host_of(url)
    except InvalidURL:
        return ""


def _page(site: Site, errors: Errors | None = None) -> str:
    return render_template(
        "dashboard/webhooks.html",
        site=site,
        webhooks=webhooks_of(site.id),
        answer_text=answer_text,
        said=request.form,
        errors=error_texts(errors or {}),
    )
