import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.languages import LANGUAGES, best_language, direction, language_tag


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("en;q=0.5, zh-Hans-CN;q=0.8", "zh"),
        ("zh-CN", "zh"),
        ("zh_TW", "zh"),
        ("fr, de;q=0.9", "en"),
        ("fr, ru;q=0.1", "ru"),
        ("ru;q=0, zh;q=0.1", "zh"),
        ("*", "en"),
        ("ZH", "zh"),
        ("ru;q=x, zh", "zh"),
        (";;q=,,", "en"),
        ("ru;q=nan, zh;q=0.5", "zh"),
    ],
)
def test_it_chooses_what_the_browser_likes_best(header: str, language: str) -> None:
    assert best_language(header, LANGUAGES) == language


def test_it_falls_back_on_the_first_language_offered() -> None:
    assert best_language("en", ["ru", "zh"]) == "ru"


@given(st.text())
def test_it_always_chooses_one(header: str) -> None:
    assert best_language(header, LANGUAGES) in LANGUAGES


@pytest.mark.parametrize("lang", ["ar", "he-IL", "fa", "ur", "az-Arab", "AR_eg", "yi"])
def test_it_writes_from_right_to_left(lang: str) -> None:
    assert direction(lang) == "rtl"


@pytest.mark.parametrize("lang", ["en", "ru", "zh-Hant", "", "ar-Latn", "ks-Deva", "x" * 100])
def test_it_writes_from_left_to_right(lang: str) -> None:
    assert direction(lang) == "ltr"


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "yue"])
def test_it_takes_what_has_the_shape_of_a_tag(tag: str) -> None:
    assert language_tag(tag) == tag


@pytest.mark.parametrize("text", ["", "e", "english", "en_GB", 'en" onload="', "en-", "-en"])
def test_it_takes_nothing_else_for_a_tag(text: str) -> None:
    assert language_tag(text) == ""
