"""The callable in front of Flask: what is ready and right is answered here, the rest there."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from random import getrandbits
from threading import Lock
from typing import TYPE_CHECKING

from moderation.ready.answers import Answer, Coded, names_it, shared_with
from moderation.ready.basis import ASKED, Asking
from moderation.ready.captures import Capture
from moderation.ready.codings import IDENTITY, WORTH_PACKING, best_coding
from moderation.ready.flights import Flights
from moderation.ready.freshness import AT_ONCE, Source, Unknown, confirm
from moderation.ready.shelf import Shelf
from moderation.text.languages import best_language

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
# Not for what is one person's: these go straight on.
PERSONAL = ("HTTP_AUTHORIZATION", "HTTP_X_FRAGMENT")
chosen_language = lru_cache(1024)(best_language)


class Front:
    """Answers what is ready; keeps what the views say may be kept."""

    def __init__(self, app: WSGIApplication, source: Source, most: int) -> None:
        self.app, self.source = app, source
        self.shelf, self.flights = Shelf(most), Flights()
        self.hits = self.misses = 0
        self._looking = Lock()

    def go_on_from(self, before: Front) -> None:
        """Take over what another one before the same database has kept."""
        with suppress(Unknown):
            self.source.state()  # before the other one's source lets go of the database
        self.shelf, self.hits, self.misses = before.shelf, before.hits, before.misses

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        key = f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
        answer = self._ready(key, environ)
        if answer is not None:
            self.hits += 1
            return self._answer(key, answer, environ, start_response)
        if method == "HEAD" or any(name in environ for name in PERSONAL):
            return self.app(environ, start_response)
        return self._make(key, environ, start_response)

    def _ready(self, key: str, environ: WSGIEnvironment) -> Answer | None:
        """The answer, if there is one and nothing has changed since it was made."""
        answer = self.shelf.get(key)
        if answer is None or not self._is_right(key, answer):
            return None
        if answer.languages:
            header = environ.get("HTTP_ACCEPT_LANGUAGE", "")
            language = chosen_language(header, answer.languages)
            if language != answer.language:
                key = f"{key}\n{language}"
                answer = self.shelf.get(key)
                if answer is None or not self._is_right(key, answer):
                    return None
        origin = environ.get("HTTP_ORIGIN")
        if origin and answer.origins is not None and origin not in answer.origins:
            return None
        return answer

    def _is_right(self, key: str, answer: Answer) -> bool:
        answer.used = True
        if answer.until is not None and time.time() >= answer.until:
            self.shelf.drop(key, answer)
            return False
        if answer.is_constant:
            return True
        try:
            if answer.confirmed == self.source.state() or self._still_is(answer):
                return True
        except Unknown:
            return False
        self.shelf.drop(key, answer)
        return False

    def _still_is(self, answer: Answer) -> bool:
        """Whether nothing has changed that the answer was made from."""
        if not self.source.looks_ahead:
            return confirm(self.source, answer, ())
        with self._looking:  # others that wait for the same are looked at with this one
            if answer.confirmed == self.source.state():
                return True
            used = [one for one in self.shelf.all() if one.used and one is not answer]
            for one in used:
                one.used = False
            return confirm(self.source, answer, used[:AT_ONCE])

    def _make(
        self, key: str, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have Flask answer; of many who wait for the same answer one has it made for all."""
        if self.flights.are_pointless(key):
            return self.app(environ, start_response)
        while not self.flights.lead(key):
            if answer := self._ready(key, environ):
                self.hits += 1
                return self._answer(key, answer, environ, start_response)
            if self.flights.are_pointless(key):
                return self.app(environ, start_response)
        self.misses += 1
        answer = None
        try:
            state = self._state()
            environ[ASKED] = asking = Asking()
            capture = Capture(self.app, environ)
            if asking.basis is not None and capture.status == "200 OK":
                answer = Answer(capture.read(), capture.headers, asking.basis, state)
                key = self._keep(key, answer, environ)
        finally:
            self.flights.land(key.partition("\n")[0], is_kept=answer is not None)
        if answer is None:
            return capture.pass_on(start_response)
        return self._answer(key, answer, environ, start_response)

    def _state(self) -> object:
        try:
            return self.source.state()
        except Unknown:
            return None

    def _keep(self, key: str, answer: Answer, environ: WSGIEnvironment) -> str:
        """Keep an answer, and say under which key."""
        if answer.languages:
            header = environ.get("HTTP_ACCEPT_LANGUAGE", "")
            answer.language = chosen_language(header, answer.languages)
            first = self.shelf.get(key)
            if first is not None and first.language != answer.language:
                key = f"{key}\n{answer.language}"
        self.shelf.put(key, answer)
        return key

    def _answer(
        self, key: str, answer: Answer, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        coding = IDENTITY
        if answer.length >= WORTH_PACKING:
            coding = best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        coded = answer.coded.get(coding) or self._code(key, answer, coding)
        asked = environ.get("HTTP_IF_NONE_MATCH")
        is_known = asked is not None and names_it(coded.etag, asked)
        headers = coded.headers_unchanged if is_known else coded.headers
        request_id = environ.get("HTTP_X_REQUEST_ID")
        if request_id is None or not REQUEST_ID.fullmatch(request_id):
            request_id = f"{getrandbits(128):032x}"
        headers = [*headers, ("X-Request-ID", request_id)]
        origin = environ.get("HTTP_ORIGIN")
        if origin and answer.origins is not None and origin in answer.origins:
            headers = shared_with(headers, origin)
        if is_known:
            start_response("304 NOT MODIFIED", headers)
            return []
        start_response("200 OK", headers)
        return coded.body if environ["REQUEST_METHOD"] == "GET" else []

    def _code(self, key: str, answer: Answer, coding: str) -> Coded:
        coded = answer.code(coding)
        self.shelf.grow(key, answer, coded.size)
        return coded
