"""Published comments as a feed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.models import Role, Site, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests import factories
from tests.factories import URL
from tests.services.databases import ON_BOTH
from tests.views.public.reader import address, ask

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site(hold="findings", newcomers="welcome")


def entries(client: FlaskClient, site: Site, **query: str) -> list[ET.Element]:
    answer = client.get(address(site, "feed.atom"), query_string=query)
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.data).findall(f"{ATOM}entry")


def text(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def test_it_has_the_sites_comments_newest_first(client: FlaskClient, site: Site) -> None:
    factories.comment(site, "**Older**")
    factories.comment(site, "Newer", url=URL + "/other")
    newer, older = entries(client, site)
    assert "<strong>Older</strong>" in text(older, "content")
    assert "Newer" in text(newer, "content")


@ON_BOTH
def test_it_has_one_pages_comments(client: FlaskClient, site: Site) -> None:
    factories.comment(site, "Here")
    factories.comment(site, "There", url=URL + "/other")
    assert ["Here" in text(entry, "content") for entry in entries(client, site, url=URL)] == [True]
    assert entries(client, site, url=URL + "/unknown") == []


def test_it_has_nothing_that_readers_do_not_see(client: FlaskClient, site: Site) -> None:
    first = factories.comment(site).id
    factories.comment(site, "Deep", parent_id=factories.comment(site, "R", parent_id=first).id)
    alice = factories.moderator(site, role=Role.MODERATOR)
    write(decide, first, Verb.REJECT, by=alice.id, version=factories.stored(first).version)
    assert entries(client, site) == []


@ON_BOTH
def test_it_survives_names_that_are_no_xml(client: FlaskClient, site: Site) -> None:
    factories.comment(site, "]]> & <b>", name="A\x1b<B>&\ufffe")
    (entry,) = entries(client, site)
    assert "A\ufffd<B>&\ufffd" in text(entry, "title")


def test_it_is_sent_once_until_it_changes(client: FlaskClient, site: Site) -> None:
    tag = ask(client, site, "feed.atom").headers["ETag"]
    again = client.get(
        address(site, "feed.atom"), query_string={"url": URL}, headers={"If-None-Match": tag}
    )
    assert again.status_code == 304


def test_it_refuses_a_page_of_another_site(client: FlaskClient, site: Site) -> None:
    assert ask(client, site, "feed.atom", url="https://other.example/").status_code == 422
