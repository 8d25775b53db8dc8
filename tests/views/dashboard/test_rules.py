"""The rules room: made, seen, switched, changed, tried, removed."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import Role, Rule, Site
from moderation.operations.beats import beat
from moderation.operations.rules import add_rule
from moderation.screening.rule_drafts import RuleDraft
from moderation.transactions import write
from moderation.worker.handlers import do_next
from tests.factories import moderator, site
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SAID = {"rule_kind": "word", "pattern": "casino", "action": "hold"}


@pytest.fixture
def desk(app: Flask) -> Desk:
    return signed_in(app, moderator(site(), role=Role.ADMIN))


def only_rule() -> Rule:
    db.session.expire_all()
    return db.session.query(Rule).one()


@pytest.fixture
def address(desk: Desk) -> str:
    """The page of a rule that was just made."""
    key = db.session.query(Site).one().key
    return str(desk.post("/dashboard/rules", {**SAID, "site": key}).location)


def test_it_is_made_switched_off(desk: Desk, address: str) -> None:
    page = desk.get(address)
    assert "See first what it would have caught" in page.text
    assert "Switched off." in page.text
    assert "casino" in desk.get("/dashboard/rules").text


def test_its_rehearsal_is_shown_before_and_after_the_worker(desk: Desk, address: str) -> None:
    write(beat, "worker", utcnow())
    assert "Looking begins in a moment." in desk.get(address).text
    while do_next(desk.client.application.extensions["moderation.settings"]):
        pass
    assert "It would have caught 0 of 0." in desk.get(address).text


def test_a_bad_pattern_is_shown_again_with_what_is_wrong(desk: Desk) -> None:
    answer = desk.post("/dashboard/rules", {**SAID, "rule_kind": "pattern", "pattern": "(?=x)"})
    assert answer.status_code == 422
    assert "Looking ahead or behind" in answer.text


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "character 3"), ("ru", "3"), ("zh", "3")],
)
def test_a_bad_pattern_is_explained_in_ones_language(desk: Desk, lang: str, words: str) -> None:
    form = {**SAID, "rule_kind": "pattern", "pattern": "a**", "csrf_token": desk.csrf_token}
    answer = desk.client.post("/dashboard/rules", data=form, headers={"Accept-Language": lang})
    error = answer.text.partition('id="pattern-error">')[2].partition("</p>")[0]
    assert f'lang="{lang}"' in answer.text
    assert words in error
    assert ("character" in error) is (lang == "en")


def test_it_is_switched_on_and_off(desk: Desk, address: str) -> None:
    assert desk.post(f"{address}/switch", {"on": "1"}).status_code == 303
    assert only_rule().active
    desk.post(f"{address}/switch", {"on": "0"})
    assert not only_rule().active


def test_it_is_changed_and_taken_back(desk: Desk, address: str) -> None:
    assert "casino" in desk.get(f"{address}/edit").text
    desk.post(address, {**SAID, "pattern": "poker", "site": db.session.query(Site).one().key})
    assert only_rule().pattern == "poker"
    desk.post(f"{address}/versions", {"version": "1"})
    assert only_rule().pattern == "casino"


def test_it_is_removed(desk: Desk, address: str) -> None:
    desk.post(f"{address}/removal")
    assert desk.get(address).status_code == 404
    assert "No rules yet" in desk.get("/dashboard/rules").text


def test_a_text_is_tried(desk: Desk, address: str) -> None:
    assert desk.get("/dashboard/rules/trial").status_code == 200
    tried = desk.post("/dashboard/rules/trial", {"text": "To the Casino!"})
    assert "<mark>Casino</mark>" in tried.text
    assert address in tried.text


def test_a_shared_rule_is_seen_by_admins_and_changed_by_owners(app: Flask) -> None:
    olga = moderator(is_owner=True, name="Olga")
    draft = RuleDraft("word", "casino", (), "hold")
    rule_id = write(add_rule, draft, site_ids=None, by=olga.id)
    alice = signed_in(app, moderator(site(), role=Role.ADMIN))
    page = alice.get(f"/dashboard/rules/{rule_id}")
    assert "only an owner changes it" in page.text
    assert "<button" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert alice.get(f"/dashboard/rules/{rule_id}/edit").status_code == 404
    assert alice.post(f"/dashboard/rules/{rule_id}/switch", {"on": "1"}).status_code == 404


def test_only_admins_have_rules(app: Flask) -> None:
    news = site()
    boss = moderator(news, role=Role.ADMIN)
    write(add_rule, RuleDraft("word", "casino", (), "hold"), site_ids=[news.id], by=boss.id)
    carol = signed_in(app, moderator(news, name="Carol"))
    assert carol.get("/dashboard/rules").status_code == 404
    assert carol.get("/dashboard/rules/new").status_code == 404
    assert "/dashboard/rules" not in carol.get("/dashboard/queue").text


def test_one_chooses_several_of_ones_sites(app: Flask) -> None:
    news, blog, other = site(name="News"), site(name="Blog"), site(name="Other")
    desk = signed_in(app, moderator(news, blog, role=Role.ADMIN))
    assert "Other" not in desk.get("/dashboard/rules/new").text
    assert desk.post("/dashboard/rules", SAID).status_code == 422
    assert desk.post("/dashboard/rules", {**SAID, "site": [news.key, other.key]}).status_code == 422
    assert desk.post("/dashboard/rules", {**SAID, "for_all": "on"}).status_code == 422
    made = desk.post("/dashboard/rules", {**SAID, "site": [news.key, blog.key]})
    assert only_rule().site_ids == [news.id, blog.id]
    page = desk.get(str(made.location)).text
    assert "<bdi>Blog</bdi>, <bdi>News</bdi>" in page
    assert desk.get(f"{made.location}/edit").text.count(" checked") == 4


def test_who_looks_after_one_of_its_sites_sees_it_and_no_other_site(app: Flask) -> None:
    news, blog = site(name="News"), site(name="Blog")
    boss = moderator(news, blog, role=Role.ADMIN)
    draft = RuleDraft("word", "casino", (), "hold")
    rule_id = write(add_rule, draft, site_ids=[news.id, blog.id], by=boss.id)
    desk = signed_in(app, moderator(news, role=Role.ADMIN))
    for address in ("/dashboard/rules", f"/dashboard/rules/{rule_id}", "/dashboard/events"):
        assert "Blog" not in desk.get(address).text
    assert "1 other site" in desk.get("/dashboard/rules").text
    assert "changed by those who look after all" in desk.get(f"/dashboard/rules/{rule_id}").text
    assert desk.get(f"/dashboard/rules/{rule_id}/edit").status_code == 404


def test_an_owner_makes_one_for_all_sites(app: Flask) -> None:
    news = site(name="News")
    olga = signed_in(app, moderator(is_owner=True))
    made = olga.post("/dashboard/rules", {**SAID, "for_all": "on"})
    assert only_rule().for_all
    assert "<dt>Sites</dt><dd><ins><bdi>all sites" in olga.get("/dashboard/events").text
    olga.post(str(made.location), {**SAID, "site": news.key})
    assert only_rule().site_ids == [news.id]
    assert "<ins><bdi>News</bdi></ins>" in olga.get("/dashboard/events").text
