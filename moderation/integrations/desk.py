"""The corrections desk of a server elsewhere, as its JSON interface tells of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from moderation.integrations.adapter import Correction
from moderation.integrations.http import fetch, post
from moderation.text.anchors import Quote
from moderation.text.patches import Outcome
from moderation.text.urls import InvalidURL, host_of, scheme_of

PART = 200  # corrections read at a time
LOOPBACK = re.compile(r"(localhost|127(\.[0-9]{1,3}){3}|\[::1\])(:[0-9]+)?\Z")
ANSWERS = {
    401: "the server does not know this token",
    403: "the server does not let this token in",
    404: "the token's moderator has no such site, or the correction is no longer accepted",
}


class DeskError(ValueError):
    """The server cannot be asked, or does not answer as it should; says so on one line."""


@dataclass(frozen=True)
class RemoteDesk:
    """One site's corrections, read and answered with a moderator's bearer token."""

    server: str
    site_key: str
    token: str

    def corrections(self) -> Iterator[Correction]:
        """What is accepted and not yet mended; raises ``DeskError`` or ``FetchError``."""
        after: int | None = 0
        while after is not None:
            part = self._read(f"?limit={PART}&after={after}")
            try:
                yield from [_correction(row) for row in part["corrections"]]
                after = part["after"]
            except (KeyError, TypeError, ValueError) as error:
                raise DeskError("the server does not answer as it should") from error

    def tell(self, correction_id: int, outcome: Outcome) -> None:
        """Say what became of a correction; raises ``DeskError`` or ``FetchError``."""
        answer = post(
            self._address(f"/{correction_id}/outcomes"),
            json.dumps({"outcome": outcome.value}).encode(),
            headers={**self._headers(), "Content-Type": "application/json"},
            hosts=[self._host()],
            private=[self._host()],
        )
        _check(answer.status)

    def _read(self, query: str) -> Any:
        answer = fetch(
            self._address(query),
            hosts=[self._host()],
            private=[self._host()],
            headers={**self._headers(), "Accept": "application/json"},
        )
        _check(answer.status)
        try:
            return json.loads(answer.body)
        except ValueError as error:
            raise DeskError("the server does not answer as it should") from error

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def _address(self, rest: str) -> str:
        key = quote(self.site_key, safe="")
        return f"{self.server.rstrip('/')}/api/v1/sites/{key}/corrections{rest}"

    def _host(self) -> str:
        return host_of(self.server)


def desk_at(server: str, site_key: str, token: str) -> RemoteDesk:
    """The desk of a server; a token is not sent without encryption but to this machine itself."""
    try:
        is_safe = scheme_of(server) == "https" or LOOPBACK.match(host_of(server))
    except InvalidURL as error:
        raise DeskError(f"{server}: an address such as https://talk.example") from error
    if not is_safe:
        raise DeskError(f"{server}: must begin with https://")
    return RemoteDesk(server, site_key, token)


def _correction(row: dict[str, Any]) -> Correction:
    wanted = Quote(
        exact=str(row["exact"]),
        prefix=str(row["prefix"]),
        suffix=str(row["suffix"]),
        sentence=str(row["sentence"]),
        occurrence=row["occurrence"],
    )
    return Correction(int(row["id"]), str(row["url"]), wanted, str(row["replacement"]))


def _check(status: int) -> None:
    if not 200 <= status < 300:
        raise DeskError(ANSWERS.get(status, f"the server answers with {status}"))
