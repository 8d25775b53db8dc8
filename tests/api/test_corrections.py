"""Programs that mend a site's texts."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Check, FixedBy, Role, Site, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.text.patches import Outcome
from moderation.transactions import write
from tests.api.callers import API, answered, bearer, refused
from tests.factories import moderator, site, stored, typo
from tests.services.databases import ON_BOTH


def get(client: FlaskClient, of: Site, headers: dict[str, str], **query: object) -> TestResponse:
    return client.get(f"{API}/sites/{of.key}/corrections", query_string=query, headers=headers)


def accepted(news: Site, exact: str = "teh", **more: object) -> int:
    """A typo report that Alice has accepted."""
    alice = moderator(news, role=Role.EDITOR)
    report_id = typo(news, exact, **more).id
    write(decide, report_id, Verb.APPROVE, by=alice.id, version=None)
    return report_id


@ON_BOTH
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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_stage_is_a_list_of_its_own(client: FlaskClient) -> None:
    news = site()
    accepted(news)
    headers = bearer(moderator(news, role=Role.EDITOR))
    for stage in ("fixed", "changed", "gone", "pending", "rejected"):
        part = answered(get(client, news, headers, status=stage), 200, "Corrections")
        assert part == {"corrections": [], "after": None}


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


def tell(
    client: FlaskClient, of: Site, report_id: int, headers: dict[str, str], **body: object
) -> TestResponse:
    url = f"{API}/sites/{of.key}/corrections/{report_id}/outcomes"
    return client.post(url, json=body, headers=headers)


@ON_BOTH
def test_a_program_says_what_became_of_it(client: FlaskClient) -> None:
    news = site()
    report_id = accepted(news)
    headers = bearer(moderator(news, role=Role.EDITOR))
    for outcome in Outcome:
        body = answered(tell(client, news, report_id, headers, outcome=outcome), 201, "Reported")
        assert body == {"id": report_id, "outcome": outcome, "fix": "unfixed"}
    looks = select(Check.by, Check.why).where(Check.submission_id == report_id).order_by(Check.id)
    told = [(FixedBy.ADAPTER, f"adapter_{outcome}") for outcome in Outcome]
    assert [tuple(row) for row in db.session.execute(looks)] == told


def due(report_id: int) -> datetime:
    """When the page is looked at next."""
    report = stored(report_id)
    assert isinstance(report, TypoReport)
    assert report.next_check_at
    return report.next_check_at


def test_what_is_said_to_be_mended_is_looked_at_soon(client: FlaskClient) -> None:
    news = site()
    report_id = accepted(news)
    headers = bearer(moderator(news, role=Role.EDITOR))
    assert due(report_id) > utcnow()
    tell(client, news, report_id, headers, outcome="applied", revision="f00")
    assert due(report_id) <= utcnow()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_what_is_accepted_has_an_outcome(client: FlaskClient) -> None:
    news, bobs = site(), site("Other", "other.example")
    waiting, ours = typo(news, "waiting").id, accepted(news)
    headers = bearer(moderator(news, bobs, role=Role.EDITOR))
    refused(tell(client, news, waiting, headers, outcome="applied"), 404, "not_found")
    refused(tell(client, bobs, ours, headers, outcome="applied"), 404, "not_found")
    refused(tell(client, news, ours, headers, outcome="eaten"), 422, "invalid_fields")
    refused(tell(client, news, ours, headers), 422, "invalid_fields")
