import pytest
from hypothesis import given

from moderation.text.identity import Mark, is_blank, skeleton, visible
from tests.text.strategies import plain


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Moderator", "Moderаtor"),
        ("Moderator", "MODERATOR"),
        ("Moderator", "m o d e r a t o r"),
        ("Moderator", "M.o-d_e*r a t\u00ado\u200br"),
        ("Moderator", "𝐌𝐨𝐝𝐞𝐫𝐚𝐭𝐨𝐫"),
        ("Moderator", "Ｍｏｄｅｒａｔｏｒ"),
        ("Moderator", "M0derat0r"),
        ("Moderator", "rnoderator"),
        ("Moderator", "Móderátör"),
        ("Moderator", "\u202eModerator\u202c"),
        ("Admin", "Аdmin"),
        ("Admin", "Adm1n"),
        ("Admin", "АDМIN"),
        ("Редактор", "Peдaктop"),
        ("Редактор", "PEДAKTOP"),
        ("редактор", "РЕДАКТОР"),
        ("Straße", "STRASSE"),
        ("Ελένη", "Eλένη"),
    ],
)
def test_it_sees_through_look_alikes(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Anna", "Hanna"), ("Иван", "Ивана"), ("王伟", "王芳"), ("Admin", "Adam"), ("Лев", "Лёва")],
)
def test_it_tells_other_names_apart(name: str, other: str) -> None:
    assert skeleton(name) != skeleton(other)


@given(plain)
def test_it_has_a_skeleton_for_any_name(name: str) -> None:
    assert skeleton(name) == skeleton(f" {name}\u200b")


@pytest.mark.parametrize(
    ("char", "mark"),
    [
        ("\u202e", "RLO"),
        ("\u2066", "LRI"),
        ("\u200f", "RLM"),
        ("\u200b", "ZWSP"),
        ("\u2060", "WJ"),
        ("\ufeff", "BOM"),
        ("\u00ad", "SHY"),
        ("\x1b", "ESC"),
        ("\x07", "U+0007"),
        ("\u2028", "LSEP"),
        ("\u3164", "HF"),
        ("\U000e0041", "U+E0041"),
        ("\u200d", "ZWJ"),
        ("\ufe0f", "VS16"),
        ("\u200c", "ZWNJ"),
    ],
)
def test_it_shows_a_hidden_character(char: str, mark: str) -> None:
    assert visible(f"a{char}b") == [Mark("a", ""), Mark(char, mark), Mark("b", "")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain\ttext\n",
        "👨‍👩‍👧",
        "❤️‍🔥",
        "👩🏽‍🚀",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        *["می‌خواهم", "क्‍ष", "е́ж", "é", "한글", "1️⃣", "🇬🇧", "葛\U000e0100城", "ᠠ᠋"],
    ],
)
def test_it_leaves_spelling_alone(text: str) -> None:
    assert visible(text) == ([Mark(text, "")] if text else [])


def test_it_shows_a_joiner_that_joins_nothing() -> None:
    assert [piece.mark for piece in visible("か\u200dな")] == ["", "ZWJ", ""]


@given(plain)
def test_it_loses_nothing(text: str) -> None:
    pieces = visible(text)
    assert "".join(piece.text for piece in pieces) == text
    assert all(len(piece.text) == 1 for piece in pieces if piece.mark)


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\u200b\u200d", "\u3164", "\u2800", "\u115f\u1160", "\u202e\ufe0f", "\x00\xad"],
)
def test_it_knows_text_that_shows_nothing(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", " .", "😀", "字", "\u200b1", "ـ", "\ufffd"])
def test_it_knows_text_that_shows_something(text: str) -> None:
    assert not is_blank(text)
