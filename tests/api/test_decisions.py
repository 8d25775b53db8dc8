"""Moderators' programs decide."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.models import Decision, HouseAnswer, Role, TypoReport
from tests.api.callers import API, answered, bearer, refused
from tests.factories import comment, moderator, site, stored, typo
from tests.rows import count_of
from tests.services.databases import ON_BOTH


def post(client: FlaskClient, what: int, headers: dict[str, str], **body: Any) -> TestResponse:
    return client.post(f"{API}/submissions/{what}/decisions", json=body, headers=headers)


def test_it_records_a_decision(client: FlaskClient) -> None:
    news = site()
    one = comment(news).id
    answer = post(client, one, bearer(moderator(news)), verb="approve")
    told = answered(answer, 201, "Decision")
    assert (told["id"], told["verb"], told["status"]) == (one, "approve", "approved")
    assert stored(one).is_public


@ON_BOTH
def test_the_second_is_told_who_was_first(client: FlaskClient) -> None:
    news = site()
    one = comment(news).id
    post(client, one, bearer(moderator(news, name="Alice")), verb="reject")
    answer = post(client, one, bearer(moderator(news, name="Anna")), verb="approve")
    decision = refused(answer, 409, "conflict")["decision"]
    assert (decision["moderator"], decision["verb"]) == ("Alice", "reject")
    assert (decision["id"], decision["status"]) == (one, "rejected")
    assert decision["decided_at"].endswith("+00:00")
    assert count_of(Decision) == 1


def test_a_stale_version_is_refused(client: FlaskClient) -> None:
    news = site()
    one = comment(news).id
    headers = bearer(moderator(news))
    version = stored(one).version
    refused(post(client, one, headers, verb="approve", version=version + 1), 409, "conflict")
    answered(post(client, one, headers, verb="approve", version=version), 201, "Decision")


def test_a_site_may_ask_for_a_reason(client: FlaskClient) -> None:
    news = site(reason_required="on")
    one, headers = comment(news).id, bearer(moderator(news))
    answer = post(client, one, headers, verb="reject", reason=" ")
    assert refused(answer, 422, "invalid_fields")["errors"] == {
        "reason": ["This site asks for a reason."]
    }
    answered(post(client, one, headers, verb="reject", reason="Rude"), 201, "Decision")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "verb"),
        ({"verb": "restore"}, "verb"),
        ({"verb": "nonsense"}, "verb"),
        ({"verb": 1}, "verb"),
        ({"verb": "approve", "version": "x"}, "version"),
        ({"verb": "approve", "version": True}, "version"),
        ({"verb": "approve", "version": 2**31}, "version"),
        ({"verb": "approve", "reason": "x" * 501}, "reason"),
        ({"verb": "approve", "reason": []}, "reason"),
    ],
)
def test_it_refuses_what_it_does_not_know(
    client: FlaskClient, body: dict[str, Any], field: str
) -> None:
    news = site()
    answer = post(client, comment(news).id, bearer(moderator(news)), **body)
    assert list(refused(answer, 422, "invalid_fields")["errors"]) == [field]
    assert count_of(Decision) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("reason", ["a\0b", "a\ud800b"])
def test_it_refuses_a_reason_that_is_no_text(client: FlaskClient, reason: str) -> None:
    news = site()
    answer = post(client, comment(news).id, bearer(moderator(news)), verb="reject", reason=reason)
    refused(answer, 400, "invalid_text")


def test_bob_does_not_find_it(client: FlaskClient) -> None:
    one = comment(site()).id
    bob = bearer(moderator(site("Other", "other.example"), name="Bob"))
    refused(post(client, one, bob, verb="approve"), 404, "not_found")
    refused(post(client, 2**31, bob, verb="approve"), 404, "not_found")
    assert stored(one).is_waiting


def test_an_editor_decides_on_reports_alone(client: FlaskClient) -> None:
    news = site()
    editor = bearer(moderator(news, role=Role.EDITOR))
    answered(post(client, typo(news).id, editor, verb="approve"), 201, "Decision")
    refused(post(client, comment(news).id, editor, verb="approve"), 404, "not_found")


def test_a_mistake_is_accepted_with_a_correction(client: FlaskClient) -> None:
    news = site()
    one, headers = typo(news).id, bearer(moderator(news, role=Role.EDITOR))
    same = post(client, one, headers, verb="approve", replacement="teh")
    assert "replacement" in refused(same, 422, "suggestion_same")["errors"]
    answered(post(client, one, headers, verb="approve", replacement="then"), 201, "Decision")
    report = stored(one)
    assert isinstance(report, TypoReport)
    assert report.replacement == "then"


def test_a_refusal_of_a_typo_report_may_answer_later_readers(client: FlaskClient) -> None:
    news = site()
    one, headers = typo(news).id, bearer(moderator(news, role=Role.EDITOR))
    answer = post(client, one, headers, verb="reject", answers=True, reason="Our style.")
    answered(answer, 201, "Decision")
    assert count_of(HouseAnswer) == 1


@pytest.mark.parametrize("more", [{"replacement": "x"}, {"answers": True}])
def test_a_comment_has_no_correction(client: FlaskClient, more: dict[str, Any]) -> None:
    news = site()
    headers = bearer(moderator(news))
    refused(post(client, comment(news).id, headers, verb="approve", **more), 422, "invalid_fields")
