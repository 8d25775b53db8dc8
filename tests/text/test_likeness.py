"""Which texts are folded together, and which never are."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.likeness import are_alike, marks_of, shape_of

EN = (
    "Hello everyone, I visited the little bakery on the corner with Anna yesterday and the bread"
    " there is really wonderful, so go and try it soon."
)
RU = (
    "Вчера мы с Анной зашли в маленькую пекарню на углу, и хлеб там действительно замечательный,"
    " так что советую всем обязательно попробовать."
)
ZH = "昨天我和安娜去了街角的小面包店，那里的面包真的很好吃，大家一定要去尝尝。"


def alike(one: str, other: str) -> bool:
    return are_alike(shape_of(one), shape_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("First!", "first"),
        ("First!", "F i r s t !!!"),
        ("First!", "FIRST\n\n"),
        ("First!", "F\u200birst\u2060!"),
        ("First!", "Fіrѕt!"),  # Cyrillic і, ѕ
        ("First!", "Ｆｉｒｓｔ！"),
        ("+1", "+1"),
        ("好", "好！"),
        ("好 好", "好好"),
        ("👍", "👍\ufe0f"),
        ("?!", "? !"),
        ("Спасибо", "спасибо!!!"),
        ("Спасибо", "Cпacибo"),  # Latin C, a, c, o
        ("Ещё раз", "Еще раз."),
        ("Buy at https://a.example/x now", "buy at https://a.example/x NOW!"),
        ("Thanks, @Vera!", "THANKS @vera"),
        ("Café", "Cafe\u0301"),
        (EN, EN.upper()),
        (EN, EN.replace("really", "truly")),
        (EN, EN.replace("Hello everyone", "Hi everyone")),
        (EN, EN + " bye!"),
        (EN, EN.replace("soon", "").replace("there ", "")),
        (EN, EN.replace(" ", "  \n").replace("a", "а")),
        (RU, RU.replace("действительно", "реально")),
        (RU, RU.replace("о", "o").replace("е", "e")),
        (RU, RU + " вкусно"),
        (RU, RU.replace(" обязательно", "")),
        (ZH, ZH.replace("，", ", ")),
        (ZH, ZH.replace("面", "面\u200b")),
    ],
)
def test_it_folds(one: str, other: str) -> None:
    assert alike(one, other)
    assert set(marks_of(shape_of(one))) & set(marks_of(shape_of(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("First!", "Second!"),
        ("+1", "-1"),
        ("+1", "1"),
        ("+1", "+2"),
        ("+1", "+11"),
        ("1 2", "12"),
        ("1.5", "15"),
        ("$5", "€5"),
        ("50%", "50"),
        ("７", "8"),
        ("好", "不好"),
        ("好", "坏"),
        ("👍", "👎"),
        ("?!", "!?"),
        ("?", ""),
        ("I like it", "I do not like it"),
        ("Good idea", "Good ideal"),
        ("Ask Tom", "Ask Torn"),
        ("мой дом", "мои дом"),
        ("Да", "Нет"),
        ("See https://a.example/x", "See https://a.example/y"),
        ("See https://a.example/x", "See https://а.example/x"),  # a Cyrillic а
        ("See https://a.example/x", "See https://a.exam\u200bple/x"),
        ("See a.example", "See b.example"),
        ("Write to anna@a.example", "Write to anna@b.example"),
        ("@vera is right", "@anna is right"),
        ("#yes", "#no"),
        ("t.me/one", "t.me/two"),
        (EN, EN.replace("Anna", "Maria")),
        (EN, EN.replace("Anna", "Anna Miller")),
        (EN, EN.replace("with Anna ", "")),
        (EN, EN.upper().replace("ANNA", "MARIA")),
        (EN, EN.replace("is really", "is not")),
        (EN, EN.replace("bakery", "bakery https://a.example")),
        (EN, EN.replace("bakery", "bakery 24")),
        (EN, EN.replace("yesterday", "tomorrow")),
        (EN, EN.replace("the bread", "two breads")),
        (EN, EN.replace("little bakery on the corner", "big new house at a street")),
        (EN.lower(), EN.lower().replace("anna", "maria")),
        (RU, RU.replace("Анной", "Марией")),
        (RU, RU.replace("с Анной", "с Анной Петровой")),
        (RU, RU.replace("действительно", "не")),
        (RU, RU.replace("на углу", "на углу дома 5")),
        (RU, RU.replace("Вчера", "Завтра")),
        (RU, RU.replace("хлеб", "два хлеба")),
        (ZH, ZH.replace("安娜", "李娜")),
        (ZH, ZH.replace("很好", "不好")),
        (ZH, ZH.replace("昨天", "今天")),
        (ZH, ZH + "真的"),
        ("看 https://a.example/好", "看 https://a.example/坏"),
        ("一二三", "一二四"),
        ("قال محمد إن هذا الخبز جيد جدا وأنا أحبه كثيرا كل يوم OK",
         "قال أحمد إن هذا الخبز جيد جدا وأنا أحبه كثيرا كل يوم OK"),
    ],
)  # fmt: skip
def test_it_never_folds(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=9))


@given(WORDS.map(" ".join))
def test_a_text_is_like_itself_whatever_its_spacing(text: str) -> None:
    shape = shape_of(text)
    assert are_alike(shape, shape_of(f" {text}\n"))
    assert marks_of(shape) == marks_of(shape_of(text.replace(" ", "  ")))


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)


@given(st.text(max_size=40), st.integers(0, 9), st.integers(0, 9))
def test_another_digit_is_another_text(text: str, one: int, other: int) -> None:
    assert alike(f"{EN} {text} {one}", f"{EN} {text} {other}") == (one == other)


def test_most_texts_that_are_alike_share_a_mark() -> None:
    chance, texts = random.Random(7), EN.split() + RU.split()
    found = 0
    for _ in range(200):
        words = ["Well", *chance.choices(texts, k=30)]
        other = [*words]
        for place in chance.sample(range(1, 31), 3):
            other[place] = "bright"
        marks = [set(marks_of(shape_of(" ".join(each)))) for each in (words, other)]
        found += bool(marks[0] & marks[1])
    assert found > 180


@pytest.mark.parametrize("word", ["ha ", "Ha ", "a", "aB ", "1 ", "好", "w.w ", "\u200b", "É "])
def test_a_long_text_takes_no_longer(word: str) -> None:
    text = "So " + (word * 20_000)[:20_000]
    began = time.process_time()
    one, other = shape_of(text), shape_of(text + " more")
    marks_of(one)
    are_alike(one, other)
    assert time.process_time() - began < 5
