"""Python's half of the examples that the widget's script is tested with too."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.length import OUTER_SPACE, count, invalid_text, trim
from tests.text.strategies import plain

EXAMPLES = json.loads((Path(__file__).parents[1] / "examples" / "lengths.json").read_text())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: ascii(example["raw"]))
def test_it_stores_and_counts_as_the_examples_say(example: dict[str, str | int]) -> None:
    assert trim(str(example["raw"])) == example["stored"]
    assert count(str(example["raw"])) == example["count"]


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "a\udfff", "\udc00\ud800"])
def test_it_refuses_what_no_database_keeps(text: str) -> None:
    assert invalid_text(text)


@given(plain)
def test_it_trims_once_and_for_all(text: str) -> None:
    assert trim(trim(text)) == trim(text)
    assert trim(text).strip(OUTER_SPACE) == trim(text)


@given(plain)
def test_it_changes_nothing_inside(text: str) -> None:
    assert trim(text) in text.replace("\r\n", "\n").replace("\r", "\n")


@given(plain)
def test_it_counts_composed_and_decomposed_text_alike(text: str) -> None:
    assert count(unicodedata.normalize("NFD", text)) == count(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_it_has_no_objection_to_any_other_text(text: str) -> None:
    assert not invalid_text(text)
