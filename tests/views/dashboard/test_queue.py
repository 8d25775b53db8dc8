"""The queue as a page and as a fragment."""

import re

import pytest
from flask import Flask
from markupsafe import escape

from moderation.extensions import db
from moderation.models import Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_it_sends_a_stranger_to_the_sign_in(app: Flask) -> None:
    answer = app.test_client().get("/dashboard/queue")
    assert answer.status_code == 303
    assert answer.location.startswith("/dashboard/login")


def test_it_tells_a_strangers_script_401(app: Flask) -> None:
    answer = app.test_client().get("/dashboard/queue", headers={"X-Fragment": "1"})
    assert answer.status_code == 401


def test_it_shows_what_waits_as_readers_will_see_it(app: Flask) -> None:
    news = site()
    comment(news, "A **calm** remark", name="Vera")
    page = signed_in(app, moderator(news)).get("/dashboard/queue").text
    assert "<strong>calm</strong>" in page
    assert "<bdi>Vera</bdi>" in page
    assert 'data-count="1"' in page


def test_bob_does_not_find_it(app: Flask) -> None:
    comment(site())
    bob = moderator(site("Other", host="other.example"), name="Bob")
    assert "A calm remark" not in signed_in(app, bob).get("/dashboard/queue").text


def test_it_gives_a_script_the_cards_alone(app: Flask) -> None:
    news = site()
    comment(news)
    desk = signed_in(app, moderator(news))
    fragment = desk.get("/dashboard/queue", headers={"X-Fragment": "1"}).text
    assert "data-card" in fragment
    assert "<html" not in fragment


def test_it_shows_the_page_opened_at_the_place_of_a_typo(app: Flask) -> None:
    news = site()
    typo(news)
    page = signed_in(app, moderator(news)).get("/dashboard/queue").text
    place = (
        r"https://news\.example/article#moderation-place=[\w.-]+:~:text=and%20so-,teh,-end%20came"
    )
    assert re.search(place, page)
    assert "<del>teh</del><ins>the</ins>" in page


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "{{ 7*7 }}", '"><script>'])
def test_it_shows_hostile_text_as_text(app: Flask, hostile: str) -> None:
    news = site()
    typo(news, hostile, note=hostile, suggestion=hostile + "x", sentence=f"a {hostile} b")
    comment(news, hostile, name=hostile)
    page = signed_in(app, moderator(news)).get("/dashboard/queue").text
    assert "<img src=x" not in page
    assert '"><script>' not in page
    assert str(escape(hostile)) in page


def test_it_shows_hidden_characters_of_a_name(app: Flask) -> None:
    news = site()
    comment(news, name="Ad\u202emin")
    page = signed_in(app, moderator(news)).get("/dashboard/queue").text
    assert ">RLO</span>" in page
    assert "\u202e" not in page


def test_it_shows_the_email_to_those_who_may_see_it(app: Flask) -> None:
    news = site()
    typo(news, email="vera@mail.example")
    trusted = moderator(news, sees_senders=True, name="Tess")
    assert "vera@mail.example" in signed_in(app, trusted).get("/dashboard/queue").text
    assert "vera@mail.example" not in signed_in(app, moderator(news)).get("/dashboard/queue").text


def test_it_marks_the_words_that_a_finding_is_about(app: Flask) -> None:
    news = site(banned_words="casino")
    comment(news, "Win at the casino")
    page = signed_in(app, moderator(news)).get("/dashboard/queue").text
    assert "<mark>casino</mark>" in page
    assert "word: casino" in page


def test_it_says_when_the_parent_was_rejected(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    parent = comment(news, "First")
    write(decide, parent.id, Verb.APPROVE, by=alice.id, version=None)
    comment(news, "Second", parent_id=parent.id)
    version = stored(parent.id).version
    write(decide, parent.id, Verb.REJECT, by=alice.id, version=version)
    page = signed_in(app, alice).get("/dashboard/queue").text
    assert "the comment it replies to was rejected" in page


def test_it_offers_the_next_page(app: Flask) -> None:
    news = site()
    for number in range(23):
        comment(news, f"Remark {number}")
    desk = signed_in(app, moderator(news))
    page = desk.get("/dashboard/queue").text
    assert page.count("data-card=") == 20
    assert ">3 more</a>" in page


@pytest.mark.parametrize(
    "query", ["status=x", "kind=x", "order=x", "after=x", "after=0.1.99999999999"]
)
def test_it_refuses_what_is_no_choice(app: Flask, query: str) -> None:
    desk = signed_in(app, moderator(site()))
    assert desk.get(f"/dashboard/queue?{query}").status_code == 422


def test_an_empty_queue_says_what_was_done_and_what_is_left(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    write(decide, typo(news).id, Verb.APPROVE, by=alice.id, version=None)
    page = signed_in(app, alice).get("/dashboard/queue").text
    assert "Nothing waits" in page
    assert "You have decided on 1 submission today." in page
    assert "Mistakes to fix" in page


@pytest.mark.parametrize("pile", ["decided", "spam", "approved", "rejected", "deleted"])
def test_every_pile_opens(app: Flask, pile: str) -> None:
    news = site()
    alice = moderator(news)
    for verb in (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE):
        write(decide, comment(news, verb.value).id, verb, by=alice.id, version=None)
    assert signed_in(app, alice).get(f"/dashboard/queue?status={pile}").status_code == 200


def test_the_desk_opens_at_the_queue(app: Flask) -> None:
    answer = signed_in(app, moderator(site())).get("/dashboard/")
    assert answer.location == "/dashboard/queue"


def test_it_begins_with_what_a_moderator_likes_unless_asked(app: Flask) -> None:
    news = site()
    for text in ("The older one", "The newer one"):
        comment(news, text)
    alice = moderator(news)
    alice.newest_first = True
    db.session.commit()
    desk = signed_in(app, alice)
    for path, first in (("queue", "newer"), ("queue?order=oldest", "older")):
        page = desk.get(f"/dashboard/{path}").text
        assert (page.index("The newer") < page.index("The older")) is (first == "newer")
