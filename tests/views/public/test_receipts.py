"""What became of it, for the one who sent it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.drafts import Receipt
from moderation.models import Fix, Role, Site, Status, Verb
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.transactions import write
from moderation.views.http import signer
from tests import factories
from tests.services.databases import ON_BOTH

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


def address(receipt: Receipt) -> str:
    return f"/receipts/{signer().receipt(receipt.id, receipt.sighting_id)}"


def decided(site: Site, receipt: Receipt, verb: Verb, reason: str = "") -> int:
    alice = factories.moderator(site, role=Role.ADMIN)
    version = factories.stored(receipt.id).version
    write(decide, receipt.id, verb, by=alice.id, version=version, reason=reason)
    return alice.id


@pytest.mark.parametrize(
    ("verb", "title"),
    [
        (Verb.APPROVE, "Published"),
        (Verb.REJECT, "Not published"),
        (Verb.MARK_SPAM, "Not published"),
        (Verb.DELETE, "Not published"),
    ],
)
def test_it_says_what_was_decided(client: FlaskClient, site: Site, verb: Verb, title: str) -> None:
    sent = factories.comment(site)
    decided(site, sent, verb)
    assert f">{title}</h1>" in client.get(address(sent)).text


@ON_BOTH
def test_it_says_why(client: FlaskClient, site: Site) -> None:
    sent = factories.comment(site)
    decided(site, sent, Verb.REJECT, "Insults <b>somebody</b>")
    assert "Insults &lt;b&gt;somebody&lt;/b&gt;" in client.get(address(sent)).text


def test_it_says_that_it_was_taken_down(client: FlaskClient, site: Site) -> None:
    sent = factories.comment(site)
    decided(site, sent, Verb.APPROVE)
    decided(site, sent, Verb.REJECT)
    assert ">Taken down</h1>" in client.get(address(sent)).text


def test_it_says_that_the_branch_is_hidden(client: FlaskClient, site: Site) -> None:
    first = factories.comment(site)
    decided(site, first, Verb.APPROVE)
    reply = factories.comment(site, "A reply.", parent_id=first.id)
    decided(site, reply, Verb.APPROVE)
    decided(site, first, Verb.REJECT)
    assert "The comment it replies to was taken down." in client.get(address(reply)).text


@pytest.mark.parametrize(
    ("fix", "title"), [(None, "Confirmed"), (Fix.FIXED, "Corrected"), (Fix.GONE, "No longer there")]
)
def test_it_says_what_became_of_a_report(
    client: FlaskClient, site: Site, fix: Fix | None, title: str
) -> None:
    sent = factories.typo(site)
    alice = decided(site, sent, Verb.APPROVE)
    if fix:
        write(set_fix, sent.id, fix, by=alice)
    assert f">{title}</h1>" in client.get(address(sent)).text


def test_it_shows_each_reader_their_own_suggestion(client: FlaskClient, site: Site) -> None:
    factories.typo(site, suggestion="mine")
    second = factories.typo(site, suggestion="yours")
    page = client.get(address(second)).text
    assert "yours" in page
    assert "mine" not in page


def test_reading_it_changes_nothing(client: FlaskClient, site: Site) -> None:
    sent = factories.comment(site)
    client.get(address(sent))
    client.head(address(sent))
    assert client.get(address(sent) + "/withdrawal").status_code == 405
    assert factories.stored(sent.id).status is Status.PENDING


@ON_BOTH
def test_the_author_takes_it_back_twice_without_harm(client: FlaskClient, site: Site) -> None:
    sent = factories.comment(site)
    for _time in range(2):
        answer = client.post(address(sent) + "/withdrawal", headers={"Origin": ORIGIN})
        assert answer.status_code == 303
    assert ">Withdrawn</h1>" in client.get(answer.headers["Location"]).text
    assert factories.stored(sent.id).withdrawn_at is not None


def test_a_foreign_page_takes_nothing_back(client: FlaskClient, site: Site) -> None:
    sent = factories.comment(site)
    answer = client.post(address(sent) + "/withdrawal", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert factories.stored(sent.id).withdrawn_at is None


def test_what_was_decided_against_cannot_be_taken_back(client: FlaskClient, site: Site) -> None:
    sent = factories.comment(site)
    decided(site, sent, Verb.REJECT)
    assert "withdrawal" not in client.get(address(sent)).text
    client.post(address(sent) + "/withdrawal")
    assert factories.stored(sent.id).withdrawn_at is None


@pytest.mark.parametrize("token", ["x", "WzEsbnVsbF0.forged", "WzEsbnVsbF0", "%00", "." * 3000])
def test_a_token_that_is_not_ours_leads_nowhere(
    client: FlaskClient, site: Site, token: str
) -> None:
    factories.comment(site)
    assert client.get(f"/receipts/{token}").status_code == 404
    assert client.post(f"/receipts/{token}/withdrawal").status_code == 404


def test_a_receipt_of_what_is_no_longer_there_leads_nowhere(
    client: FlaskClient, site: Site
) -> None:
    assert client.get(address(Receipt(999, "pending"))).status_code == 404


def test_its_address_never_leaves(client: FlaskClient, site: Site) -> None:
    answer = client.get(address(factories.comment(site)))
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert (
        "frame-ancestors 'self' https://news.example" in answer.headers["Content-Security-Policy"]
    )
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "Set-Cookie" not in answer.headers
