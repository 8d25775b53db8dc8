"""An author's first comment."""

from __future__ import annotations

from moderation.screening.newcomers import newcomer
from tests.screening.drafts import KNOWN, POLICY, comment, facts, policy, typo


def test_it_objects_to_an_author_of_whom_nothing_was_approved() -> None:
    found = newcomer(comment(), facts(approved=0), POLICY)
    assert found is not None
    assert found.code == "newcomer"


def test_it_takes_an_author_without_a_key_for_a_newcomer() -> None:
    assert newcomer(comment(), facts(has_author_key=False), POLICY) is not None


def test_it_lets_a_known_author_pass() -> None:
    assert newcomer(comment(), KNOWN, POLICY) is None


def test_it_lets_newcomers_pass_where_they_are_welcome() -> None:
    assert newcomer(comment(), facts(approved=0), policy(newcomers="welcome")) is None


def test_it_leaves_typo_reports_alone() -> None:
    assert newcomer(typo(), facts(approved=0), POLICY) is None
