"""Moderators' programs take decisions back."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import moderators_blueprint, the_moderators_id
from moderation.api.bodies import read_json
from moderation.api.verbs import conflicts_json, decision_json
from moderation.drafts.fields import Reader
from moderation.errors import Invalid
from moderation.operations.undo import undo
from moderation.transactions import write

bp = moderators_blueprint("undos", __name__)


@bp.post("/undos")
def create() -> ResponseReturnValue:
    """Bring back the exact former statuses, except of what has been decided again since."""
    reader = Reader(read_json())
    batch = reader.token("batch")
    if not batch and not reader.errors:
        reader.refuse("batch", "required")
    if reader.errors:
        raise Invalid(reader.errors)
    undone = write(undo, batch, by=the_moderators_id())
    return {
        "batch": undone.batch,
        "restored": [decision_json(decided) for decided in undone.restored],
        "conflicts": conflicts_json(undone.conflicts),
    }, 201
