import unicodedata

import pytest
from hypothesis import given

from moderation.text.quotes import corrected, fold, locate, place_key
from tests.text.strategies import plain, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("моло\u0301ко", "молоко"),
        ("co\u00adop\u200berate\ufeff", "cooperate"),
        ("«кавычки» “quotes”", '"кавычки" "quotes"'),
        ("don’t", "don't"),
        ("слово — дело", "слово - дело"),
        ("10\u00a0000\u202fруб", "10 000 руб"),
        ("a \n\t b", "a b"),
        ("и\u0306", "й"),
        ("и\u200b\u0306", "й"),
        ("a\u200db", "ab"),
    ],
)
def test_it_folds_what_looks_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("й", "и"),
        ("ё", "е"),
        ("a\u0301", "a"),
        ("Москва", "москва"),
        ("می\u200cخواهم", "میخواهم"),
        ("क्\u200dष", "क्ष"),
        ("ﬁ", "fi"),
    ],
)
def test_it_keeps_what_may_be_the_mistake(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(plain)
def test_it_folds_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert unicodedata.is_normalized("NFC", fold(text))


def test_it_has_one_key_for_a_place_however_it_was_copied() -> None:
    key = place_key("карова", "Вот идёт «рыжая» ", " по лугу")
    assert place_key("ка\u00adрова ", 'Вот идёт "рыжая"\u00a0', "\nпо лугу") == key
    assert place_key("карова", "x" * 40 + "Сегодня Вот идёт «рыжая»", "по лугу") != key


def test_it_looks_at_the_nearest_surroundings_only() -> None:
    near, far = "двадцать четыре буквы тут", "двадцать четыре буквы там"
    assert place_key("a", "раз " + near, far + " раз") == place_key(
        "a", "два " + near, far + " два"
    )


@pytest.mark.parametrize(
    "other", [("б", "в", "г"), ("а", "б", "г"), ("а", "в", "б"), ("", "", ""), ("аб", "", "г")]
)
def test_it_has_another_key_for_another_place(other: tuple[str, str, str]) -> None:
    assert place_key(*other) != place_key("а", "б", "в")


def test_it_replaces_the_occurrence_that_was_meant() -> None:
    sentence = "Кот и кит, кот и пёс, кот."
    assert corrected(sentence, "кот", "код", prefix="кит, ") == "Кот и кит, код и пёс, кот."
    assert corrected(sentence, "кот", "код", suffix=".") == "Кот и кит, кот и пёс, код."
    assert corrected(sentence, "кот", "код") == "Кот и кит, код и пёс, кот."


def test_it_finds_a_quote_that_was_copied_otherwise() -> None:
    sentence = "Он сказал:\u00a0«моло\u0301\u00adко — это жизнь»."
    assert (
        corrected(sentence, '"молоко - это', "«вода — это") == "Он сказал:\u00a0«вода — это жизнь»."
    )


def test_it_replaces_a_letter_in_a_word() -> None:
    assert corrected("карова", "а", "о", prefix="к", suffix="рова") == "корова"


@pytest.mark.parametrize("exact", ["слон", "", " ", "\u00ad", "Корова"])
def test_it_corrects_nothing_when_the_quote_is_not_there(exact: str) -> None:
    assert corrected("Наша корова", exact, "x") is None


def test_it_takes_composed_and_decomposed_letters_for_one() -> None:
    assert corrected("ча\u0438\u0306 и ко\u0444е", "чай", "сок") == "сок и кофе"
    assert corrected("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글", "x") == "x"


@given(words, words, words)
def test_it_finds_a_quote_where_it_stands(before: str, quote: str, after: str) -> None:
    sentence = f"{before} {quote} {after}"
    place = locate(sentence, quote, before, after)
    if fold(quote).strip():
        assert place is not None
        assert fold(sentence[slice(*place)]).strip() == fold(quote).strip()


@given(plain, plain, plain)
def test_it_never_stumbles(sentence: str, exact: str, context: str) -> None:
    result = corrected(sentence, exact, "x", prefix=context, suffix=context)
    assert result is None or "x" in result
