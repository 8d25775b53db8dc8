"""The addresses of a site's programs: kept, called, stopped when nobody answers any more."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from sqlalchemy import select

from moderation import outbox
from moderation.database import utcnow
from moderation.errors import Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Role, Webhook
from moderation.operations.events import record
from moderation.queries.submissions import find_moderator, reaches
from moderation.queries.webhooks import find_webhook, webhooks_of
from moderation.text.urls import InvalidURL, host_of, scheme_of

MOST = 5  # of one site
PATIENCE = 100  # failures in a row; after them nobody is called any more
GONE = 410  # RFC 9110, section 15.5.11: the program wants to hear no more
PING = "ping"


def add_webhook(site_id: int, url: str, *, by: int, private: Collection[str] = ()) -> int:
    """Have an address called from now on; its number.

    Only what is said to a host of ours, ``private``, may travel without encryption.
    """
    if not reaches(find_moderator(by).role_on(site_id), Role.ADMIN):
        raise NotFound
    there = webhooks_of(site_id)
    if len(there) >= MOST:
        raise Invalid({"url": [Problem("too_many", {"number": len(there) + 1, "most": MOST})]})
    try:
        is_safe = scheme_of(url) == "https" or host_of(url) in private
    except InvalidURL as error:
        raise Invalid({"url": [Problem("no_address")]}) from error
    if not is_safe:
        raise Invalid({"url": [Problem("not_encrypted")]})
    if url in {one.url for one in there}:
        raise Invalid({"url": [Problem("taken")]})
    webhook = Webhook(site_id=site_id, url=url, secret=secrets.token_urlsafe(32), made_by=by)
    db.session.add(webhook)
    db.session.flush()
    _record("webhook_added", webhook, by)
    return webhook.id


def stop_webhook(webhook_id: int, *, by: int) -> None:
    """Call an address no more."""
    webhook = find_webhook(webhook_id, moderator=find_moderator(by))
    if webhook.stopped_at is None:
        _stop(webhook, by)


def start_webhook(webhook_id: int, *, by: int) -> None:
    """Call an address again."""
    webhook = find_webhook(webhook_id, moderator=find_moderator(by))
    if webhook.stopped_at is not None:
        webhook.stopped_at, webhook.failures = None, 0
        _record("webhook_started", webhook, by)


def try_webhook(webhook_id: int, *, by: int) -> None:
    """Call an address soon, to see whether it answers."""
    webhook = find_webhook(webhook_id, moderator=find_moderator(by))
    if webhook.stopped_at is not None:
        raise NotFound
    outbox.enqueue("call_webhook", webhook_id=webhook.id, event=PING, submission_id=None)


def call_webhooks(site_id: int, event: str, submission_id: int) -> None:
    """Have each address of a site called; each is tried again by itself."""
    ids = select(Webhook.id).where(Webhook.site_id == site_id, Webhook.stopped_at.is_(None))
    for webhook_id in db.session.scalars(ids):
        outbox.enqueue(
            "call_webhook", webhook_id=webhook_id, event=event, submission_id=submission_id
        )


def note_call(webhook_id: int, status: int | None, error: str = "") -> None:
    """Keep what became of a call."""
    webhook = db.session.get(Webhook, webhook_id)
    if webhook is None:
        return
    webhook.called_at, webhook.http_status, webhook.last_error = utcnow(), status, error
    went_well = status is not None and 200 <= status < 300
    webhook.failures = 0 if went_well else webhook.failures + 1
    if webhook.stopped_at is None and (status == GONE or webhook.failures >= PATIENCE):
        _stop(webhook, None)


def _stop(webhook: Webhook, by: int | None) -> None:
    webhook.stopped_at = utcnow()
    _record("webhook_stopped", webhook, by)


def _record(name: str, webhook: Webhook, by: int | None) -> None:
    host = {"host": host_of(webhook.url)}
    record(name, site_id=webhook.site_id, by=by, subject=f"webhook {webhook.id}", after=host)
