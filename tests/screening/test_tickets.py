"""The form's ticket."""

from __future__ import annotations

import pytest

from moderation.screening.tickets import bad_ticket
from moderation.screening.types import Finding, TicketState
from tests.screening.drafts import POLICY, comment, facts, policy, typo


@pytest.mark.parametrize("state", ["missing", "forged", "old"])
def test_it_objects_to_a_ticket_that_is_not_good(state: str) -> None:
    found = bad_ticket(comment(), facts(ticket=TicketState(state)), POLICY)
    assert found is not None
    assert found.code == f"ticket_{state}"


def test_it_objects_to_a_form_sent_at_once() -> None:
    found = bad_ticket(typo(), facts(ticket=TicketState("ok", 1.9)), POLICY)
    assert found == Finding("too_fast", {"seconds": 1}, field="ticket")


def test_it_lets_a_form_pass_that_took_as_long_as_the_policy_says() -> None:
    assert bad_ticket(comment(), facts(ticket=TicketState("ok", 3.0)), POLICY) is None
    assert bad_ticket(comment(), facts(ticket=TicketState("ok")), policy(min_seconds=0)) is None


def test_it_expects_no_ticket_where_there_was_no_form() -> None:
    assert bad_ticket(comment(), facts(ticket=None), POLICY) is None
