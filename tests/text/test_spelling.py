"""Which words of a quote a dictionary is asked about."""

import pytest

from moderation.text.spelling import asked_of, words_to_ask


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the tranfser, centre!", ["the", "tranfser", "centre"]),
        ("моло́\u00adко", ["молоко"]),
        ("don’t по-русски", ["don't", "по-русски"]),
        ("COVID-19 на 5% и 2м", ["на", "и"]),
        ("a\x00b", ["a", "b"]),
        ("x" * 41, []),
        ("— … 123 !", []),
        (" ".join(f"сло{chr(0x430 + n)}" for n in range(20)),
         [f"сло{chr(0x430 + n)}" for n in range(12)]),
    ],
)  # fmt: skip
def test_words_are_asked_for_as_dictionaries_have_them(text: str, words: list[str]) -> None:
    assert asked_of(text) == words


@pytest.mark.parametrize(
    ("exact", "suggestion", "asked"),
    [
        ("the tranfser centre", "the transfer centre", (["tranfser"], ["transfer"])),
        ("чтото", "что-то", (["чтото"], ["что-то"])),
        ("то что", "то, что", ([], [])),
        ("москва", "Москва", (["москва"], ["Москва"])),
        ("tranfser", "", (["tranfser"], [])),
    ],
)
def test_only_what_a_reader_wants_changed_is_asked_about(
    exact: str, suggestion: str, asked: tuple[list[str], list[str]]
) -> None:
    assert words_to_ask(exact, suggestion) == asked
