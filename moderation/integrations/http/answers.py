"""What another machine answered, or why there is no answer."""

from __future__ import annotations

from dataclasses import dataclass

NOT_REGISTERED = "not_registered"
PRIVATE_ADDRESS = "private_address"
UNREACHABLE = "unreachable"
TOO_SLOW = "too_slow"
TOO_LARGE = "too_large"
TOO_MANY_REDIRECTS = "too_many_redirects"
REDIRECTED_AWAY = "redirected_away"
BAD_ANSWER = "bad_answer"


class FetchError(Exception):
    """Nothing was fetched; ``code`` says why.

    A host that refuses, one that is absent and one that has no certificate look the
    same from outside, so that nobody can look through a network with us.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Answer:
    """What came back; ``url`` is where it came from in the end, ``body`` is unpacked.

    An answer that is no success (2xx) has no body. ``retry_after`` is in seconds.
    """

    status: int
    url: str
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after: int | None = None
