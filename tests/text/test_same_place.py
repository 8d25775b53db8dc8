import pytest
from hypothesis import given

from moderation.text.anchors import Quote
from moderation.text.quotes import fold
from moderation.text.same_place import Sameness, compare
from tests.text.strategies import plain

PAGE = (
    "Мэр открыл новую школу. Сегодня в городе мэр открыл новую школу для детей с плахим зрением "
    "и слухом, сообщает прес-служба. Кот и кит, кот и пёс ушли. 我们的软件需要按装在服务器上。"
)


def quote(exact: str, count: int = 0, *, occurrence: int | None = None) -> Quote:
    at = -1
    for _ in range(count + 1):
        at = PAGE.index(exact, at + 1)
    end = at + len(exact)
    return Quote(exact, PAGE[max(0, at - 64) : at], PAGE[end : end + 64], occurrence=occurrence)


def sameness(card: Quote, other: Quote, *suggestions: str) -> str:
    both = (*suggestions, "", "")[:2]
    return compare(card, None, other, suggestions=(both[0], both[1])).sameness.value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("плахим", "плахим"),
        ("плахим", "лах"),
        ("плахи", "ахим"),
        ("плахим зрением", "с плахим"),
        ("плахим", "с плахим зрением и слухом, сообщает"),
        ("служба.", "прес-служба"),
        ("按装", "需要按装在"),
    ],
)
def test_longer_and_shorter_selections_are_one(one: str, other: str) -> None:
    assert sameness(quote(one), quote(other)) == sameness(quote(other), quote(one)) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (quote("плахим"), quote("зрением")),
        (quote("школу"), quote("школу", 1)),
        (quote("новую школу"), quote("новую школу", 1)),
        (quote("кот"), quote("пёс")),
        (quote("плахим"), quote("прес-служба")),
        (quote("плахим"), Quote("зрением")),
        (quote("按装"), quote("软件")),
        (Quote("", "", ""), quote("кот")),
    ],
)
def test_other_words_are_another_place(one: Quote, other: Quote) -> None:
    assert sameness(one, other) == sameness(other, one) == "other"


def test_browsers_may_copy_it_differently() -> None:
    other = Quote("пла\xadхим\xa0зрением", "школу  для детей\nс ", "\u2009и слухом")
    assert sameness(quote("плахим"), other) == "same"


def test_a_suggestion_tells_which_of_two_mistakes_is_meant() -> None:
    wide = quote("плахим зрением и слухом, сообщает прес-служба")
    of_first = wide.exact.replace("плахим", "плохим")
    of_second = wide.exact.replace("прес-", "пресс-")
    assert sameness(quote("плахим"), wide, "", of_first) == "same"
    assert sameness(quote("плахим"), wide, "", of_second) == "maybe"
    assert sameness(quote("прес-служба"), wide, "", of_second) == "same"


def test_words_alone_are_one_place_when_they_can_mean_no_other() -> None:
    assert sameness(quote("плахим"), Quote("плахим")) == "same"
    assert sameness(quote("плахим"), Quote("плахим зрением")) == "same"
    assert sameness(quote("кот"), Quote("кот")) == "maybe"


def test_twin_sentences_are_told_apart_by_their_count() -> None:
    one, other = quote("плахим", occurrence=1), quote("плахим", occurrence=2)
    assert sameness(one, other) == "maybe"
    assert sameness(one, quote("плахим", occurrence=1)) == "same"


def test_what_all_mean_is_what_they_share() -> None:
    card = quote("с плахим зрением")
    match = compare(card, None, quote("плахим"))
    assert match.core
    whole = fold(card.prefix + card.exact + card.suffix)
    assert whole[slice(*match.core)] == "плахим"
    assert compare(card, match.core, quote("зрением")).sameness is not Sameness.SAME


@given(plain, plain, plain, plain)
def test_it_never_stumbles(exact: str, prefix: str, suffix: str, suggestion: str) -> None:
    one, other = Quote(exact, prefix, suffix), Quote(suffix, exact, prefix)
    match = compare(one, None, other, suggestions=(suggestion, exact))
    length = len(fold(prefix + exact + suffix))
    assert match.core is None or 0 <= match.core[0] < match.core[1] <= length


def test_a_word_taken_out_is_another_mistake_than_the_next_one() -> None:
    page = "Вчера мы гуляли вместо того чтобы а крассить забор у дома."
    wide = Quote("чтобы а крассить забор", "гуляли вместо того ", " у дома.")
    word = Quote("крассить", "вместо того чтобы а ", " забор у дома.")
    assert wide.exact in page
    assert sameness(word, wide, "красить", "чтобы крассить забор") == "maybe"
    assert sameness(word, wide, "красить", "чтобы а красить забор") == "same"


def test_a_sign_beside_a_misspelt_word_is_another_matter() -> None:
    card = Quote("ussually", prefix='He printed "some ', suffix="” and thanked the boats of all")
    signs = Quote('"some ussually”', prefix="He printed ", suffix=" and thanked the boats of all")
    assert compare(card, None, signs, suggestions=("", "“some ussually”")).sameness == "maybe"


def test_words_alone_are_not_taken_for_those_in_another_cell() -> None:
    card = Quote("daily", prefix="| ", suffix=" |")
    words = Quote("on daily basis.")
    suggestions = ("a daily", "on a daily basis.")
    assert compare(card, None, words, suggestions=suggestions).sameness == "other"
