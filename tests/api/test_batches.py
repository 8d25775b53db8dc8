"""Moderators' programs decide on many in one stroke, and take it back."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from moderation.extensions import db
from moderation.models import Decision, Membership
from tests.api.callers import API, answered, bearer, refused
from tests.factories import comment, moderator, site, stored
from tests.rows import count_of
from tests.services.databases import ON_BOTH


def post(client: FlaskClient, path: str, headers: dict[str, str], **body: Any) -> TestResponse:
    return client.post(f"{API}/{path}", json=body, headers=headers)


def test_it_decides_on_all_as_one_batch(client: FlaskClient) -> None:
    news = site()
    ids = [comment(news, f"No {number}").id for number in range(3)]
    answer = post(client, "decisions", bearer(moderator(news)), ids=ids, verb="approve")
    told = answered(answer, 201, "Batch")
    assert [each["id"] for each in told["decided"]] == ids
    assert {each["batch"] for each in told["decided"]} == {told["batch"]}
    assert told["conflicts"] == []


def test_it_tells_what_was_decided_before(client: FlaskClient) -> None:
    news = site()
    first, second = comment(news).id, comment(news, "Other").id
    headers = bearer(moderator(news))
    post(client, "decisions", headers, ids=[first], verb="reject")
    told = post(client, "decisions", headers, ids=[first, second], verb="approve")
    batch = answered(told, 201, "Batch")
    assert [each["id"] for each in batch["decided"]] == [second]
    assert [(each["id"], each["verb"]) for each in batch["conflicts"]] == [(first, "reject")]


def test_it_takes_the_versions_that_were_seen(client: FlaskClient) -> None:
    news = site()
    one = comment(news).id
    seen = stored(one).version
    headers = bearer(moderator(news))
    stale = post(client, "decisions", headers, items=[{"id": one, "version": 99}], verb="spam")
    refused(stale, 422, "invalid_fields")
    items = [{"id": one, "version": 99}]
    told = answered(post(client, "decisions", headers, items=items, verb="mark_spam"), 201, "Batch")
    assert (told["decided"], told["conflicts"][0]["version"]) == ([], seen)


def test_bobs_part_is_not_found_and_the_rest_is_done(client: FlaskClient) -> None:
    news, other = site(), site("Other", "other.example")
    mine, theirs = comment(news).id, comment(other, url="https://other.example/").id
    headers = bearer(moderator(news))
    answer = post(client, "decisions", headers, ids=[mine, theirs], verb="approve")
    told = answered(answer, 201, "Batch")
    assert ([each["id"] for each in told["decided"]], told["not_found"]) == ([mine], [theirs])
    assert stored(theirs).is_waiting
    refused(post(client, "decisions", headers, ids=[theirs], verb="approve"), 404, "not_found")
    assert count_of(Decision) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_tells_each_that_is_not_there_and_takes_each_once(client: FlaskClient) -> None:
    news = site()
    one = comment(news).id
    items = [{"id": one, "version": 1}, {"id": 2_000_000_000, "version": 1}, {"id": 1_999_999_999}]
    headers = bearer(moderator(news))
    answer = post(client, "decisions", headers, items=[*items, *items], verb="reject")
    told = answered(answer, 201, "Batch")
    assert [each["id"] for each in told["decided"]] == [one]
    assert told["not_found"] == [2_000_000_000, 1_999_999_999]
    assert count_of(Decision) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "ids"),
        ({"ids": []}, "ids"),
        ({"ids": 1}, "ids"),
        ({"ids": ["x"]}, "ids"),
        ({"ids": [None]}, "ids"),
        ({"ids": [[]]}, "ids"),
        ({"ids": [2**31]}, "ids"),
        ({"ids": [0]}, "ids"),
        ({"ids": [1.5]}, "ids"),
        ({"ids": list(range(10_001))}, "ids"),
        ({"items": [1]}, "items"),
        ({"items": [{"version": 1}]}, "items"),
        ({"items": [{"id": 1, "version": "x"}]}, "items"),
    ],
)
def test_it_refuses_a_list_that_is_none(
    client: FlaskClient, body: dict[str, Any], field: str
) -> None:
    answer = post(client, "decisions", bearer(moderator(site())), **body, verb="approve")
    assert list(refused(answer, 422, "invalid_fields")["errors"]) == [field]


@ON_BOTH
def test_an_undo_brings_the_former_statuses_back(client: FlaskClient) -> None:
    news = site()
    ids = [comment(news, f"No {number}").id for number in range(2)]
    headers = bearer(moderator(news))
    batch = post(client, "decisions", headers, ids=ids, verb="approve").json
    assert batch is not None
    undone = answered(post(client, "undos", headers, batch=batch["batch"]), 201, "Undo")
    assert {(each["verb"], each["status"]) for each in undone["restored"]} == {
        ("restore", "pending")
    }
    assert all(stored(each).is_waiting for each in ids)


def test_an_undo_leaves_what_was_decided_again(client: FlaskClient) -> None:
    news = site()
    one = comment(news).id
    headers = bearer(moderator(news))
    first = post(client, "decisions", headers, ids=[one], verb="approve").json
    assert first is not None
    version = stored(one).version
    post(client, "decisions", headers, items=[{"id": one, "version": version}], verb="reject")
    undone = answered(post(client, "undos", headers, batch=first["batch"]), 201, "Undo")
    assert undone["restored"] == []
    assert [(each["id"], each["verb"]) for each in undone["conflicts"]] == [(one, "reject")]


@ON_BOTH
def test_bob_finds_no_batch_of_another_site(client: FlaskClient) -> None:
    news = site()
    batch = post(
        client, "decisions", bearer(moderator(news)), ids=[comment(news).id], verb="approve"
    ).json
    assert batch is not None
    bob = bearer(moderator(site("Other", "other.example"), name="Bob"))
    refused(post(client, "undos", bob, batch=batch["batch"]), 404, "not_found")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_colleague_takes_it_back_and_one_who_left_does_not(client: FlaskClient) -> None:
    news = site()
    alice, boris = moderator(news), moderator(news, name="Boris")
    mine, one = bearer(alice), comment(news).id
    batch = post(client, "decisions", mine, ids=[one], verb="approve").json
    assert batch is not None
    db.session.execute(delete(Membership).where(Membership.moderator_id == alice.id))
    db.session.commit()
    refused(post(client, "undos", mine, batch=batch["batch"]), 404, "not_found")
    answered(post(client, "undos", bearer(boris), batch=batch["batch"]), 201, "Undo")
    assert stored(one).is_waiting


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("body", [{}, {"batch": ""}, {"batch": 1}, {"batch": "ж"}])
def test_an_undo_needs_a_batch(client: FlaskClient, body: dict[str, Any]) -> None:
    answer = post(client, "undos", bearer(moderator(site())), **body)
    refused(answer, 422, "invalid_fields")
    missing = post(client, "undos", bearer(moderator(site())), batch="none")
    refused(missing, 404, "not_found")
