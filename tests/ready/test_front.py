"""Answers before Flask is asked: the same, and never another one's or an old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import EnvironBuilder

from moderation.app import create_app
from moderation.extensions import db
from moderation.models import Braking, Site, Verb
from moderation.operations.brakes import Pull, set_brake
from moderation.operations.decide import decide
from moderation.operations.sites import set_hosts, set_policy
from moderation.queries.brakes import Stretch
from moderation.ready.front import Front
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import HOST, URL, comment, moderator, site

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OWN = f"https://{HOST}"


@pytest.fixture
def news(app: Flask) -> Site:
    return site(hold="findings", newcomers="welcome")


@pytest.fixture
def front(app: Flask) -> Front:
    front: Front = app.extensions["moderation.ready"]
    return front


@pytest.fixture
def ask(app: Flask) -> Callable[..., Any]:
    """A reader whom nothing here knows: no context of the test's own is open meanwhile."""

    def get(path: str, **headers: str) -> Any:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        with ThreadPoolExecutor(1) as elsewhere:
            return elsewhere.submit(app.test_client().get, path, headers=named).result()

    return get


def thread(news: Site, more: str = "") -> str:
    return f"/api/v1/sites/{news.key}/thread?url={URL}{more}"


def fragment(news: Site, more: str = "") -> str:
    return f"/sites/{news.key}/thread?fragment=1&url={URL}{more}"


def everything(news: Site) -> list[str]:
    return [
        thread(news),
        fragment(news, "&lang=en"),
        f"/api/v1/sites/{news.key}/counts?url={URL}&url={URL}2",
        f"/sites/{news.key}/feed.atom",
        f"/sites/{news.key}/feed.atom?url={URL}",
        "/embed.js",
    ]


def test_a_ready_answer_is_the_one_that_flask_gave(
    ask: Callable[..., Any], front: Front, news: Site
) -> None:
    comment(news)
    for path in everything(news):
        first, missed = ask(path, Origin=OWN), front.misses
        again = ask(path, Origin=OWN)
        assert (again.status_code, again.data) == (200, first.data)
        assert front.misses == missed
        assert again.headers["X-Request-ID"] != first.headers["X-Request-ID"]
        for name in set(first.headers.keys()) - {"X-Request-ID"}:
            assert again.headers[name] == first.headers[name]
        bare = front.app(  # as it is with the setting off
            {**EnvironBuilder(path).get_environ(), "HTTP_ORIGIN": OWN},
            lambda *_: lambda _part: None,
        )
        assert b"".join(bare) == first.data


def test_a_decision_is_seen_at_once(ask: Callable[..., Any], news: Site) -> None:
    alice, one = moderator(news), comment(news)
    paths = [path for path in everything(news) if path != "/embed.js"]
    before = [ask(path).data for path in paths]
    write(decide, one.id, Verb.REJECT, by=alice.id, version=2)
    after = [ask(path).data for path in paths]
    assert not any(was == now for was, now in zip(before, after, strict=True))


def test_whatever_changes_a_thread_is_seen(ask: Callable[..., Any], news: Site) -> None:
    alice = moderator(news)
    comment(news)
    assert ask(thread(news)).json["page"]["why_closed"] is None
    write(set_brake, Stretch(news.id), Pull(Braking.PAUSE, 2, ""), by=alice.id)
    assert ask(thread(news)).json["page"]["why_closed"] == "paused"
    assert ask(thread(news)).headers.get("Access-Control-Allow-Origin") is None
    write(set_hosts, news.id, ["other.example"])
    assert ask(thread(news)).status_code == 422


def test_an_empty_thread_is_ready_too_until_somebody_writes(
    ask: Callable[..., Any], front: Front, news: Site
) -> None:
    for _time in range(2):
        assert ask(thread(news)).json["comments"] == []
    assert front.hits == 1
    comment(news)
    assert len(ask(thread(news)).json["comments"]) == 1


def test_what_the_clock_changes_is_not_kept_longer(
    clock: time_machine.Traveller, ask: Callable[..., Any], news: Site
) -> None:
    alice = moderator(news)
    comment(news)
    write(set_brake, Stretch(news.id), Pull(Braking.PAUSE, 2, ""), by=alice.id)
    assert ask(thread(news)).json["page"]["closed"] is True
    clock.shift(timedelta(hours=2, seconds=1))
    assert ask(thread(news)).json["page"]["closed"] is False
    write(set_policy, news.id, {"close_after_days": "3"})
    assert ask(thread(news)).json["page"]["closed"] is False
    clock.shift(timedelta(days=3))
    assert ask(thread(news)).json["page"]["why_closed"] == "old"


@ON_SQLITE
def test_each_reader_gets_their_own_language(
    ask: Callable[..., Any], front: Front, news: Site
) -> None:
    for _time in range(2):
        for asked, lang in (("ru", "ru"), ("de, zh;q=0.5", "zh"), ("", "en"), ("zh", "zh")):
            answer = ask(fragment(news), Accept_Language=asked)
            assert f'lang="{lang}"' in answer.text
            assert "Accept-Language" in answer.headers["Vary"]
    assert front.misses == 3
    write(set_policy, news.id, {"languages": "zh"})
    assert 'lang="zh"' in ask(fragment(news), Accept_Language="ru").text


