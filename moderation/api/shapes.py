"""The pieces that the interface's JSON Schemas are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moderation.drafts.fields import MOST
from moderation.drafts.limits import LIMITS
from moderation.models import OUTCOMES, Status, Verb

Schema = dict[str, Any]


def text(most: int | None = None, meaning: str = "", **more: Any) -> Schema:
    """Text, its length in code points of its NFC."""
    schema: Schema = {"type": "string", **more}
    if most is not None:
        schema["maxLength"] = most
    if meaning:
        schema["description"] = meaning
    return schema


def whole(meaning: str = "", *, least: int = 0, most: int = MOST) -> Schema:
    schema: Schema = {"type": "integer", "minimum": least, "maximum": most}
    return {**schema, "description": meaning} if meaning else schema


def record(required: str, **properties: Schema) -> Schema:
    """An object; what is required is named in one text."""
    return {"type": "object", "properties": properties, "required": required.split()}


def one_of(choices: Iterable[str]) -> Schema:
    return {"type": "string", "enum": [str(choice) for choice in choices]}


def list_of(schema: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": schema, **more}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


NUMBER = whole("Number of the submission.", least=1)
TIME: Schema = {"type": "string", "format": "date-time"}
STATUS: Schema = {"type": "string", "enum": [status.value for status in Status]}
VERB: Schema = {"type": "string", "enum": [verb.value for verb in OUTCOMES]}
ANY_VERB: Schema = {"type": "string", "enum": [verb.value for verb in Verb]}
YES_OR_NO: Schema = {"type": "boolean"}
VERSION = or_null(whole("The version that the moderator saw; a stale one is refused."))
REASON = text(LIMITS.reason, "Told to the author.")
RECEIPT = text(meaning="Where the author finds it again.", format="uri")
