"""One table from what the domain refuses to what is answered."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from moderation.errors import Answered, Conflict, Invalid, ModerationError, ThreadClosed
from moderation.views.http import wants_fragment
from moderation.wording import closed_text, error_texts, refusal_text

log = logging.getLogger("moderation.errors")

STATUS_CODES = {
    "not_found": 404,
    "invalid_text": 400,
    "origin_not_allowed": 403,
    "thread_closed": 403,
    "blocked": 403,
    "second_factor_missing": 403,
    "flags_off": 403,
    "edits_off": 403,
    "edit_too_late": 403,
    "not_editable": 403,
    "kept_as_evidence": 403,
    "appeals_off": 403,
    "nothing_to_appeal": 403,
    "appealed_before": 409,
    "rate_limited": 429,
    "key_reused": 409,
    "conflict": 409,
    "unavailable": 503,
    "unauthorized": 401,
}
HTTP_CODES = {
    400: "invalid_text",
    401: "unauthorized",
    403: "origin_not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    414: "too_large",
    415: "unsupported_media_type",
    429: "rate_limited",
    503: "unavailable",
}


def init_app(app: Flask) -> None:
    """Register the table, and refuse a body that is too large before anything reads it."""
    app.before_request(_refuse_large_body)
    app.register_error_handler(ModerationError, _refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(Exception, _internal)


def status_of(error: ModerationError) -> int:
    """The status of a refusal; 422 for what is wrong with a field."""
    return STATUS_CODES.get(error.code, 422)


def problem(status: int, code: str, **more: object) -> Response:
    """An ``application/problem+json`` answer (RFC 9457)."""
    response = jsonify({"type": "about:blank", "status": status, "code": code, **more})
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def _refuse_large_body() -> None:
    if request.environ.get("moderation.too_large"):
        raise RequestEntityTooLarge


def _refused(error: ModerationError) -> ResponseReturnValue:
    more: dict[str, object] = {}
    if isinstance(error, Invalid):
        more["errors"] = error_texts(error.errors)
    if isinstance(error, Answered):
        more["may_insist"] = error.may_insist
        if error.may_insist and wants_fragment():  # the words for the widget's button
            more["insist"] = _("Send anyway")
    if isinstance(error, Conflict):
        more["decision"] = conflict_facts(error)
    answer = _answer(status_of(error), error.code, _detail(error), **more)
    if retry_after := getattr(error, "retry_after", None):
        answer.headers["Retry-After"] = str(retry_after)
    return answer


def _detail(error: ModerationError) -> str:
    if isinstance(error, ThreadClosed):
        return closed_text(error.why)
    if isinstance(error, Invalid):
        return next(iter(error_texts(error.errors).values()))[0]
    return refusal_text(error.code)


def conflict_facts(error: Conflict) -> dict[str, object]:
    """Who decided what, and when, for whoever came second."""
    outcome = error.outcome
    return {
        "id": outcome.submission_id,
        "status": outcome.status,
        "version": outcome.version,
        "verb": outcome.verb,
        "moderator": outcome.moderator,
        "decided_at": outcome.decided_at.isoformat() if outcome.decided_at else None,
    }


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    return _answer(400, "csrf", refusal_text("csrf"))


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error
    status = error.code or 500
    code = HTTP_CODES.get(status, "internal" if status >= 500 else "invalid_text")
    answer = _answer(status, code, refusal_text(code))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "WWW-Authenticate"):
            answer.headers[name] = value
    return answer


def _unavailable(error: OperationalError) -> ResponseReturnValue:
    log.error("the database does not answer: %s", error.orig)
    answer = _answer(503, "unavailable", refusal_text("unavailable"))
    answer.headers["Retry-After"] = "5"
    return answer


def _internal(error: Exception) -> ResponseReturnValue:
    log.error("unexpected", exc_info=error)
    return _answer(500, "internal", refusal_text("internal"))


def _answer(status: int, code: str, detail: str, **more: object) -> Response:
    if request.path.startswith("/api/") or wants_fragment():
        return problem(status, code, title=detail, detail=detail, **more)
    page = render_template(
        "error.html", status=status, code=code, detail=detail, request_id=g.get("request_id", "")
    )
    return Response(page, status, mimetype="text/html")
