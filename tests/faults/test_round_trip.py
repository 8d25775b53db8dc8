"""Whatever is sent is kept as it was sent, but for its outer white space, or refused."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.text.length import trim
from moderation.views.http import signer
from tests.factories import site, stored
from tests.faults.doors import DOORS, receipt_token, rows

# All code points, lone surrogates too, and often the ones that are easily lost.
EASILY_LOST = "\0\r\n\t\v\f\x1c\x85\xa0\xad\u200b\u200d\u2028\u202e\ufeff\ufffd\ufffe\ud800 <&%+"
ANYTHING = st.text(
    st.characters(exclude_categories=[]) | st.sampled_from(EASILY_LOST), min_size=1, max_size=60
)
FIELDS = [
    ("comments", "source"),
    ("typos", "exact"),
    ("typos", "suggestion"),
    ("typos", "note"),
    ("typos", "sentence"),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("what", "field"), FIELDS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING)
def test_text_survives_byte_for_byte_or_is_refused(
    client: FlaskClient, door: str, what: str, field: str, text: str
) -> None:
    news, before = site(), rows()
    answer = DOORS[door](client, news, what, {field: text, "prefix": ""})
    if answer.status_code >= 400:
        assert answer.status_code in (400, 422)
        assert rows() == before
        return
    numbers = signer().read_receipt(receipt_token(answer))
    assert numbers is not None
    assert getattr(stored(numbers[0]), field) == trim(text)
