"""What an application answered, held until it is known what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Capture:
    """One answer, as the application began it."""

    def __init__(self, app: WSGIApplication, environ: WSGIEnvironment) -> None:
        self.status, self.headers = "", list[tuple[str, str]]()
        self._exc_info: Any = None
        self._parts = app(environ, self._start)

    def _start(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers, self._exc_info = status, headers, exc_info
        return _refuse_to_write

    def pass_on(self, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application did."""
        start_response(self.status, self.headers, self._exc_info)
        return self._parts

    def read(self) -> bytes:
        """The whole body; the application is done then."""
        try:
            return b"".join(self._parts)
        finally:
            if close := getattr(self._parts, "close", None):
                close()


def _refuse_to_write(_part: bytes) -> object:
    raise NotImplementedError("answers are iterables here (PEP 3333)")
