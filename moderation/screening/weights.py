"""How much each finding says against a submission, so that the queue can be sorted by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

MOST = 100
# Our own judgement: what only machines do weighs most, what many honest people do least.
WEIGHTS = {
    "honeypot": 80,
    "ticket_forged": 60,
    "banned_words": 50,
    "same_text": 40,
    "reserved_name": 40,
    "ticket_missing": 30,
    "too_fast": 30,
    "many_links": 30,
    "parent_rejected": 20,
    "ticket_old": 10,
    "newcomer": 10,
    "always_held": 10,
    "braked": 0,
}
OF_A_RULE = 50  # somebody wrote it for this very text


# A dictionary hint: a reported word that is one, and in its place one that is none.
KNOWN_WORD, UNKNOWN_SUGGESTION = 10, 10


def score_of(findings: Iterable[Mapping[str, Any]]) -> int:
    """From 0, nothing against it, to 100; what a rule found that is off now does not count."""
    counted = (each for each in findings if not each.get("stale"))
    return min(sum(WEIGHTS.get(str(each["code"]), OF_A_RULE) for each in counted), MOST)


def doubt_of(hints: Mapping[str, Any]) -> int:
    """What a dictionary's hints say against a typo report; they sort it and decide nothing."""
    doubt = KNOWN_WORD if hints.get("word_known") else 0
    return doubt + (UNKNOWN_SUGGESTION if hints.get("suggestion_known") is False else 0)
