"""The characters of pages in many encodings, told rightly, wrongly and not at all."""

import codecs

import pytest

from moderation.text.encodings import decoded

RUSSIAN = "<p>Съешь ещё этих мягких французских булок</p>"
CHINESE = "<p>老码头的早市搬进了旧仓库</p>"
WESTERN = "<p>Voix ambiguë d’un cœur — “ok”</p>"


def page(text: str, *, lang: str = "", meta: str = "") -> str:
    return (
        f'<html lang="{lang}"><head><meta charset="{meta}"></head>{text}' if meta or lang else text
    )


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso-8859-5"),
        (CHINESE, "gb18030"),
        (CHINESE, "gb2312"),
        (CHINESE, "gbk"),
        (CHINESE, "big5"),
        (WESTERN, "windows-1252"),
        ("<p>時計が壊れた</p>", "shift_jis"),
        ("<p>時計が壊れた</p>", "euc-jp"),
    ],
)
def test_the_header_or_the_page_says_it(text: str, charset: str) -> None:
    text = text if charset != "big5" else "<p>臺灣早餐</p>"
    text = text if not charset.startswith("gb2312") else "<p>他们安装了新设备</p>"
    assert decoded(text.encode(charset), f'text/html; charset="{charset.upper()}"') == text
    told = page(text, meta=charset)
    assert decoded(told.encode(charset), "text/html") == told


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decoded(WESTERN.encode("cp1252"), "text/html; charset=iso-8859-1") == WESTERN


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_start_goes_before_all_else(charset: str) -> None:
    told = page(RUSSIAN, meta="windows-1251")
    assert decoded(told.encode(charset), "text/html; charset=koi8-r") == told


def test_utf_16_without_a_mark_is_told_by_the_header() -> None:
    assert decoded(RUSSIAN.encode("utf-16-le"), "text/html; charset=utf-16le") == RUSSIAN


def test_a_page_that_says_utf_16_in_single_bytes_is_utf_8() -> None:
    told = page(RUSSIAN, meta="utf-16")
    assert decoded(told.encode(), "text/html") == told


def test_the_header_goes_before_the_page() -> None:
    told = page(RUSSIAN, meta="koi8-r")
    assert decoded(told.encode("windows-1251"), "text/html; charset=windows-1251") == told


def test_a_header_that_cannot_be_true_goes_behind_the_page() -> None:
    told = page(RUSSIAN, meta="windows-1251")
    assert decoded(told.encode("windows-1251"), "text/html; charset=utf-8") == told


@pytest.mark.parametrize(
    ("text", "lang", "charset"),
    [(RUSSIAN, "ru-RU", "cp1251"), (CHINESE, "zh", "gb18030"), (WESTERN, "fr", "cp1252"),
     (RUSSIAN, "ru", "utf-8")],
)  # fmt: skip
def test_a_page_that_says_nothing_is_as_its_language_was(
    text: str, lang: str, charset: str
) -> None:
    told = f'<html lang="{lang}">{text}'
    assert decoded(told.encode(charset), "text/html") == told


@pytest.mark.parametrize(
    "name", ["no-such-thing", "utf-7", "hex", "zlib", "idna", "punycode", "rot13", "\0"]
)
def test_what_is_no_encoding_is_not_used(name: str) -> None:
    assert decoded(RUSSIAN.encode(), f"text/html; charset={name}") == RUSSIAN
    assert RUSSIAN in decoded(page(RUSSIAN, meta=name).encode(), "text/html")


def test_bytes_that_are_nothing_become_marks() -> None:
    assert decoded(b"<p>a\xffb\x81", "text/html; charset=utf-8").startswith("<p>a")
    assert "\ufffd" in decoded(b"\xef\xbb\xbf<p>\xff</p>", "text/html")


def test_a_cut_character_spoils_nothing_else() -> None:
    assert decoded(codecs.BOM_UTF8 + RUSSIAN.encode() + b"\xd0", "").startswith(RUSSIAN)