@ON_SQLITE
def test_only_the_sites_own_pages_may_read_it(ask: Callable[..., Any], news: Site) -> None:
    for _time in range(2):
        for origin, may in ((OWN, OWN), ("https://evil.example", None), (None, None)):
            answer = ask(thread(news), **({"Origin": origin} if origin else {}))
            assert answer.headers.get("Access-Control-Allow-Origin") == may
            assert "Origin" in answer.headers["Vary"]
    assert (
        ask("/embed.js", Origin="https://a.example").headers["Access-Control-Allow-Origin"] == "*"
    )


@ON_SQLITE
def test_who_has_it_is_sent_nothing(ask: Callable[..., Any], front: Front, news: Site) -> None:
    comment(news, "Long " * 500)
    tags = {
        coding: ask(thread(news), Accept_Encoding=coding).headers["ETag"]
        for coding in ("identity", "gzip", "br")
    }
    assert len(set(tags.values())) == 3
    for coding, tag in tags.items():
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            answer = ask(thread(news), Accept_Encoding=coding, If_None_Match=known, Origin=OWN)
            assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
            assert answer.headers["Access-Control-Allow-Origin"] == OWN
            assert "Content-Encoding" not in answer.headers
        other = tags["gzip" if coding == "br" else "br"]
        assert ask(thread(news), Accept_Encoding=coding, If_None_Match=other).status_code == 200
    assert front.misses == 1


@ON_SQLITE
def test_a_head_has_the_headers_alone(app: Flask, ask: Callable[..., Any], news: Site) -> None:
    for _time in range(2):  # not ready, and ready
        told = app.test_client().head(thread(news))
        answer = ask(thread(news))
        assert told.data == b""
        for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control", "Vary"):
            assert told.headers[name] == answer.headers[name]


@ON_SQLITE
def test_a_range_is_ignored_and_an_id_of_the_request_kept(
    ask: Callable[..., Any], news: Site
) -> None:
    for _time in range(2):
        answer = ask(thread(news), Range="bytes=0-5", X_Request_ID="a-good-id_1")
        assert (answer.status_code, answer.headers["X-Request-ID"]) == (200, "a-good-id_1")
        assert len(ask(thread(news), X_Request_ID="bad\tid").headers["X-Request-ID"]) == 32


@ON_SQLITE
def test_a_fragment_that_a_header_asks_for_is_not_kept_for_others(
    ask: Callable[..., Any], news: Site
) -> None:
    page = f"/sites/{news.key}/thread?url={URL}"
    assert "<!doctype html>" not in ask(page, X_Fragment="1").text.lower()
    assert "<!doctype html>" in ask(page).text.lower()


@ON_SQLITE
def test_nothing_personal_is_ever_kept(ask: Callable[..., Any], front: Front, news: Site) -> None:
    for path in (f"/sites/{news.key}/thread?url={URL}", f"/sites/{news.key}/ticket?url={URL}"):
        assert ask(path).data != ask(path).data
    for path in ("/healthz", "/readyz", "/sites/none/thread", thread(news, "&limit=0")):
        assert ask(path).status_code == ask(path).status_code
    assert len(front.shelf) == 0


@ON_SQLITE
def test_many_who_wait_have_it_made_once(app: Flask, front: Front, news: Site) -> None:
    comment(news)
    begin, path = Barrier(8), thread(news)

    def read(_number: int) -> bytes:
        begin.wait()
        return bytes(app.test_client().get(path).data)

    with ThreadPoolExecutor(8) as readers:
        assert len(set(readers.map(read, range(8)))) == 1
    assert front.misses == 1


@ON_SQLITE
def test_the_memory_it_takes_is_bounded(ask: Callable[..., Any], front: Front, news: Site) -> None:
    comment(news)
    front.shelf.most = 20_000
    for number in range(12):
        ask(thread(news, f"&limit={number + 1}"))
        assert front.shelf.size <= 20_000
    assert 1 < len(front.shelf) < 12


@pytest.fixture
def mounted(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The same service under a path, behind a proxy."""
    mounted = create_app(replace(settings, base_url=f"{OWN}/talk", trusted_proxies=1))
    yield mounted
    with mounted.app_context():
        db.session.remove()
        db.engine.dispose()


@ON_SQLITE
def test_under_a_path_it_is_ready_whether_the_proxy_strips_it_or_not(
    mounted: Flask, news: Site
) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "Host": "evil"}

    def get(path: str) -> Any:
        with ThreadPoolExecutor(1) as elsewhere:
            return elsewhere.submit(mounted.test_client().get, path, headers=forged).result()

    comment(news, "Said.")
    stripped, whole = (get(path + fragment(news)) for path in ("", "/talk"))
    assert stripped.text == whole.text
    assert f"{OWN}/talk/sites/" in whole.text
    assert "evil" not in whole.text
    comment(news, "Said later.")
    for path in ("", "/talk"):
        assert "Said later." in get(path + fragment(news)).text
        assert get(path + fragment(news)).headers["ETag"] == get(fragment(news)).headers["ETag"]
    assert mounted.extensions["moderation.ready"].hits >= 4
