"""Which language and time zone an answer is written in."""

from __future__ import annotations

from urllib.parse import unquote

from flask import Response, g, has_request_context, request
from flask_babel import get_locale
from flask_login import current_user

from moderation.drafts.people import time_zones
from moderation.text.languages import LANGUAGES, best_language


def current_language() -> str:
    """The language tag of this answer, such as ``ru``."""
    locale = get_locale()
    return locale.language if locale else "en"


def worded(response: Response) -> Response:
    """Tell caches that the browser's language may have chosen the words."""
    response.vary.add("Accept-Language")
    return response


def select_locale() -> str:
    """The account's language, else the one asked for, else the browser's, else the site's first.

    At the desk ``lang`` is the language of what waits, not of the page.
    """
    if not has_request_context():
        return str(g.get("language", "en"))
    offered = g.get("languages", LANGUAGES)
    at_desk = _is_at_desk() and current_user and current_user.is_authenticated
    if at_desk and current_user.language in LANGUAGES:
        return str(current_user.language)
    asked = "" if at_desk else request.values.get("lang", "")[:35]
    if asked and (language := best_language(asked, offered)):
        return language
    return best_language(request.headers.get("Accept-Language", ""), offered)


def select_timezone() -> str | None:
    """At the desk the account's time zone, else the browser's as its script told; UTC otherwise.

    What readers see is in UTC, and a script shows their own.
    """
    if not has_request_context() or not _is_at_desk():
        return None
    own = getattr(current_user, "time_zone", "") if current_user else ""
    told = unquote(request.cookies.get("moderation-zone", ""))
    return own or (told if told in time_zones() else None)


def _is_at_desk() -> bool:
    """Whether somebody may be signed in; the desk's files ask nobody."""
    return request.path.startswith("/dashboard") and not request.path.startswith(
        "/dashboard/static/"
    )
