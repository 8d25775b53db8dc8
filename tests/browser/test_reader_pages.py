"""What readers object with and authors answer with: for a screen reader, and in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from moderation.drafts.verdicts import Verdict
from moderation.models import Site, Verb
from moderation.operations.appeals import appeal
from moderation.operations.evidence import keep_evidence
from moderation.operations.notices import decide_notice
from moderation.transactions import write
from moderation.views.http import signer
from tests import factories
from tests.browser.axe import bring_axe, violations
from tests.browser.desks import card, sit_down
from tests.objecting import comment_of, decided, edit, flag, notice, public

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CONTRAST = {"runOnly": ["color-contrast"]}
WIDER = "document.documentElement.scrollWidth > innerWidth"


def receipts(site: Site) -> Iterator[int]:
    """A comment in each state that its receipt tells of."""
    olga = factories.moderator(is_owner=True, name="Olga")
    yield factories.comment(site, "W" * 400, name="W" * 80).id
    for number in (public(site, olga, f"Remark {each}.") for each in range(6)):
        yield number
        match number % 6:
            case 0:
                edit(number, "Changed.")
            case 1:
                decided(number, Verb.REJECT, olga, "Insults")
                write(appeal, number, "I meant it kindly.")
            case 2:
                known, version = notice(site, number), comment_of(number).version
                verdict = Verdict(True, "law", "§ 111", "A call.")
                write(decide_notice, known, verdict, by=olga.id, version=version)
            case 3:
                for network in "bcd":
                    flag(site, number, network)
            case 4:
                write(keep_evidence, number, by=olga.id)


def test_each_page_is_for_everybody(live: Flask, address: str, tab: Page) -> None:
    site = factories.site()
    numbers = list(receipts(site))
    about = numbers[-1]
    paths = [f"sites/{site.key}/{what}?id={about}" for what in ("flags", "notices")]
    paths += [f"sites/{site.key}/flags/thanks?id={about}", f"sites/{site.key}/flags?id=9999"]
    paths += [f"sites/{site.key}/notices/received?number=1"]
    tokens = [signer().receipt(number) for number in numbers]
    paths += [f"receipts/{token}" for token in tokens]
    paths += [f"receipts/{token}/{what}" for token in tokens[:2] for what in ("edits", "appeals")]
    wrong = {}
    bring_axe(tab)
    tab.set_viewport_size({"width": 320, "height": 700})
    for path in paths:
        tab.goto(f"{address}/{path}")
        found = [["wider"]] if tab.evaluate(WIDER) else []
        for scheme, options in (("light", {}), ("dark", CONTRAST)):
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += violations(tab, options)
        if found:
            wrong[path] = found
    assert wrong == {}


def test_a_report_goes_to_the_desk_and_back(
    live: Flask, address: str, tab: Page, browser: Browser
) -> None:
    site = factories.site()
    alice = factories.moderator(site)
    number = public(site, alice)
    with browser.new_context(java_script_enabled=False) as reader:
        form = reader.new_page()
        form.goto(f"{address}/sites/{site.key}/flags?id={number}")
        form.get_by_role("radio", name="Something else").check()
        form.get_by_role("button", name="Report").click()
        expect(form.get_by_role("alert")).to_contain_text("needs your own words")
        form.get_by_label("In your own words").fill("Rude <b>words</b>")
        form.get_by_role("button", name="Report").click()
        expect(form.get_by_role("status")).to_contain_text("A moderator will look at it.")
    sit_down(tab, live, alice, "queue?waiting_for=flag")
    expect(card(tab, number)).to_contain_text("Rude <b>words</b>")
    tab.keyboard.press("a")
    expect(card(tab, number)).to_contain_text("Kept")
    tab.keyboard.press("z")
    expect(card(tab, number)).to_contain_text("Rude <b>words</b>")
