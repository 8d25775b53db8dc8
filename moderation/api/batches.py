"""Moderators' programs decide on many submissions in one stroke."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import moderators_blueprint, the_moderators_id
from moderation.api.bodies import read_json
from moderation.api.verbs import conflicts_json, decision_json, read_reason, read_verb
from moderation.drafts.fields import Reader
from moderation.errors import Invalid
from moderation.operations.decide import MOST_AT_ONCE, decide_many
from moderation.transactions import write

bp = moderators_blueprint("batches", __name__)


@bp.post("/decisions")
def create() -> ResponseReturnValue:
    """Record one verb for many; what cannot be done is told one by one, the rest is done."""
    reader = Reader(read_json())
    items, verb, reason = read_items(reader), read_verb(reader), read_reason(reader)
    if reader.errors:
        raise Invalid(reader.errors)
    batch = write(decide_many, items, verb, by=the_moderators_id(), reason=reason)
    return {
        "batch": batch.batch,
        "decided": [decision_json(decided) for decided in batch.decided],
        "conflicts": conflicts_json(batch.conflicts),
        "not_found": list(batch.missing),
        "needs_reason": list(batch.needs_reason),
    }, 201


def read_items(reader: Reader) -> list[tuple[int, int | None]]:
    """``ids``, or ``items`` with the version that the moderator saw of each."""
    name = "items" if reader.fields.get("ids") is None else "ids"
    given = reader.fields.get(name)
    if given is None or given == []:
        reader.refuse("ids", "required")
        return []
    if not isinstance(given, list):
        reader.refuse(name, "not_a_list")
        return []
    if len(given) > MOST_AT_ONCE:
        reader.refuse(name, "too_many", number=len(given), most=MOST_AT_ONCE)
        return []
    return [_item(each if name == "items" else {"id": each}, name, reader) for each in given]


def _item(given: object, name: str, reader: Reader) -> tuple[int, int | None]:
    one = Reader(given if isinstance(given, dict) else {})
    number, version = one.whole("id"), one.whole("version")
    if not number or one.errors:
        if name not in reader.errors:
            reader.refuse(name, "not_a_number")
        return 0, None
    return number, version
