"""Dictionaries: which one is used, and what it says of words."""

from pathlib import Path

import pytest

from moderation.integrations.spelling import OwnWords, Speller, find_dictionary, speller
from tests.services.dictionaries import write_dictionaries

MANY = ["en_US", "en_GB", "ru_RU", "sr_Latn", "uk_UA", "de_AT", "ast"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_dictionaries(tmp_path)


def known(folder: Path, tag: str, own: OwnWords = ()) -> Speller:
    found = speller(tag, folder, own)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ru", "ru_RU"),
        ("ru-RU", "ru_RU"),
        ("ru_ru", "ru_RU"),
        ("RU-BY", "ru_RU"),
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("en-AU", None),
        ("uk", "uk_UA"),
        ("de", "de_AT"),
        ("sr-Latn", "sr_Latn"),
        ("sr-Cyrl", None),
        ("ast", "ast"),
        ("zh", None),
        ("as", None),
        ("", None),
        ("*", None),
        ("../en", None),
        ("en/../../etc", None),
    ],
)
def test_a_language_has_the_dictionary_of_its_region(
    tmp_path: Path, tag: str, name: str | None
) -> None:
    found = find_dictionary(tag, write_dictionaries(tmp_path, MANY))
    assert (found and found.name) == name


def test_half_a_dictionary_is_none(tmp_path: Path) -> None:
    write_dictionaries(tmp_path, ["uk_UA"])
    (tmp_path / "uk_UA.aff").unlink()
    assert speller("uk", tmp_path) is None
    assert speller("ru", tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    ("tag", "word", "answer"),
    [
        ("en", "transfers", True),
        ("en", "Transfer", True),
        ("en", "don't", True),
        ("en", "tranfser", False),
        ("en", "мост", None),
        ("en", "trаnsfer", False),  # with a Cyrillic а
        ("ru", "корова", True),
        ("ru", "карова", False),
        ("ru", "сетью", True),
        ("ru", "что-то", True),
        ("ru", "bridge", None),
        ("ru", "ї", False),  # not a letter of the dictionary's encoding
    ],
)
def test_it_knows_the_words_of_its_language(
    folder: Path, tag: str, word: str, answer: bool | None
) -> None:
    assert known(folder, tag).knows(word) is answer


def test_it_says_what_a_word_may_have_been_meant_to_be(folder: Path) -> None:
    assert known(folder, "en").suggest("tranfser") == ["transfer"]
    assert known(folder, "ru").suggest("карова") == ["корова"]
    assert known(folder, "ru").suggest("їїї") == []


def test_the_sites_words_win(folder: Path) -> None:
    own = (("нейросеть", "сеть"), ("маркетплейс", ""), ("їжа", ""))
    ours, theirs = known(folder, "ru", own), known(folder, "ru")
    words = ["нейросеть", "нейросетью", "маркетплейс", "Маркетплейс", "їжа"]
    assert [ours.knows(word) for word in words] == [True] * 5
    assert [theirs.knows(word) for word in words] == [False] * 5
