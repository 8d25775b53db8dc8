"""The form behind "Report", without a script and without a cookie."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.extensions import db
from moderation.models import Block, Flag, Moderator, Notice, Site
from tests import factories
from tests.objecting import all_of, comment_of, flag, public
from tests.views.public.reader import ORIGIN, address, ask, form_of, post

OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site)


@pytest.fixture
def number(site: Site, alice: Moderator) -> int:
    return public(site, alice, "An <b>odd</b> remark.")


def test_each_comment_leads_to_it(client: FlaskClient, site: Site, number: int) -> None:
    thread = ask(client, site, fragment=1).text
    assert f'/sites/{site.key}/flags?id={number}"' in thread
    page = client.get(address(site, f"flags?id={number}"))
    assert page.status_code == 200
    assert "An &lt;b&gt;odd&lt;/b&gt; remark." in page.text
    assert "Set-Cookie" not in page.headers


def test_it_is_sent_and_thanked_for(client: FlaskClient, site: Site, number: int) -> None:
    filled = form_of(client.get(address(site, f"flags?id={number}")))
    sent = client.post(address(site, "flags"), data=filled | {"reason": "insult"}, headers=OWN)
    assert sent.status_code == 303
    assert "A moderator will look at it" in client.get(sent.location).text
    assert "/thread?url=https" in client.get(sent.location).text
    assert [(one.reason, one.weight) for one in all_of(Flag)] == [("insult", 100)]


def test_two_fields_are_enough(client: FlaskClient, site: Site, number: int) -> None:
    assert post(client, site, "flags", id=str(number), reason="spam").status_code == 202
    assert comment_of(number).is_waiting


def test_the_unlawful_leads_to_a_notice(client: FlaskClient, site: Site, number: int) -> None:
    filled = form_of(client.get(address(site, f"flags?id={number}")))
    sent = client.post(address(site, "flags"), data=filled | {"reason": "illegal"}, headers=OWN)
    assert f"/sites/{site.key}/notices?id={number}" in client.get(sent.location).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": ""}, "Say what is wrong: choose one."),
        ({"reason": "boredom"}, "This is not one of the choices."),
        ({"reason": "other"}, "“Something else” needs your own words."),
        ({"reason": "other", "words": "x" * 501}, "Too long: 501 of 500 characters."),
        ({"reason": "spam", "words": "a\0b"}, "characters that cannot be stored"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_comes_back_with_what_is_wrong(
    client: FlaskClient, site: Site, number: int, fields: dict[str, str], said: str
) -> None:
    data = {"id": str(number), **fields}
    page = client.post(address(site, "flags"), data=data, headers=OWN)
    assert page.status_code == (400 if "stored" in said else 422)
    assert said in page.text
    assert fields.get("words", "").replace("\0", "\ufffd") in page.text
    assert all_of(Flag) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_foreign_page_may_not_send_it(client: FlaskClient, site: Site, number: int) -> None:
    data = {"id": str(number), "reason": "spam"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        for what in ("flags", "notices"):
            assert client.post(address(site, what), data=data, headers=headers).status_code == 403
    assert all_of(Flag) + all_of(Notice) == []
    own = {"Origin": ORIGIN}
    assert client.post(address(site, "flags"), data=data, headers=own).status_code == 303


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", ["flags", "notices"])
def test_there_is_nothing_about_what_nobody_sees(
    client: FlaskClient, site: Site, number: int, what: str
) -> None:
    other = factories.site("Other", "other.example")
    hidden = factories.comment(site).id
    for where, one in ((other, number), (site, hidden), (site, "x"), (site, ""), (site, 2**40)):
        data = {"id": str(one), "reason": "spam"}
        assert client.get(address(where, f"{what}?id={one}")).status_code == 404
        typed = {"words": "Rude.", "explanation": "A call."}
        page = client.post(address(where, what), data=data | typed, headers=OWN)
        assert page.status_code == 404
        assert typed["words" if what == "flags" else "explanation"] in page.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_site_without_them_says_so_and_takes_notices(client: FlaskClient, app: Flask) -> None:
    site = factories.site(flags="off")
    number = public(site, factories.moderator(site))
    page = client.get(address(site, f"flags?id={number}"))
    assert page.status_code == 403
    assert "does not take objections" in page.text
    assert f"/sites/{site.key}/notices?id={number}" in page.text
    assert client.get(address(site, f"notices?id={number}")).status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_thanks_stand_though_the_comment_is_hidden_by_now(
    client: FlaskClient, site: Site, number: int
) -> None:
    for network in "bc":
        flag(site, number, network)
    data = {"id": str(number), "reason": "illegal"}
    sent = client.post(address(site, "flags"), data=data, headers=OWN)
    assert client.get(sent.location).status_code == 200
    assert not comment_of(number).is_public


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_is_blocked_or_too_fast_keeps_what_they_typed(client: FlaskClient, app: Flask) -> None:
    site = factories.site(flood="1/minute")
    alice = factories.moderator(site)
    texts = ((text, factories.visitor(text)) for text in "xyz")
    first, other, third = (public(site, alice, text, visitor=who) for text, who in texts)
    data = {"reason": "other", "words": "Typed for <b>long</b>."}
    assert client.post(address(site, "flags"), data=data | {"id": first}, headers=OWN).location
    late = client.post(address(site, "flags"), data=data | {"id": other}, headers=OWN)
    assert (late.status_code, "Retry-After" in late.headers) == (429, True)
    db.session.add(Block(site_id=site.id, visitor_hash=all_of(Flag)[0].visitor_hash))
    db.session.commit()
    kept_out = client.post(address(site, "flags"), data=data | {"id": third}, headers=OWN)
    assert kept_out.status_code == 403
    for page in (late.text, kept_out.text):
        assert "Typed for &lt;b&gt;long&lt;/b&gt;." in page
