"""Reading a JSON body as strictly as it can be read."""

from __future__ import annotations

import json
import re
from typing import TypeVar

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from moderation.drafts import CommentDraft, FlagDraft, TypoDraft
from moderation.drafts.limits import LIMITS
from moderation.errors import Errors, Invalid, InvalidText, Problem

Draft = TypeVar("Draft", CommentDraft, TypoDraft, FlagDraft)


def read_json() -> dict[str, object]:
    """The object that the body is; raises ``InvalidText`` for anything else.

    Stricter than Python's own reading: no name twice in one object (RFC 8259,
    section 4), no NaN or Infinity, and UTF-8 alone (section 8.1).
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        body = json.loads(
            request.get_data().decode(),
            object_pairs_hook=_without_repeats,
            parse_constant=_no_constant,
        )
    # Numbers of over 4,300 digits are a ValueError too.
    except (ValueError, RecursionError) as error:
        raise InvalidText from error
    if not isinstance(body, dict):
        raise InvalidText
    return body


def with_key(body: dict[str, object]) -> dict[str, object]:
    """The body with its ``Idempotency-Key`` header, if there is one, as the field ``key``."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return body
    if not re.fullmatch(rf"[!-~]{{1,{LIMITS.key}}}", key):
        raise Invalid({"key": [Problem("not_ascii")]})
    return {**body, "key": key}


def accepted(draft: Draft | Errors) -> Draft:
    """The draft; raises ``Invalid`` when there are errors in its place."""
    if isinstance(draft, dict):
        raise Invalid(draft)
    return draft


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
