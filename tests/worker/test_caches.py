"""Caches in front of us are told what to throw away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Job, Site, Verb
from moderation.operations.decide import decide
from moderation.operations.sites import rename_site
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.handlers import OTHER_CALLS, do_next
from tests.factories import URL, comment, moderator, site
from tests.services.program import Program, site_program

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def cache() -> Iterator[Program]:
    with site_program() as program:
        yield program


@pytest.fixture
def settings(settings: Settings, cache: Program) -> Settings:
    return replace(settings, purge_urls=(("POST", cache.address),), purge_token="0123456789abcdef")


@pytest.fixture
def news(app: Flask) -> Site:
    return site(hold="findings", newcomers="welcome")


def tags_of(app: Flask, path: str) -> set[str]:
    headers = app.test_client().get(path).headers
    assert headers["Surrogate-Key"].split() == headers["Cache-Tag"].split(",")
    assert headers["CDN-Cache-Control"] == "max-age=60"
    assert "no-cache" in headers.get("Cache-Control", "") or "feed" in path
    return set(headers["Cache-Tag"].split(","))


def told(settings: Settings, cache: Program) -> set[str]:
    while do_next(settings, OTHER_CALLS):
        pass
    return {tag for _headers, body in cache.calls for tag in json.loads(body)["tags"]}


def test_what_shows_a_page_is_thrown_away_when_it_changes(
    app: Flask, settings: Settings, cache: Program, news: Site
) -> None:
    alice, one = moderator(news), comment(news)
    key, many = news.key, "&".join(f"url={URL}{number}" for number in range(30))
    told(settings, cache)
    cache.calls.clear()
    write(decide, one.id, Verb.REJECT, by=alice.id, version=2)
    thrown = told(settings, cache)
    headers, _body = cache.calls[0]
    assert headers["Authorization"] == "Bearer 0123456789abcdef"
    assert headers["Surrogate-Key"].split() == json.loads(cache.calls[0][1])["tags"]
    for path in (
        f"/api/v1/sites/{key}/thread?url={URL}",
        f"/sites/{key}/thread?fragment=1&url={URL}",
        f"/api/v1/sites/{key}/counts?url={URL}&url={URL}2",
        f"/api/v1/sites/{key}/counts?{many}",
        f"/sites/{key}/feed.atom",
    ):
        assert tags_of(app, path) & thrown
    assert not tags_of(app, f"/api/v1/sites/{key}/thread?url={URL}2") & thrown


def test_a_change_of_the_site_throws_all_of_it_away(
    app: Flask, settings: Settings, cache: Program, news: Site
) -> None:
    key = news.key
    write(rename_site, news.id, "Other news")
    thrown = told(settings, cache)
    assert thrown == {f"site-{key}"}
    assert thrown < tags_of(app, f"/api/v1/sites/{key}/thread?url={URL}")


def test_a_cache_that_does_not_answer_is_asked_again_until_it_has_forgotten_by_itself(
    app: Flask, settings: Settings, cache: Program, news: Site, clock: time_machine.Traveller
) -> None:
    cache.status = 500
    comment(news)
    told(settings, cache)
    job = db.session.scalars(select(Job).where(Job.name == "purge_caches")).one()
    assert (job.done_at, job.last_error) == (None, f"{cache.address}: answered 500")
    clock.shift(timedelta(minutes=3))
    told(settings, cache)
    db.session.refresh(job)
    assert (job.done_at is not None, len(cache.calls)) == (True, 1)


def test_nobody_is_told_where_there_is_no_cache(app: Flask, news: Site) -> None:
    app.config["TELLS_CACHES"] = False
    comment(news)
    assert db.session.scalars(select(Job).where(Job.name == "purge_caches")).all() == []
    answer = app.test_client().get(f"/api/v1/sites/{news.key}/thread?url={URL}")
    assert "Cache-Tag" not in answer.headers
