"""What a screen asks every few seconds."""

import re

import pytest
from flask import Flask

from moderation.models import Role, Verb
from moderation.operations.claims import claim
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PULSE = "/dashboard/pulse"
LONG_AGO = "since=1700000000000"
QUERIES = 12


def test_it_counts_what_waits(app: Flask) -> None:
    news = site()
    comment(news)
    typo(news)
    desk = signed_in(app, moderator(news))
    counts = desk.get(PULSE).get_json()["counts"]
    assert counts == {"comment": 1, "typo_report": 1, "to_fix": 0, "flagged": 0, "notice": 0}


def test_it_keeps_each_number_of_the_rail_true(app: Flask) -> None:
    desk = signed_in(app, moderator(site()))
    rail = desk.get("/dashboard/queue").text.partition("<main")[0]
    shown = {kind for kinds in re.findall(r'data-waits="([^"]+)"', rail) for kind in kinds.split()}
    assert rail.count('class="rail-count"') == len(re.findall("data-waits", rail))
    assert shown == set(desk.get(PULSE).get_json()["counts"])


def test_it_tells_what_came_into_the_list(app: Flask) -> None:
    news = site()
    sent = comment(news)
    typo(news)
    desk = signed_in(app, moderator(news))
    answer = desk.get(f"{PULSE}?{LONG_AGO}&kind=comment").get_json()
    [[new, waits_since]] = answer["new"]
    assert (new, answer["here"]) == (sent.id, 1)
    assert desk.get(f"{PULSE}?since={waits_since + 1}&kind=comment").get_json()["new"] == []


def test_it_glances_at_the_cards_on_screen(app: Flask) -> None:
    news = site()
    one, two = comment(news, "One").id, comment(news, "Two").id
    boris = moderator(news, name="Boris")
    write(decide, one, Verb.APPROVE, by=boris.id, version=None)
    write(claim, two, by=boris.id)
    cards = signed_in(app, moderator(news)).get(f"{PULSE}?ids={one}.{two}").get_json()["cards"]
    assert cards[str(one)] == [stored(one).version, False, ""]
    assert cards[str(two)] == [stored(two).version, True, "Boris"]


def test_the_changed_cards_are_fetched_by_their_ids(app: Flask) -> None:
    news = site()
    one = comment(news).id
    write(decide, one, Verb.REJECT, by=moderator(news, name="Boris").id, version=None)
    text = signed_in(app, moderator(news)).get(f"/dashboard/cards?ids={one}").text
    assert 'data-status="rejected"' in text
    assert "<bdi>Boris</bdi>" in text


def test_nothing_new_is_not_sent_again(app: Flask) -> None:
    news = site()
    desk, address = signed_in(app, moderator(news)), f"{PULSE}?ids={comment(news).id}"
    first = desk.get(address)
    again = desk.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    comment(news, "Another")
    later = desk.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200


def test_asking_keeps_no_session_alive(app: Flask) -> None:
    assert "Set-Cookie" not in signed_in(app, moderator(site())).get(PULSE).headers


def test_fifty_cards_cost_no_more_statements_than_one(app: Flask, count_queries: list[str]) -> None:
    news = site()
    ids = [comment(news, f"Remark {number}").id for number in range(50)]
    desk = signed_in(app, moderator(news))
    costs = []
    for some in (ids[:1], ids):
        count_queries.clear()
        desk.get(f"{PULSE}?{LONG_AGO}&ids={'.'.join(map(str, some))}")
        costs.append(len(count_queries))
    assert costs[0] == costs[1] <= QUERIES


def test_bob_and_an_editor_learn_nothing(app: Flask) -> None:
    news = site()
    sent = comment(news)
    address = f"{PULSE}?{LONG_AGO}&ids={sent.id}"
    bob = moderator(site("Other", host="other.example"), name="Bob")
    for person in (bob, moderator(news, role=Role.EDITOR)):
        answer = signed_in(app, person).get(address).get_json()
        assert (answer["new"], answer["cards"], answer["counts"]["comment"]) == ([], {}, 0)
        assert signed_in(app, person).get(f"/dashboard/cards?ids={sent.id}").text.strip() == ""


@pytest.mark.parametrize("query", ["since=x", "since=" + "9" * 19, "ids=x.-1.99999999999", "ids=0"])
def test_it_passes_over_what_is_no_number(app: Flask, query: str) -> None:
    answer = signed_in(app, moderator(site())).get(f"{PULSE}?{query}")
    assert answer.status_code == 200
    assert answer.get_json()["cards"] == {}
