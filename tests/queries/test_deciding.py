"""What may be decided, and by whom."""

from __future__ import annotations

import pytest

from moderation.extensions import db
from moderation.models import Kind, Role
from moderation.queries.deciding import find_submissions, kinds_for
from tests.factories import comment, moderator, site, typo

pytestmark = pytest.mark.usefixtures("app")


def test_editors_decide_on_typo_reports_alone() -> None:
    news = site()
    said, report = comment(news), typo(news)
    editor = moderator(news, role=Role.EDITOR)
    assert kinds_for([said.id, report.id], by=editor.id) == {report.id: Kind.TYPO_REPORT}


def test_nobody_decides_on_another_site() -> None:
    news, other = site(), site(host="other.example")
    assert kinds_for([comment(news).id], by=moderator(other).id) == {}


def test_an_owner_decides_everywhere() -> None:
    said = comment(site())
    assert kinds_for([said.id], by=moderator(is_owner=True).id) == {said.id: Kind.COMMENT}


def test_who_left_decides_on_nothing() -> None:
    news = site()
    said, alice = comment(news), moderator(news)
    alice.active = False
    db.session.commit()
    assert kinds_for([said.id], by=alice.id) == {}


def test_both_kinds_are_found_at_once() -> None:
    news = site()
    said, report = comment(news), typo(news)
    found = find_submissions([said.id, report.id, 0, 2**31], by=moderator(news).id)
    assert {id_: each.kind for id_, each in found.items()} == {
        said.id: Kind.COMMENT,
        report.id: Kind.TYPO_REPORT,
    }
