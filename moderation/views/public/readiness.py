"""``/readyz``: whether requests can be answered."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from moderation.database import utcnow
from moderation.queries.outbox import Pulse, pulse
from moderation.queries.replica import is_degraded, the_replica
from moderation.queries.schema import can_be_served, is_reachable
from moderation.views.blueprints import public_blueprint

bp = public_blueprint("readiness", __name__)


@bp.get("/readyz")
def show() -> ResponseReturnValue:
    """Say what works: 503 until the database does; a missing worker is told, and is no reason.

    Readers are served without a worker, and restarting this process would not bring it back.
    """
    reachable = is_reachable()
    migrated = reachable and can_be_served()
    worker = pulse(utcnow()) if migrated else Pulse(None, None)
    state = {
        "ready": migrated,
        "database": reachable,
        "migrated": migrated,
        "replica": None if the_replica() is None else not is_degraded(),
        "worker": worker.beats,
        "worker_seen_seconds_ago": None if worker.age is None else round(worker.age, 1),
    }
    return jsonify(state), 200 if migrated else 503, {"Cache-Control": "no-store"}
