"""Answers that are too much, too slow, or none."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable

import pytest

from moderation.integrations.http import FetchError, client, fetch
from moderation.integrations.http.bodies import MOST
from tests.services.naughty import Answering, Naughty, drip, naughty, say

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LONG = b"<p>" + b"word " * 50_000
STORED = b"\0\0\0\xff\xff"  # nothing, packed, and more is to come
BOMB = gzip.compress(b"\0" * 60_000_000, 9)


def raw(text: bytes) -> Answering:
    def answer(connection: socket.socket, _path: str) -> None:
        connection.sendall(text)

    return answer


def chunked(size: int) -> Answering:
    def answer(connection: socket.socket, _path: str) -> None:
        connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(size):
            connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        connection.sendall(b"0\r\n\r\n")

    return answer


def packed(encoding: str, body: bytes) -> Answering:
    return say("200 OK", f"Content-Encoding: {encoding}", body=body)


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def body_of(server: Naughty) -> bytes:
    return fetch(server.url(), hosts={server.host}, private={server.host}).body


def code_of(server: Naughty) -> str:
    with pytest.raises(FetchError) as refusal:
        body_of(server)
    return refusal.value.code


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress),
     ("deflate", bare), ("GZip", lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:])),
     ("gzip", lambda body: gzip.compress(body) + b"\0\0\0"), ("identity", bytes)],
)  # fmt: skip
def test_packed_pages_are_unpacked(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    with naughty(packed(encoding, pack(LONG))) as server:
        assert body_of(server) == LONG


def test_parts_of_unknown_length_make_a_whole() -> None:
    with naughty(chunked(3)) as server:
        assert body_of(server) == b"x" * 3 * 0x10000


def test_a_page_that_ends_with_its_connection_is_whole() -> None:
    with naughty(say("200 OK", body=LONG, whole=False)) as server:
        assert body_of(server) == LONG


@pytest.mark.parametrize(
    "answer",
    [
        say("200 OK", body=b"x" * (MOST + 1), whole=False),
        say("200 OK", "Content-Length: 20000000", whole=False),
        say("200 OK", f"Content-Length: {'9' * 400}", whole=False),
        chunked(MOST // 0x10000 + 1),
        packed("gzip", BOMB),
        packed("gzip", gzip.compress(b"x" * MOST) + gzip.compress(b"x")),
        packed("deflate", zlib.compress(b"\0" * 60_000_000)),
    ],
    ids=["long", "announced", "absurd", "chunked", "gzip", "two parts", "deflate"],
)
def test_too_much_is_refused(answer: Answering) -> None:
    with naughty(answer) as server:
        assert code_of(server) == "too_large"


@pytest.mark.parametrize(
    "answer",
    [
        packed("gzip", gzip.compress(BOMB)[:-20]),
        packed("gzip", b"no gzip"),
        packed("br", b"\x0b\x02\x80hello\x03"),
        packed("gzip, gzip", gzip.compress(BOMB)),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 70_000),
        raw(OK + b"X: y\r\n" * 200 + b"\r\n"),
        raw(OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n"),
        raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        raw(b"HTTP/1.1 9999 Odd\r\n\r\n"),
        raw(b""),
    ],
    ids=["cut", "no gzip", "brotli", "twice", "short", "chunk", "endless chunk", "many headers",
         "long header", "ssh", "status", "nothing"],
)  # fmt: skip
def test_nonsense_is_a_bad_answer(answer: Answering) -> None:
    with naughty(answer) as server:
        assert code_of(server) == "bad_answer"


@pytest.mark.parametrize(
    "answer",
    [
        drip(b""),
        drip(b"H"),
        drip(b"X: y\r\n", start=OK, every=0.1),
        drip(b"x", start=OK + b"\r\n"),
        drip(b"1\r\nx\r\n", start=OK + b"Transfer-Encoding: chunked\r\n\r\n"),
        drip(b"x", start=OK + b"Content-Length: 5000\r\n\r\n"),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(STORED, start=OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10]),
    ],
    ids=["silence", "line", "headers", "body", "chunks", "length", "continue", "gzip"],
)
def test_whatever_drips_is_hung_up_on(answer: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.2)
    with naughty(answer) as server:
        begun = time.perf_counter()
        assert code_of(server) == "too_slow"
    assert time.perf_counter() - begun < 2


def test_a_certificate_that_never_comes_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.2)
    with naughty(drip(b"")) as server, pytest.raises(FetchError, match="too_slow"):
        fetch(f"https://{server.host}/", hosts={server.host}, private={server.host})


def test_a_slow_resolver_takes_no_more_than_the_time_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.2)
    done = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: done.wait(5) and [])
    with pytest.raises(FetchError, match="unreachable"):
        fetch("http://news.example/", hosts={"news.example"})
    done.set()


def test_the_time_is_for_all_redirects_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS", 2)

    def linger(connection: socket.socket, path: str) -> None:
        time.sleep(1.2)  # far from the first and from the end, also where all is slow
        say("302 Found", "Location: /b")(connection, path)

    with naughty(linger) as server:
        assert code_of(server) == "too_slow"
    assert len(server.heads) == 2
