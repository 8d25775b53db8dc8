import pytest
from hypothesis import given

from moderation.text.anchors import Article, Quote
from moderation.text.verdicts import Seen, look
from tests.text.strategies import words

LEFT, RIGHT = (
    "В городе открылся новый детский ",
    " на улице Садовой, и все довольны. Потом пошёл дождь.",
)
PAGE = "Первое предложение здесь. {} Последнее стоит тут."


def seen(exact: str, replacement: str, now: str) -> Seen:
    page = PAGE.format(LEFT + now + RIGHT)
    quote = Quote(exact, ("Первое предложение здесь. " + LEFT)[-64:], RIGHT[:64])
    return look(Article(page), quote, replacement)


@pytest.mark.parametrize(
    ("exact", "replacement", "now", "verdict"),
    [
        ("сат", "сад", "сат", "still_there"),
        ("сат", "сад", "са\xadт", "still_there"),
        ("сат", "сад", "сад", "fixed"),
        ("сат", "сад", "парк", "changed"),
        ("сат", "сад", "", "changed"),
        ("сат", "", "сад", "changed"),
        ("сат", "", "сат", "still_there"),
        ("сат", "сад", "новый сат", "still_there"),
        ("сад", "сад,", "сад", "still_there"),
        ("сад", "сад,", "сад,", "fixed"),
        ("сад", "сад,", "сад;", "changed"),
        ("сад,", "сад", "сад,", "still_there"),
        ("сад,", "сад", "сад", "fixed"),
        ("сад", "большой сад", "большой сад", "fixed"),
        ("сад сад", "сад", "сад сад", "still_there"),
        ("сад сад", "сад", "сад", "fixed"),
        ('"сад"', "«сад»", '"сад"', "still_there"),
        ('"сад"', "«сад»", "«сад»", "fixed"),
        ('"сад"', "«сад»", "“сад”", "changed"),
        ("сад - парк", "сад — парк", "сад — парк", "fixed"),
        ("сад - парк", "сад — парк", "сад\xa0— парк", "changed"),
        ("10 000", "10\xa0000", "10\n000", "still_there"),
        ("10 000", "10\xa0000", "10\xa0000", "fixed"),
        ("Сад", "сад", "Сад", "still_there"),
        ("Сад", "сад", "сад", "fixed"),
        ("чаи", "чай", "чаи\u0306", "fixed"),
    ],
)
def test_it_tells_what_has_become_of_it(
    exact: str, replacement: str, now: str, verdict: str
) -> None:
    assert seen(exact, replacement, now).verdict == verdict


def test_it_says_what_stands_there_and_where() -> None:
    told = seen("сат", "сад", "тёплый парк")
    page = PAGE.format(LEFT + "тёплый парк" + RIGHT)
    assert told.place
    assert page[told.place.start : told.place.end] == told.found == "тёплый парк"


SENTENCE = (
    "Вчера в этом достаточно длинном предложении случилось что-то {} и никто не узнал почему."
)
WRONG, GOOD = SENTENCE.format("стронное"), SENTENCE.format("странное")
HALVES = SENTENCE.split("{}")
TWIN = Quote("стронное", HALVES[0][-40:], HALVES[1][:30])


@pytest.mark.parametrize(
    "page", [f"{GOOD}\n{WRONG}", f"{WRONG} {GOOD} {WRONG}", f"А. {GOOD} Б. {WRONG} В."]
)
def test_it_is_not_fixed_while_a_twin_sentence_has_it(page: str) -> None:
    assert look(Article(page), TWIN, "странное").verdict == "still_there"


def test_the_headline_is_fixed_though_the_body_is_not() -> None:
    body = "Сегодня утром в городе наконец открыли новую школу для всех детей района."
    page = "Открыли новую школу\n" + body
    quote = Quote("школу", "Открыли новую ", " " + body[:60])
    assert look(Article(page), quote, "школу").verdict == "still_there"
    fixed = page.replace("школу\n", "гимназию\n", 1)
    assert look(Article(fixed), quote, "гимназию").verdict == "fixed"


def test_a_deleted_sentence_is_gone() -> None:
    quote = Quote("стронное", "Раньше всё было. " + HALVES[0], HALVES[1] + " Позже стало.", WRONG)
    assert (
        look(Article("Раньше всё было. Позже стало. Стронное дело."), quote, "странное").verdict
        == "gone"
    )
    whole = Quote(WRONG, "Раньше всё было. ", " Позже стало.", WRONG)
    assert look(Article("Раньше всё было. Позже стало."), whole, GOOD).verdict == "gone"


def test_words_alone_are_judged_by_what_the_page_has() -> None:
    assert look(Article("the check"), Quote("check"), "the check").verdict == "fixed"
    assert look(Article("a check"), Quote("check"), "the check").verdict == "still_there"
    assert look(Article("check and check"), Quote("check"), "cheque").place is None


@given(words, words, words)
def test_it_is_never_fixed_where_nothing_was_changed(before: str, exact: str, after: str) -> None:
    page = f"{before} {exact} {after}"
    quote = Quote(exact, f"{before} ", f" {after}")
    if exact.strip("\xad \n"):
        assert look(Article(page), quote, exact + "x").verdict != "fixed"
