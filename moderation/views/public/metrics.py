"""``/metrics``: numbers for Prometheus, for nobody else."""

from __future__ import annotations

import hmac
from datetime import datetime
from ipaddress import ip_address

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from moderation.database import utcnow
from moderation.errors import NotFound
from moderation.queries.outbox import outbox_counts, pulse
from moderation.queries.pressure import pressure
from moderation.queries.replica import replica_lag
from moderation.ready import READY
from moderation.ready.front import Front
from moderation.views.blueprints import public_blueprint
from moderation.views.http import settings

FORWARDING = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")

bp = public_blueprint("metrics", __name__)


@bp.get("/metrics")
def show() -> ResponseReturnValue:
    """The numbers; by token, or without one to this machine alone."""
    _check_caller()
    return Response(generate_latest(_numbers(utcnow())), content_type=CONTENT_TYPE_LATEST)


def _check_caller() -> None:
    """Raises unless the caller has the token or, where there is none, is on this machine."""
    if token := settings().metrics_token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    elif not _is_peer_near() or any(name in request.headers for name in FORWARDING):
        raise NotFound


def _is_peer_near() -> bool:
    """Whether the connection itself comes from this machine, whatever a proxy says of it."""
    original = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    try:
        return ip_address(original.get("REMOTE_ADDR") or "").is_loopback
    except ValueError:
        return False


def _numbers(now: datetime) -> CollectorRegistry:
    registry, queue, jobs, beat = CollectorRegistry(), pressure(), outbox_counts(now), pulse(now)

    def gauge(name: str, meaning: str, since: datetime | None) -> None:
        age = Gauge(name, meaning, registry=registry)
        age.set((now - since).total_seconds() if since else 0)

    waiting = Gauge("moderation_waiting", "Submissions in the queue.", ["kind"], registry=registry)
    for kind, number in queue.waiting.items():
        waiting.labels(kind.value).set(number)
    gauge("moderation_oldest_waiting_seconds", "How long the oldest has waited.", queue.oldest)
    gauge("moderation_worker_beat_age_seconds", "Since the worker was last seen.", beat.beat_at)
    Gauge("moderation_outbox_due", "Side effects that are due.", registry=registry).set(jobs.due)
    failed = Gauge("moderation_outbox_failed", "Side effects given up.", registry=registry)
    failed.set(jobs.failed)
    if (lag := replica_lag()) is not None:
        behind = Gauge("moderation_replica_lag_seconds", "Behind the primary.", registry=registry)
        behind.set(lag)
    _count_ready(registry)
    return registry


def _count_ready(registry: CollectorRegistry) -> None:
    """What this process has answered by itself; of several processes each counts its own."""
    front: Front | None = current_app.extensions.get(READY)
    if front is None:
        return
    numbers = {
        "hits": ("Answers that were ready.", front.hits),
        "misses": ("Answers that Flask was asked for.", front.misses),
        "answers": ("Ready answers in memory.", len(front.shelf)),
        "bytes": ("Memory they take.", front.shelf.size),
    }
    for name, (meaning, number) in numbers.items():
        Gauge(f"moderation_ready_{name}", meaning, registry=registry).set(number)
