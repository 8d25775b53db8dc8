"""Programs that mend a site's texts."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.models import Role, Site, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.api.callers import API, answered, bearer, refused
from tests.factories import moderator, site, typo


def get(client: FlaskClient, of: Site, headers: dict[str, str], **query: object) -> TestResponse:
    return client.get(f"{API}/sites/{of.key}/corrections", query_string=query, headers=headers)


def accepted(news: Site, exact: str = "teh", **more: object) -> int:
    """A typo report that Alice has accepted."""
    alice = moderator(news, role=Role.EDITOR)
    report_id = typo(news, exact, **more).id
    write(decide, report_id, Verb.APPROVE, by=alice.id, version=None)
    return report_id


def test_it_lists_what_is_to_be_mended(client: FlaskClient) -> None:
    news = site()
    report_id = accepted(news)
    typo(news, "waiting")
    headers = bearer(moderator(news, role=Role.EDITOR))
    part = answered(get(client, news, headers), 200, "Corrections")
    assert [(each["id"], each["exact"], each["replacement"]) for each in part["corrections"]] == [
        (report_id, "teh", "the")
    ]
    assert part["after"] is None


def test_it_is_read_in_parts(client: FlaskClient) -> None:
    news = site()
    ids = [accepted(news, exact, suggestion="x") for exact in ("one", "two", "three")]
    headers = bearer(moderator(news, role=Role.EDITOR))
    part = answered(get(client, news, headers, limit=2), 200, "Corrections")
    assert [each["id"] for each in part["corrections"]] == ids[:2]
    rest = answered(get(client, news, headers, after=part["after"]), 200, "Corrections")
    assert [each["id"] for each in rest["corrections"]] == ids[2:]


@pytest.mark.parametrize("stage", ["fixed", "changed", "gone", "pending", "rejected"])
def test_each_stage_is_a_list_of_its_own(client: FlaskClient, stage: str) -> None:
    news = site()
    accepted(news)
    headers = bearer(moderator(news, role=Role.EDITOR))
    assert answered(get(client, news, headers, status=stage), 200, "Corrections") == {
        "corrections": [], "after": None,
    }  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_bob_does_not_find_the_site(client: FlaskClient) -> None:
    bob = moderator(site("Other", "other.example"), name="Bob")
    refused(get(client, site(), bearer(bob)), 404, "not_found")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "query", [{"status": "none"}, {"limit": 0}, {"limit": 501}, {"after": "x"}]
)
def test_what_cannot_be_asked_is_refused(client: FlaskClient, query: dict[str, object]) -> None:
    news = site()
    headers = bearer(moderator(news, role=Role.EDITOR))
    refused(get(client, news, headers, **query), 422, "invalid_fields")
