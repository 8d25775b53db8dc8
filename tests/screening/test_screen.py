"""All screens together."""

from __future__ import annotations

import time

from moderation.policies import Policy
from moderation.screening import SCREENS, Facts, screen
from moderation.screening.types import TicketState
from tests.screening.drafts import KNOWN, POLICY, comment, facts, policy, typo


def test_it_says_nothing_about_a_calm_remark() -> None:
    assert screen(comment(), KNOWN, POLICY) == []
    assert screen(typo(suggestion="the"), KNOWN, POLICY) == []


def test_it_names_the_surest_sign_first() -> None:
    draft = comment("http://a http://b http://c", name="admin", trap="x")
    strict = policy(banned_words=("http",))
    found = screen(draft, facts(ticket=TicketState("forged"), same_text=2, approved=0), strict)
    codes = ["honeypot", "ticket_forged", "same_text", "reserved_name", "banned_words"]
    assert [finding.code for finding in found] == [*codes, "many_links", "newcomer"]


def test_it_expects_no_form_of_an_api_client() -> None:
    assert screen(comment(), facts(ticket=None), POLICY) == []


def test_it_stays_quick_on_hostile_text() -> None:
    hostile = [
        "[" * 4_000,
        "http://" * 600,
        "](http://a" * 400,
        "a " * 2_000,
        "\u200b" * 4_000,
    ]
    strict = Policy(banned_words=tuple(f"word{number} a" for number in range(500)))
    began = time.process_time()
    for text in hostile:
        for check in SCREENS:
            check(comment(text, name="a " * 40), Facts(ticket=None), strict)
    assert time.process_time() - began < 5
