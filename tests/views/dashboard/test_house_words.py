"""What a site has of its own: answers, words, and who mends what."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.extensions import db
from moderation.models import DictionaryWord, HandingRule, HouseAnswer, Role
from tests.factories import moderator, site
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_an_editor_keeps_words_and_answers_them_anew(app: Flask) -> None:
    news = site()
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    desk.post("/dashboard/answers", {"phrase": "«teh»", "text": "Our style."})
    answer = db.session.scalars(select(HouseAnswer)).one()
    assert (answer.folded, answer.text) == ('"teh"', "Our style.")
    desk.post(f"/dashboard/answers/{answer.id}", {"text": "Our <b>way</b>."})
    assert "Our &lt;b&gt;way&lt;/b&gt;." in desk.get("/dashboard/answers").text
    desk.post(f"/dashboard/answers/{answer.id}/removal")
    assert "None yet." in desk.get("/dashboard/answers").text


def test_the_dictionary_takes_words_and_nothing_else(app: Flask) -> None:
    news = site()
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    for word, status in (("ковид", 303), ("ковид", 422), ("two words", 422), ("x" * 41, 422)):
        assert desk.post("/dashboard/words", {"lang": "ru", "word": word}).status_code == status
    known = db.session.scalars(select(DictionaryWord)).one()
    assert "ковид" in desk.get("/dashboard/words?q=ко").text
    assert "No word begins so." in desk.get("/dashboard/words?q=%25").text
    desk.post(f"/dashboard/words/{known.id}/removal")
    assert db.session.scalars(select(DictionaryWord)).all() == []


def test_only_admins_say_who_mends_what(app: Flask) -> None:
    news = site()
    eve = moderator(news, role=Role.EDITOR, name="Eve")
    assert signed_in(app, eve).get("/dashboard/handing-rules").status_code == 404
    desk = signed_in(app, moderator(news, role=Role.ADMIN))
    rule = {"field": "section", "value": "Sport", "editor": eve.id}
    assert desk.post("/dashboard/handing-rules", rule).status_code == 303
    assert "Eve" in desk.get("/dashboard/handing-rules").text
    kept = db.session.scalars(select(HandingRule)).one()
    assert desk.post(f"/dashboard/handing-rules/{kept.id}/removal").status_code == 303


def test_another_sites_words_are_not_there(app: Flask) -> None:
    news = site()
    bob = moderator(site("Other", "other.example"), role=Role.ADMIN, name="Bob")
    for page in ("answers", "words", "handing-rules"):
        assert signed_in(app, bob).get(f"/dashboard/{page}?site={news.key}").status_code == 404
