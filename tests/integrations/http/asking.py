"""Asking a server of the test's own, and a resolver that says what the test wants."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from moderation.integrations.http import Answer, FetchError, fetch
from tests.services.naughty import Answering, Naughty, html

PAGE = html("<p>tranfser</p>")


def code_of(url: str, hosts: Iterable[str], private: Iterable[str] = ()) -> str:
    with pytest.raises(FetchError) as refusal:
        fetch(url, hosts=set(hosts), private=set(private))
    return refusal.value.code


def get(server: Naughty, path: str = "/", **said: Any) -> Answer:
    return fetch(server.url(path), hosts={server.host}, private={server.host}, **said)


@contextmanager
def resolver(*answers: list[str]) -> Iterator[list[str]]:
    """Names mean what each of the answers says in turn; what was looked up."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        told = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in told]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up)
        yield asked


def first(first: Answering, then: Answering) -> Answering:
    """One answer to the first request, another one to the others."""
    answers = iter([first])

    def answer(connection: socket.socket, path: str) -> None:
        next(answers, then)(connection, path)

    return answer
