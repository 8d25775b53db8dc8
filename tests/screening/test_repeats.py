"""The same text again."""

from __future__ import annotations

from moderation.screening.repeats import same_text
from moderation.screening.types import Finding
from tests.screening.drafts import KNOWN, POLICY, comment, facts, typo


def test_it_says_how_often_the_text_was_sent() -> None:
    found = same_text(comment(), facts(same_text=3), POLICY)
    assert found == Finding("same_text", {"times": 3})


def test_it_lets_a_new_text_pass() -> None:
    assert same_text(comment(), KNOWN, POLICY) is None


def test_it_leaves_typo_reports_alone() -> None:
    assert same_text(typo(), facts(same_text=3), POLICY) is None
