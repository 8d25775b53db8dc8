"""``/readyz``: whether requests can be answered."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from moderation.database import utcnow
from moderation.queries.outbox import last_beat
from moderation.queries.schema import is_migrated, is_reachable
from moderation.views.blueprints import public_blueprint

# A worker beats every 10 seconds, and less often only while a mail server keeps it waiting.
LATE = 60.0

bp = public_blueprint("readiness", __name__)


@bp.get("/readyz")
def show() -> ResponseReturnValue:
    """Say what works: 503 until the database does; a missing worker is told, and is no reason.

    Readers are served without a worker, and restarting this process would not bring it back.
    """
    reachable = is_reachable()
    migrated = reachable and is_migrated()
    beat_at = last_beat() if migrated else None
    age = (utcnow() - beat_at).total_seconds() if beat_at else None
    state = {
        "ready": migrated,
        "database": reachable,
        "migrated": migrated,
        "worker": age is not None and age < LATE,
        "worker_seen_seconds_ago": None if age is None else round(age, 1),
    }
    return jsonify(state), 200 if migrated else 503, {"Cache-Control": "no-store"}
