"""A site's CMS says that a page was saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.models import Role, Site, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.api.callers import API, answered, bearer, refused, send_typo
from tests.factories import URL, moderator, site, stored, typo

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def saved(client: FlaskClient, of: Site, headers: dict[str, str], **body: Any) -> TestResponse:
    return client.post(f"{API}/sites/{of.key}/pages/saved", json=body, headers=headers)


def next_check(report_id: int) -> datetime:
    report = stored(report_id)
    assert isinstance(report, TypoReport)
    assert report.next_check_at is not None
    return report.next_check_at


def test_its_mistakes_are_looked_for_at_once(client: FlaskClient) -> None:
    news = site()
    editor = moderator(news, role=Role.EDITOR)
    report = typo(news).id
    write(decide, report, Verb.APPROVE, by=editor.id, version=None)
    later = next_check(report)
    body = answered(saved(client, news, bearer(editor), url=URL), 202, "Looked")
    assert body == {"looked_for": 1}
    assert next_check(report) < later


@pytest.mark.parametrize("named", [{"page_id": "story-7"}, {"url": URL}])
def test_a_page_has_its_hosts_name_or_its_address(
    client: FlaskClient, named: dict[str, str]
) -> None:
    news = site()
    send_typo(client, news, page_id="story-7", prefix="so ", suffix=" end")
    headers = bearer(moderator(news, role=Role.EDITOR))
    assert saved(client, news, headers, **named).get_json() == {"looked_for": 1}


def test_a_page_without_mistakes_is_no_mistake(client: FlaskClient) -> None:
    news = site()
    headers = bearer(moderator(news, role=Role.EDITOR))
    assert saved(client, news, headers, url=URL).get_json() == {"looked_for": 0}


@pytest.mark.parametrize("url", ["", "javascript:1", "https://other.example/a"])
def test_it_is_one_of_the_sites_pages(client: FlaskClient, url: str) -> None:
    news = site()
    code = "invalid_url" if url else "invalid_fields"
    refused(saved(client, news, bearer(moderator(news)), url=url), 422, code)


def test_nobody_else_may(client: FlaskClient) -> None:
    news, other = site(), site("Other", "other.example")
    refused(saved(client, news, bearer(moderator(other)), url=URL), 404, "not_found")
    refused(saved(client, news, {}, url=URL), 401, "unauthorized")
