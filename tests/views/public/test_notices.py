"""The form for a notice of illegal content."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.drafts.verdicts import Verdict
from moderation.models import Notice, Site
from moderation.operations.notices import decide_notice
from moderation.transactions import write
from moderation.views.http import signer
from tests import factories
from tests.objecting import all_of, comment_of, notice, public
from tests.views.public.reader import address, form_of

OWN = {"Sec-Fetch-Site": "same-origin"}
FIELDS = {"explanation": "It calls for violence.", "law": "§ 111 StGB", "good_faith": "y"}


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def number(site: Site) -> int:
    return public(site, factories.moderator(site))


def test_it_is_sent_and_confirmed(client: FlaskClient, site: Site, number: int) -> None:
    filled = form_of(client.get(address(site, f"notices?id={number}")))
    data = filled | FIELDS | {"name": "Nora", "email": "nora@reader.example"}
    sent = client.post(address(site, "notices"), data=data, headers=OWN)
    assert sent.status_code == 303
    assert "Your notice has arrived" in client.get(sent.location).text
    kept = all_of(Notice)[0]
    assert (kept.name, kept.email, kept.law) == ("Nora", "nora@reader.example", "§ 111 StGB")
    assert kept.good_faith


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"explanation": " "}, "Say why it is illegal."),
        ({"good_faith": ""}, "Please confirm that what you say is true"),
        ({"explanation": "x" * 5001}, "Too long: 5001 of 5000 characters."),
        ({"law": "x" * 301}, "Too long: 301 of 300 characters."),
        ({"email": "nobody"}, "This is not an e-mail address."),
        ({"explanation": "a\0b"}, "characters that cannot be stored"),
    ],
)
def test_it_comes_back_with_what_is_wrong(
    client: FlaskClient, site: Site, number: int, fields: dict[str, str], said: str
) -> None:
    data = {"id": str(number), **FIELDS, **fields}
    page = client.post(address(site, "notices"), data=data, headers=OWN)
    status = 400 if "stored" in said else 422
    assert (page.status_code, said in page.text) == (status, True)
    assert all_of(Notice) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_author_reads_the_reasons(client: FlaskClient, site: Site, number: int) -> None:
    alice = factories.moderator(site)
    known = notice(site, number, name="Nora", email="nora@reader.example")
    verdict = Verdict(True, "law", "§ 111 StGB", "It calls for <i>violence</i>.")
    version = comment_of(number).version
    write(decide_notice, known, verdict, by=alice.id, version=version)
    receipt = client.get(f"/receipts/{signer().receipt(number)}").text
    assert "Statement of reasons" in receipt
    assert "§ 111 StGB" in receipt
    assert "It calls for &lt;i&gt;violence&lt;/i&gt;." in receipt
    assert "Ask for a second look" in receipt
    assert "Nora" not in receipt
