"""The log of what is not a decision, as a page and as files."""

import csv
import json

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Event, Moderator, Role, Site, Verb
from moderation.operations.decide import decide
from moderation.operations.events import record
from moderation.operations.sites import set_policy
from moderation.transactions import write
from tests.factories import comment, moderator, site
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def changed(news: Site, by: Moderator) -> None:
    write(
        record, "policy_changed", site_id=news.id, by=by.id, subject="max_links",
        before={"max_links": 2}, after={"max_links": 5},
    )  # fmt: skip


def test_it_says_who_changed_what(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    changed(news, alice)
    page = signed_in(app, alice).get("/dashboard/events").text
    for words in ("<bdi>Alice</bdi>", "max_links", "<del><bdi>2</bdi></del>", "<bdi>5</bdi>"):
        assert words in page


def test_what_nobody_did_says_how_it_came_about(app: Flask) -> None:
    news = site()
    for name in ("brake_ended", "notice_received", "role_given"):
        write(record, name, site_id=news.id, by=None, subject="site")
    page = signed_in(app, moderator(news)).get("/dashboard/events").text
    for words in ("by itself", "by a reader", "on the server", "the whole site"):
        assert words in page
    assert (
        "Nothing here matches"
        in signed_in(app, moderator(news)).get("/dashboard/events?until=2020-01-01").text
    )


@pytest.mark.parametrize("role", [Role.EDITOR, None])
def test_it_shows_nothing_to_those_who_do_not_moderate(app: Flask, role: Role | None) -> None:
    news, other = site(), site("Other", host="other.example")
    changed(news, moderator(news))
    bob = moderator(news if role else other, role=role or Role.ADMIN, name="Bob")
    assert "Nothing was changed yet" in signed_in(app, bob).get("/dashboard/events").text


def test_the_installation_s_own_are_for_its_owner(app: Flask) -> None:
    alice, owner = moderator(site()), moderator(name="Olga", is_owner=True)
    write(record, "signed_in", site_id=None, by=owner.id)
    assert "Nothing was changed" in signed_in(app, alice).get("/dashboard/events").text
    assert "<bdi>Olga</bdi>" in signed_in(app, owner).get("/dashboard/events").text


def test_it_filters_by_subject_and_day(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    changed(news, alice)
    desk = signed_in(app, alice)
    assert "max_links" in desk.get("/dashboard/events?about=policy&since=2020-01-01").text
    assert "max_links" not in desk.get("/dashboard/events?about=rule").text
    assert "max_links" not in desk.get("/dashboard/events?until=2020-01-01").text
    assert desk.get("/dashboard/events?since=yesterday").status_code == 422


def test_the_decisions_come_as_a_file_that_is_no_formula(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    one = comment(news)
    write(decide, one.id, Verb.REJECT, by=alice.id, version=None, reason="=SUM(A1)")
    desk = signed_in(app, alice)
    answer = desk.get("/dashboard/log/file?verb=reject")
    (row,) = csv.DictReader(answer.text.removeprefix("\ufeff").splitlines())
    assert (row["submission"], row["reason"]) == (str(one.id), "'=SUM(A1)")
    (record,) = json.loads(desk.get("/dashboard/log/file?as=json").text)
    assert record["reason"] == "=SUM(A1)"
    assert len(record["digest"]) == 64


def test_the_events_come_as_a_file(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    changed(news, alice)
    desk = signed_in(app, alice)
    (record,) = json.loads(desk.get("/dashboard/events/file?as=json").text)
    assert record["before"] == {"max_links": 2}
    assert json.loads(desk.get("/dashboard/events/file?as=json&about=x").text) == []


def test_a_changed_policy_stands_in_it(app: Flask) -> None:
    news = site()
    write(set_policy, news.id, {"max_links": "7"}, by=moderator(news).id)
    write(set_policy, news.id, {"max_links": "7"})
    db.session.rollback()
    (event,) = db.session.scalars(select(Event))
    assert (event.before, event.after) == ({"max_links": "2"}, {"max_links": "7"})
