"""What every answer carries: an id, strict headers, and no cookie for readers."""

from __future__ import annotations

import re
import uuid

from flask import Flask, Request, Response, g, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from moderation.log import request_id
from moderation.views.http import settings

READERS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
DASHBOARD = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class DashboardSessions(SecureCookieSessionInterface):
    """Sessions under ``/dashboard`` only: readers' answers set no cookie and do not vary by one."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if not _has_session():
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if _has_session():
            super().save_session(app, session, response)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Not when a screen asks by itself: that must not keep a session from idling out."""
        if g.get("is_unattended"):
            return session.modified
        return super().should_set_cookie(app, session)


def init_app(app: Flask) -> None:
    """Attach the headers and the session interface."""
    app.session_interface = DashboardSessions()
    app.before_request(_take_id)
    app.after_request(_add_headers)


def _is_dashboard() -> bool:
    return request.path == "/dashboard" or request.path.startswith("/dashboard/")


def _has_session() -> bool:
    """Not for the dashboard's own files: a page has many, and each would ask who is there."""
    return _is_dashboard() and not _is_file()


def _is_file() -> bool:
    return request.path.startswith("/dashboard/static/")


def _take_id() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if re.fullmatch(r"[A-Za-z0-9_-]{8,64}", given) else uuid.uuid4().hex
    request_id.set(g.request_id)


def _add_headers(response: Response) -> Response:
    dashboard = _is_dashboard()
    headers = response.headers
    headers["X-Request-ID"] = g.get("request_id") or uuid.uuid4().hex
    headers["Server"] = "moderation"
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Content-Security-Policy", DASHBOARD if dashboard else READERS)
    if settings().is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if dashboard:
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if not _is_file():
            headers["Cache-Control"] = "no-store"
    return response
