"""The field that people do not see."""

from __future__ import annotations

from moderation.screening.honeypot import filled_trap
from tests.screening.drafts import KNOWN, POLICY, comment


def test_it_objects_when_the_trap_is_filled() -> None:
    found = filled_trap(comment(trap="https://spam.example"), KNOWN, POLICY)
    assert found is not None
    assert found.code == "honeypot"


def test_it_lets_an_empty_trap_pass() -> None:
    assert filled_trap(comment(), KNOWN, POLICY) is None
