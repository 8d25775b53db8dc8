"""What else a card does: fixed, blocked, closed, on a page of its own."""

import pytest
from flask import Flask

from moderation.models import Block, Fix, Role, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo
from tests.rows import count_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def fix_of(submission_id: int) -> Fix:
    report = stored(submission_id)
    assert isinstance(report, TypoReport)
    return report.fix


def test_a_mistake_is_fixed_and_not_fixed(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    report = typo(news)
    write(decide, report.id, Verb.APPROVE, by=alice.id, version=None)
    desk, address = signed_in(app, alice), f"/dashboard/submissions/{report.id}/fixes"
    assert "Accepted, fixed" in desk.post(address, {"fix": "fixed"}, fragment=True).text
    assert fix_of(report.id) is Fix.FIXED
    desk.post(address, {"fix": "unfixed"})
    assert fix_of(report.id) is Fix.UNFIXED


@pytest.mark.parametrize(("days", "told"), [("30", "for 30 days"), ("0", "no longer post")])
def test_a_sender_is_blocked(app: Flask, days: str, told: str) -> None:
    news = site()
    sent = comment(news)
    desk = signed_in(app, moderator(news))
    address = f"/dashboard/submissions/{sent.id}/blocks"
    assert told in desk.post(address, {"days": days}, fragment=True).text
    assert count_of(Block) == 1


def test_a_block_of_ten_thousand_years_is_refused(app: Flask) -> None:
    news = site()
    address = f"/dashboard/submissions/{comment(news).id}/blocks"
    answer = signed_in(app, moderator(news)).post(address, {"days": "3650000"}, fragment=True)
    assert answer.status_code == 422


def test_a_page_is_closed_from_a_card_and_opened(app: Flask) -> None:
    news = site()
    sent = comment(news)
    desk, address = signed_in(app, moderator(news)), f"/dashboard/submissions/{sent.id}/closings"
    assert "takes no more comments" in desk.post(address, {"closed": "1"}, fragment=True).text
    assert stored(sent.id).page.closed_at is not None
    assert desk.post(address, {"closed": "0"}).status_code == 303
    assert stored(sent.id).page.closed_at is None


def test_a_submission_has_a_page_with_its_history(app: Flask) -> None:
    news = site()
    alice = moderator(news)
    sent = comment(news)
    write(decide, sent.id, Verb.REJECT, by=alice.id, version=None, reason="Off the topic")
    page = signed_in(app, alice).get(f"/dashboard/submissions/{sent.id}").text
    assert "What was decided" in page
    assert page.count("Off the topic") > 1


@pytest.mark.parametrize("what", ["fixes", "blocks", "closings", "decisions"])
def test_bob_does_not_find_it(app: Flask, what: str) -> None:
    sent = comment(site())
    bob = signed_in(app, moderator(site("Other", host="other.example"), name="Bob"))
    fields = {"verb": "approve", "fix": "fixed", "days": "30", "closed": "1"}
    assert bob.post(f"/dashboard/submissions/{sent.id}/{what}", fields).status_code == 404
    assert bob.get(f"/dashboard/submissions/{sent.id}").status_code == 404


def test_an_editor_neither_blocks_nor_closes(app: Flask) -> None:
    news = site()
    report = typo(news)
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    address = f"/dashboard/submissions/{report.id}"
    assert desk.post(f"{address}/blocks", {"days": "30"}).status_code == 404
    assert desk.post(f"{address}/closings", {"closed": "1"}).status_code == 404
    assert "Block the sender" not in desk.get("/dashboard/queue").text
