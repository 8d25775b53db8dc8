"""The decision log as a page."""

import pytest
from flask import Flask

from moderation.models import Role, Verb
from moderation.operations.decide import decide, decide_many
from moderation.transactions import write
from tests.factories import comment, moderator, site, typo
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_it_says_who_decided_what_and_why(app: Flask) -> None:
    news = site()
    boris = moderator(news, name="Boris")
    write(decide, comment(news).id, Verb.REJECT, by=boris.id, version=None, reason="Off the topic")
    page = signed_in(app, moderator(news)).get("/dashboard/log").text
    for word in ("<bdi>Boris</bdi>", "<b>Reject</b>", "waiting → rejected", "Off the topic"):
        assert word in page


def test_bob_does_not_find_it(app: Flask) -> None:
    news = site()
    write(decide, comment(news).id, Verb.REJECT, by=moderator(news).id, version=None)
    bob = moderator(site("Other", host="other.example"), name="Bob")
    assert "Nothing was decided yet" in signed_in(app, bob).get("/dashboard/log").text


def test_an_editor_reads_of_typo_reports_only(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    write(decide, comment(news, "Secret words").id, Verb.REJECT, by=alice.id, version=None)
    write(decide, typo(news).id, Verb.APPROVE, by=alice.id, version=None)
    page = signed_in(app, moderator(news, role=Role.EDITOR)).get("/dashboard/log").text
    assert "Secret words" not in page
    assert "<bdi>teh</bdi>" in page


def test_it_filters_by_moderator_and_verb(app: Flask) -> None:
    news = site()
    alice, boris = moderator(news), moderator(news, name="Boris")
    write(decide, comment(news, "One").id, Verb.REJECT, by=alice.id, version=None)
    write(decide, comment(news, "Two").id, Verb.APPROVE, by=boris.id, version=None)
    desk = signed_in(app, alice)
    page = desk.get(f"/dashboard/log?moderator={boris.id}&site={news.key}").text
    assert "<bdi>Two</bdi>" in page
    assert "<bdi>One</bdi>" not in page
    assert "<bdi>Two</bdi>" not in desk.get("/dashboard/log?verb=reject").text


def test_it_goes_on_to_older_ones(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    for number in range(51):
        sent = comment(news, f"Remark {number}")
        write(decide, sent.id, Verb.APPROVE, by=alice.id, version=None)
    desk = signed_in(app, alice)
    assert "Remark 0<" not in desk.get("/dashboard/log").text
    assert "Remark 0<" in desk.get("/dashboard/log?after=2").text


@pytest.mark.parametrize("query", ["after=x", "verb=x", "moderator=x", "after=99999999999"])
def test_it_refuses_what_is_no_choice(app: Flask, query: str) -> None:
    desk = signed_in(app, moderator(site()))
    assert desk.get(f"/dashboard/log?{query}").status_code == 422


def test_many_of_one_stroke_stand_under_a_line_that_takes_all_back(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    items = [(comment(news, text).id, None) for text in ("One", "Two", "Three")]
    done = write(decide_many, items, Verb.REJECT, by=alice.id)
    desk = signed_in(app, alice)
    page = desk.get("/dashboard/log").text
    assert page.count("3 decisions") == page.count("Undo all") == 1
    desk.post("/dashboard/undos?back=log", {"decision": done.decided[0].decision_id})
    assert "2 of them stand" in desk.get("/dashboard/log").text
    desk.post("/dashboard/undos?back=log", {"batch": done.batch})
    assert "Undo all" not in desk.get("/dashboard/log").text


def test_a_single_decision_needs_no_line(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    write(decide, comment(news).id, Verb.REJECT, by=alice.id, version=None)
    assert "log-stroke" not in signed_in(app, alice).get("/dashboard/log").text
