import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.anchors import Article, Miss, Place, Quote, find
from moderation.text.quotes import fold
from tests.text.strategies import plain, words

PAGE = (
    "Мэр открыл новую школу. Сегодня мэр открыл новую школу для детей с плахим зрением.\n"
    "Кот и кит, кот и пёс ушли. Она сказала: «моло\u0301\xadко\xa0— это жизнь».\n"
    "我们的软件需要按装在服务器上，然后才能使用。安装软件需要时间。"
)


def quote(exact: str, count: int = 0, context: int = 64) -> Quote:
    at = -1
    for _ in range(count + 1):
        at = PAGE.index(exact, at + 1)
    end = at + len(exact)
    return Quote(exact, PAGE[max(0, at - context) : at], PAGE[end : end + context])


def found(text: str, wanted: Quote) -> str:
    place = find(Article(text), wanted)
    return text[place.start : place.end] if isinstance(place, Place) else place.value


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("exact", ["школу", "кот", "и п", "软件需要", "Мэр открыл новую школу."])
def test_it_finds_the_occurrence_that_was_meant(exact: str, count: int) -> None:
    count = min(count, PAGE.count(exact) - 1)
    wanted = quote(exact, count)
    place = find(Article(PAGE), wanted)
    assert isinstance(place, Place)
    assert place.start == len(PAGE.split(exact, maxsplit=1)[0]) or count
    assert PAGE[place.start : place.end] == exact


def test_it_finds_words_that_were_copied_otherwise() -> None:
    assert found(PAGE, Quote('"молоко - это', "Она сказала: ")) == "«моло\u0301\xadко\xa0— это"


def test_it_finds_a_part_of_a_word_where_one_was_selected() -> None:
    assert found(PAGE, Quote("лах", "детей с п", "им зрением")) == "лах"
    assert found(PAGE, Quote("лах")) == "not_found"


@pytest.mark.parametrize("exact", ["школу", "новую", "软件需要", "и"])
def test_words_alone_that_stand_there_twice_are_refused(exact: str) -> None:
    assert find(Article(PAGE), Quote(exact)) is Miss.AMBIGUOUS


def test_words_alone_that_stand_there_once_are_found() -> None:
    assert found(PAGE, Quote("плахим")) == "плахим"


def test_twin_sentences_are_refused_unless_told_apart() -> None:
    sentence = "Вчера в этом очень длинном предложении слуилось нечто и довольно давно забылось."
    text = f"Раз. {sentence} Два. {sentence} Три."
    before, after = sentence.split("слуилось")
    assert find(Article(text), Quote("слуилось", before[-30:], after[:30])) is Miss.AMBIGUOUS
    place = find(Article(text), Quote("слуилось", "Два. " + before, after + " Три."))
    assert isinstance(place, Place)
    assert place.start > text.index("Два")


def test_a_deleted_sentence_is_not_found_in_one_like_it() -> None:
    text = "Компания выросла. Доходы компании от продаж выросли за год вдвое. Расходы тоже."
    wanted = Quote(
        "продаж", "Компания выросла. Доходы компании от ", " выросли за год вдвое. Расходы"
    )
    other = "Компания выросла. Расходы тоже. Отдел продаж переехал в новое здание."
    assert found(text, wanted) == "продаж"
    assert found(other, wanted) == "not_found"


@pytest.mark.parametrize(
    "edit", [("Сегодня", "Вчера вечером"), ("Кот и кит", "Собака"), ("школу. ", "школу.\n")]
)
def test_edits_nearby_do_not_hide_it(edit: tuple[str, str]) -> None:
    assert found(PAGE.replace(*edit), quote("плахим")) == "плахим"


def test_a_whole_sentence_is_found_among_new_neighbours() -> None:
    wanted = quote("安装软件需要时间。")
    assert found("新的开头在这里。安装软件需要时间。别的结尾。", wanted) == "安装软件需要时间。"


@pytest.mark.parametrize("exact", ["", " ", "\xad", "\u200b\n"])
def test_nothing_is_not_found(exact: str) -> None:
    assert find(Article(PAGE), Quote(exact, "a", "b")) is Miss.NOT_FOUND


def test_space_at_the_ends_belongs_to_the_quote() -> None:
    assert (
        found("file name for  `bolt` store", Quote(" `bolt` ", "name for ", "store")) == " `bolt` "
    )


@given(words, words, words)
def test_what_is_found_reads_as_what_was_looked_for(before: str, exact: str, after: str) -> None:
    text = f"{before}{exact}{after}"
    place = find(Article(text), Quote(exact, before, after))
    if isinstance(place, Place):
        assert fold(text[place.start : place.end]).strip() == fold(exact).strip()


@given(st.lists(plain, min_size=4, max_size=4), st.integers(0, 5))
def test_it_never_stumbles(texts: list[str], occurrence: int) -> None:
    place = find(
        Article("".join(texts)), Quote(texts[0], texts[1], texts[2], occurrence=occurrence)
    )
    assert isinstance(place, Place | Miss)
