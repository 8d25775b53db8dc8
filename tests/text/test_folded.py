from hypothesis import given
from hypothesis import strategies as st

from moderation.text.folded import Folded
from moderation.text.quotes import fold
from tests.text.strategies import plain

_ODD = [
    *"ab й и\u0306\u0301\xad\u200b\u200c\u200d \xa0\n«»—-字\u1112\u1161\u11ab한",
    *"\u0958\u09c7\u09be\u212b\u0344=\u0338\u0327ی",
]
odd = st.lists(st.sampled_from(_ODD), max_size=14).map("".join)


@given(plain | odd)
def test_it_folds_as_a_whole_text_is_folded(text: str) -> None:
    assert Folded(text).text == fold(text)


@given(odd, odd, odd)
def test_a_folded_place_leads_back_to_its_raw_one(before: str, word: str, after: str) -> None:
    text = f"{before} x{word}x {after}"
    folded = Folded(text)
    start, end = folded.at(len(before) + 1), folded.at(len(before) + len(word) + 3)
    raw = text[folded.raw_start(start) : folded.raw_end(end)]
    assert fold(raw) == fold(f"x{word}x")


@given(odd)
def test_every_place_is_within_the_text(text: str) -> None:
    folded = Folded(text)
    places = [(folded.raw_start(at), folded.raw_end(at)) for at in range(len(folded.text) + 1)]
    assert all(0 <= place <= len(text) for pair in places for place in pair)
    assert places == sorted(places)


def test_a_letter_is_not_split_from_its_marks() -> None:
    folded = Folded("x\u0323 fi\u0958n")
    assert folded.splits(folded.text.index("\u0323"))
    assert not folded.splits(folded.text.index("f"))


def test_invisible_characters_at_the_edge_are_not_part_of_a_word() -> None:
    folded = Folded("a \xadword\u200b b")
    assert (folded.raw_start(2), folded.raw_end(6)) == (3, 7)
