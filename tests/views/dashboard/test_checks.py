"""Editors have a page looked at now, and read what was seen there."""

from __future__ import annotations

import pytest
from flask import Flask

from moderation.models import FixedBy, Role, TypoReport, Verb, Verdict
from moderation.operations.checks import note_look
from moderation.operations.decide import decide
from moderation.operations.looks import Look
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_page_is_looked_at_as_soon_as_a_worker_can(app: Flask) -> None:
    news = site()
    alice, report = moderator(news, role=Role.EDITOR), typo(news).id
    write(decide, report, Verb.APPROVE, by=alice.id, version=None)
    answer = signed_in(app, alice).post(f"/dashboard/submissions/{report}/checks", fragment=True)
    assert "about to be looked at" in answer.text
    found = stored(report)
    assert isinstance(found, TypoReport)
    assert found.next_check_at is not None
    assert found.decided_at is not None
    assert (found.next_check_at - found.decided_at).total_seconds() < 60


def test_a_comment_and_a_site_without_looks_have_none(app: Flask) -> None:
    news, still = site(), site("Still", "still.example", rechecks="off")
    desk = signed_in(app, moderator(news, still))
    there = typo(still, url="https://still.example/a").id
    for each in (comment(news).id, there):
        assert desk.post(f"/dashboard/submissions/{each}/checks").status_code == 404
    assert "Check now" not in desk.get(f"/dashboard/submissions/{there}").text


def test_the_card_tells_what_was_seen(app: Flask) -> None:
    news = site()
    alice, report = moderator(news, role=Role.EDITOR), typo(news).id
    write(decide, report, Verb.APPROVE, by=alice.id, version=None)
    looks = [Look(Verdict.UNSEEN, why="robots"), Look(Verdict.CHANGED, "<b>our</b>")]
    for look in looks:
        write(note_look, report, look, by=FixedBy.BROWSER, moderator_id=alice.id)
    page = signed_in(app, alice).get(f"/dashboard/submissions/{report}").text
    assert "Changed otherwise" in page
    assert "&lt;b&gt;our&lt;/b&gt;" in page
    assert "robots.txt forbids it" in page
    assert "seen in an editor’s browser, <bdi>Alice</bdi>" in page
