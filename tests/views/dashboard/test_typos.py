"""The card of a typo report: what it shows, and what an editor does with it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Decision, Fix, FixedBy, HouseAnswer, Role, Site, TypoReport, Verdict
from tests.factories import moderator, site, stored, typo, visitor
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CMS = "https://cms.example/edit?url={url}"


def report(submission_id: int) -> TypoReport:
    one = stored(submission_id)
    assert isinstance(one, TypoReport)
    return one


def editor_of(app: Flask, news: Site) -> Desk:
    return signed_in(app, moderator(news, role=Role.EDITOR, name="Eve"))


def decide(desk: Desk, one: int, **fields: object) -> int:
    path = f"/dashboard/submissions/{one}/decisions"
    return desk.post(path, {"version": report(one).version, **fields}, fragment=True).status_code


def test_it_shows_the_correction_in_its_sentence_and_what_to_copy(app: Flask) -> None:
    news = site()
    one = typo(news).id
    card = editor_of(app, news).get(f"/dashboard/submissions/{one}").text
    assert "<del>teh</del><ins>the</ins>" in card
    assert 'data-copy="and so the end came"' in card
    assert 'data-copy="teh"' in card


def test_what_looks_like_html_is_inert_on_the_card(app: Flask) -> None:
    news = site()
    evil = "<img src=x onerror=alert(1)>"
    one = typo(news, evil, suggestion=f"{evil}!", sentence="", note=evil).id
    card = editor_of(app, news).get(f"/dashboard/submissions/{one}").text
    assert "<img" not in card
    assert "onerror=alert(1)&gt;" in card


def test_accepting_keeps_the_correction_that_was_on_screen(app: Flask) -> None:
    news = site()
    one = typo(news).id
    desk = editor_of(app, news)
    for number in range(3):
        typo(news, suggestion="then", visitor=visitor(f"v{number}"))
    assert decide(desk, one, verb="approve", replacement="the", reason="Thanks!") == 200
    assert report(one).replacement == "the"
    assert db.session.scalars(select(Decision.reason)).one() == "Thanks!"


def test_accept_and_edit_accepts_and_leads_to_the_way_in(app: Flask) -> None:
    news = site(edit_url=CMS)
    one = typo(news).id
    desk = editor_of(app, news)
    where = "https://cms.example/edit?url=https%3A%2F%2Fnews.example%2Farticle"
    assert f'data-opens-page="{where}"' in desk.get(f"/dashboard/submissions/{one}").text
    answer = desk.post(
        f"/dashboard/submissions/{one}/decisions", {"edits": "1", "version": report(one).version}
    )
    assert answer.location.endswith(f"/dashboard/submissions/{one}")
    assert f'href="{where}"' in desk.get(answer.location).text


def test_another_correction_is_accepted_or_comes_back_with_what_was_typed(app: Flask) -> None:
    news = site()
    one = typo(news).id
    desk, path = editor_of(app, news), f"/dashboard/submissions/{one}/acceptances"
    version = report(one).version
    same = desk.post(path, {"version": version, "replacement": "teh"}, fragment=True)
    assert (same.status_code, "The suggestion is the same" in same.text) == (422, True)
    late = desk.post(path, {"version": 99, "replacement": "thee"}, fragment=True)
    assert (late.status_code, ">\nthee</textarea>" in late.text) == (409, True)
    desk.post(path, {"version": version, "replacement": "then", "category": "name"})
    assert (report(one).replacement, report(one).category.value) == ("then", "name")


def test_a_refusal_answers_the_next_reader_when_it_says_why(app: Flask) -> None:
    news = site()
    one = typo(news).id
    desk = editor_of(app, news)
    assert decide(desk, one, verb="reject", answers="1") == 422
    assert decide(desk, one, verb="reject", answers="1", reason="Our style.") == 200
    assert db.session.scalars(select(HouseAnswer.text)).all() == ["Our style."]


def test_the_same_words_elsewhere_are_shown_and_decided_together(app: Flask) -> None:
    news = site()
    one, other = typo(news).id, typo(news, url="https://news.example/b").id
    desk, path = editor_of(app, news), f"/dashboard/submissions/{one}/elsewhere"
    assert "The same words at 1 other place" in desk.get(f"/dashboard/submissions/{one}").text
    assert "<del>teh</del><ins>the</ins>" in desk.get(path).text
    items = [f"{each}:{report(each).version}" for each in (one, other)]
    desk.post(path, {"verb": "approve", "item": items}, fragment=True)
    assert report(other).status.value == report(one).status.value == "approved"


def test_it_is_handed_on_and_sorted_without_leaving_the_queue(app: Flask) -> None:
    news = site()
    one = typo(news).id
    eve = moderator(news, role=Role.EDITOR, name="Eve")
    desk = signed_in(app, eve)
    assert "Eve" in desk.get(f"/dashboard/submissions/{one}/handings/new").text
    desk.post(f"/dashboard/submissions/{one}/handings", {"editor": eve.id})
    card = desk.post(f"/dashboard/submissions/{one}/category", {"category": "fact"}, fragment=True)
    assert (report(one).editor_id, report(one).is_waiting) == (eve.id, True)
    assert "A fact" in card.text


def test_it_says_what_stands_on_the_page_now(app: Flask) -> None:
    news = site()
    one = typo(news).id
    desk = editor_of(app, news)
    decide(desk, one, verb="approve")
    mistake = report(one)
    mistake.verdict, mistake.found, mistake.fix = Verdict.CHANGED, "<b>thee</b>", Fix.CHANGED
    mistake.fixed_by = FixedBy.CHECK
    db.session.commit()
    card = desk.get(f"/dashboard/submissions/{one}").text
    assert "Changed otherwise" in card
    assert "&lt;b&gt;thee&lt;/b&gt;" in card
