"""What a batch could not do is told item by item, by script and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import delete

from moderation.extensions import db
from moderation.models import Membership, Verb
from moderation.operations.decide import decide
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests.browser.axe import bring_axe, violations
from tests.browser.desks import card, sit_down
from tests.factories import comment, moderator, site, stored

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PHONE = ViewportSize(width=390, height=844)
LINES = [
    "Boris approved this",
    "The author has withdrawn this.",
    "Its site asks for a reason.",
    "Not found: it is gone, or not yours to decide.",
]


@pytest.fixture(params=[True, False], ids=["script", "bare"])
def answered(request: pytest.FixtureRequest, live: Flask, browser: Browser) -> Iterator[Page]:
    """Alice rejects all five of a page; four of them are no longer what they were."""
    news, strict = site(), site("Strict", "strict.example", reason_required="on")
    lost = site("Lost", "lost.example")
    ids = [comment(news, text).id for text in ("Calm", "Rude", "Quick")]
    ids += [comment(each, url=f"https://{each.hosts[0].host}/a").id for each in (strict, lost)]
    alice, boris = moderator(news, strict, lost), moderator(news, name="Boris")
    scripts = bool(request.param)
    with browser.new_context(java_script_enabled=scripts, viewport=PHONE) as context:
        tab = sit_down(context.new_page(), live, alice)
        for each in ids:
            card(tab, each).locator(".card-head [data-select]").check()
        write(decide, ids[1], Verb.APPROVE, by=boris.id, version=None)
        write(withdraw, ids[2], None)
        db.session.execute(delete(Membership).where(Membership.site_id == lost.id))
        db.session.commit()
        tab.locator("form[data-selection]").get_by_role("button", name="Reject").click()
        yield tab


def test_each_that_was_not_done_is_named_with_why(answered: Page) -> None:
    result = answered.locator("[data-batch]")
    expect(result).to_contain_text("1 rejected")
    lines = result.locator(".batch-refused li")
    expect(lines).to_have_count(4)
    for text, line in zip(LINES, lines.all(), strict=True):
        expect(line).to_contain_text(text)
    if result.locator("[data-close-result]").count():  # with a script, which axe needs
        bring_axe(answered)
        assert violations(answered, {}) == []
    answered.locator(".batch-reason input[name=reason]").fill("Off the topic")
    answered.get_by_role("button", name="Reject 1 with this reason").click()
    expect(answered.locator("[data-batch]")).to_contain_text("1 rejected")
    expect(answered.locator(".batch-refused")).to_have_count(0)
    assert not stored(4).is_waiting
