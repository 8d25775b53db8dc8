"""Which answers may be read from the replica; without one, all is read as always."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import Flask, Response, g, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from moderation.queries.replica import behind, even_alone, near, place_written

WRITTEN = "written"  # how far the log was after one's last change, in the session

View = Callable[..., ResponseReturnValue]


def init_app(app: Flask) -> None:
    """Remember for each moderator how far a replica has to be to show what they did last."""
    app.after_request(_note_writing)


def from_replica(view: View) -> View:
    """A list of the dashboard; one's own changes are in it, those of others within the bound."""

    @wraps(view)
    def read(**args: object) -> ResponseReturnValue:
        def show() -> ResponseReturnValue:
            g.behind = behind()
            return view(**args)

        return near(show, since=session.get(WRITTEN, 0))

    return read


def even_without_primary(view: View) -> View:
    """What readers see: exact, and still there when the primary is gone."""

    @wraps(view)
    def read(**args: object) -> ResponseReturnValue:
        return even_alone(lambda: view(**args))

    return read


def _note_writing(response: Response) -> Response:
    if request.method not in ("GET", "HEAD") and session:
        try:
            place = place_written()
        except SQLAlchemyError:
            place = None
        if place is not None:
            session[WRITTEN] = place
    return response
