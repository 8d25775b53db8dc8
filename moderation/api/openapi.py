"""The description of the interface, in the words of OpenAPI 3.1."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from flask import json
from flask.typing import ResponseReturnValue

from moderation.api.blueprints import PREFIX, open_blueprint
from moderation.api.requests import REQUESTS
from moderation.api.responses import RESPONSES
from moderation.api.routes import ROUTES, Route
from moderation.api.shapes import Schema, ref, text, whole
from moderation.drafts.limits import BODY_LIMIT, LIMITS
from moderation.views.caching import cacheable
from moderation.views.http import settings

LANG = "Language of the texts; else Accept-Language, else the site's first."
INTRODUCTION = (
    "Text is UTF-8; outer white space is trimmed, CRLF becomes LF, and lengths count the code"
    f" points of its NFC. A body has at most {BODY_LIMIT} bytes. Refusals are problem details"
    " (RFC 9457) whose code is the same in every language."
)

bp = open_blueprint("openapi", __name__)


@bp.get("/openapi.json")
def show() -> ResponseReturnValue:
    """The description, made from the same limits that are applied."""
    return cacheable(json.dumps(describe(settings().base_url)), "application/json")


def describe(base_url: str) -> dict[str, Any]:
    """The whole interface as served at one address."""
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "moderation", "version": "1", "description": INTRODUCTION},
        "servers": [{"url": base_url + PREFIX}],
        "paths": paths,
        "components": {
            "schemas": {**REQUESTS, **RESPONSES},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    refusals = {str(status): _answer(status, "Problem") for status in route.refusals}
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": _parameters(route),
        "responses": {
            **{str(status): _answer(status, schema) for status, schema in route.answers.items()},
            **refusals,
        },
        "security": [{"token": []}] if route.for_moderators else [],
    }
    if route.body:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": ref(route.body)}},
        }
    return operation


def _parameters(route: Route) -> list[dict[str, Any]]:
    places = [_parameter(name, "path", _of_path(name)) for name in _names(route.path)]
    asked = [
        _parameter(name, "query", schema, is_needed=name in route.needs)
        for name, schema in route.query
    ]
    if "lang" not in dict(route.query):
        asked.append(_parameter("lang", "query", text(35, LANG)))
    if route.is_retryable:
        key = text(LIMITS.key, "A retry with the same key is answered as the first time.")
        key |= {"minLength": 1, "pattern": "^[!-~]+$"}
        asked.append(_parameter("Idempotency-Key", "header", key))
    return places + asked


def _parameter(name: str, place: str, schema: Schema, *, is_needed: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": is_needed or place == "path",
        "schema": schema,
    }


def _names(path: str) -> list[str]:
    return re.findall(r"{(\w+)}", path)


def _of_path(name: str) -> Schema:
    return text(meaning="Key of the site.") if name == "site_key" else whole(least=1)


def _answer(status: int, schema: str) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if status == HTTPStatus.NOT_MODIFIED:
        return answer
    media = "application/problem+json" if schema == "Problem" else "application/json"
    answer["content"] = {media: {"schema": ref(schema) if schema else {"type": "object"}}}
    return answer
