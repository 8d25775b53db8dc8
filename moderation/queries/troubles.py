"""What the database knows of trouble: jobs that fail, programs that do not answer, no worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select

from moderation.extensions import db
from moderation.models import Job, Webhook
from moderation.queries.outbox import OPEN, pulse
from moderation.text.urls import host_of, is_http_url
from moderation.troubles import Trouble, noted

MOST = 50  # of each kind
PATIENCE = timedelta(minutes=1)  # as long as a worker may take to start
PURGE = "purge_caches"
CALLS = frozenset({"call_webhook", PURGE})  # told by their webhooks, and by each cache


def troubles(now: datetime) -> list[Trouble]:
    """What does not work now, as far as this process and the database know."""
    return [*noted(), *_worker(now), *_caches(), *_jobs(), *_webhooks()]


def _worker(now: datetime) -> Iterator[Trouble]:
    worker = pulse(now)
    if worker.beats:
        return
    if since := worker.beat_at or _waits_in_vain(now):
        yield Trouble("worker", "", since)


def _waits_in_vain(now: datetime) -> datetime | None:
    """Since when work waits, where no worker was ever seen."""
    due = select(func.min(Job.due_at)).where(OPEN, Job.due_at < now - PATIENCE)
    return db.session.scalar(due)


def _caches() -> Iterator[Trouble]:
    """The caches that did not do what they were asked, by their hosts; see ``worker.caches``."""
    failing = (
        select(Job.last_error, func.min(Job.created_at))
        .where(OPEN, Job.last_error != "", Job.name == PURGE)
        .group_by(Job.last_error)
    )
    hosts: dict[str, datetime] = {}
    for error, since in db.session.execute(failing.limit(MOST)):
        url = error.partition(": ")[0]
        host = host_of(url) if is_http_url(url) else ""
        hosts[host] = min(since, hosts.get(host, since))
    for host, since in sorted(hosts.items()):
        yield Trouble("purge", host, since) if host else Trouble("job", PURGE, since)


def _jobs() -> Iterator[Trouble]:
    """What has failed at least once and is to be tried again, by the name of the job."""
    failing = (
        select(Job.name, func.min(Job.created_at))
        .where(OPEN, Job.last_error != "", Job.name.not_in(CALLS))
        .group_by(Job.name)
        .order_by(Job.name)
    )
    for name, since in db.session.execute(failing.limit(MOST)):
        yield Trouble("job", name, since)


def _webhooks() -> Iterator[Trouble]:
    failing = select(Webhook).where(Webhook.failures > 0, Webhook.stopped_at.is_(None))
    for webhook in db.session.scalars(failing.order_by(Webhook.id).limit(MOST)):
        yield Trouble("webhook", host_of(webhook.url), webhook.called_at or webhook.made_at)
