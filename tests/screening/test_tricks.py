"""What spammers do to a word so that rules overlook it, and what innocents write beside it."""

from __future__ import annotations

import pytest

from tests.screening.test_rules import caught

DISGUISES = [
    # characters that are not seen
    ("casino", "c\u200ba\u200bs\u200bi\u200bn\u200bo"),
    ("casino", "c\u2060asi\ufeffno"),
    ("casino", "cas\u034fino"),
    ("casino", "cas\u00adino"),
    ("赌博", "赌\u200b博"),
    # drawn from right to left
    ("casino", "\u202eonisac\u202c"),
    ("casino", "play \u202e!ONISAC\n here"),
    ("казино", "\u202eониз\u200bак"),
    # letters of other scripts, and letters drawn as signs
    ("casino", "саsіnо"),
    ("casino", "ϲαѕιηο"),
    ("casino", "𝕔𝕒𝕤𝕚𝕟𝕠"),
    ("casino", "𝖈𝖆𝖘𝖎𝖓𝖔"),
    ("casino", "ⓒⓐⓢⓘⓝⓞ"),
    ("casino", "🄲🄰🅂🄸🄽🄾"),
    ("casino", "🇨🇦🇸🇮🇳🇴"),
    ("casino", "ᶜᵃˢⁱⁿᵒ"),
    ("fuck", "fυck"),
    ("fuck", "fսck"),
    ("viagra", "vıagra"),
    ("viagra", "νιagra"),
    ("казино", "kазинo"),
    ("сука", "суkа"),
    # accents and strokes
    ("casino", "cásïnö"),
    ("casino", "c⃝a⃝s⃝i⃝n⃝o⃝"),
    ("казино", "ка\u0301зи\u0336но"),
    # digits and signs for letters
    ("casino", "c4$1n0"),
    ("казино", "ка3uн0"),
    ("блядь", "6лядь"),
    ("viagra", "vi@gr4"),
    # a letter hidden
    ("fuck", "f*ck"),
    ("блядь", "бл*дь"),
    ("хуй", "х*й"),
    # written apart
    ("casino", "c   a   s   i   n   o"),
    ("casino", "c/a/s/i/n/o"),
    ("casino", "c·a·s·i·n·o"),
    ("casino", "c\na\ns\ni\nn\no"),
    ("casino", "c @ s i n o"),
    ("casino", "g o  t o  c a s i n o  n o w"),
    ("war", "s t o p  w a r  n o w"),
    ("казино", "k a з и н o"),
    ("сука", "с*у*к*а"),
    # something between
    ("casino", "c🎰a🎰s🎰i🎰n🎰o"),
    ("casino", "ca❤️si❤️no"),
    ("казино", "ка🎰зи🎰но"),
    ("赌博", "赌　博"),
    ("赌博", "赌★★★博"),
    ("赌博", "【赌】【博】"),
    ("赌博", "赌a博"),
    ("代开发票", "代|开|发|票"),
    # dragged, doubled, numbered, tagged
    ("casino", "casiiiino"),
    ("casino", "ccaassiinnoo"),
    ("casino", "CASINO777"),
    ("casino", "24casino"),
    ("casino", "#casino"),
    ("casino", "best-online-casino.example"),
]

INNOCENTS = [
    ("cunt", "Scunthorpe"),
    ("sex", "Essex and Sussex"),
    ("cock", "Hancock's cocktail"),
    ("tit", "a title"),
    ("cum", "the document"),
    ("rape", "grapes and drapes"),
    ("anal", "analysis of a canal"),
    ("niger", "Nigeria"),
    ("ass", "as soon as"),
    ("hell", "she'll shell"),
    ("бля", "оскорблять и употреблять"),
    ("еб", "хлебать хлебало"),
    ("ебать", "колебать"),
    ("блядь", "наблюдать"),
    ("хуй", "подстрахуй"),
    ("хер", "Херсон и херес"),
    ("жид", "ожидать жидкого"),
    ("рак", "брак и ракета"),
    ("мат", "математика"),
    ("гей", "Сергей"),
    ("пидор", "помидор"),
    ("анал", "канал, анализ"),
    ("1488", "214880"),
    ("war", "a w a r d"),
    ("die", "d.i.e.t"),
    ("fag", "o f a g e"),
    ("mail", "the mall"),
    ("cats", "2*c + a*t = 3*s"),
    ("casino", "\u202eמשחק\u202c occasion"),
    ("日本", "5日2本书"),
    ("赌博", "他赌气，博士来了"),
    ("nac", "a can"),
]


@pytest.mark.parametrize(("word", "text"), DISGUISES)
def test_it_is_found_in_every_disguise(word: str, text: str) -> None:
    assert caught("word", word, text)


@pytest.mark.parametrize(("word", "text"), INNOCENTS)
def test_innocents_are_left_alone(word: str, text: str) -> None:
    assert caught("word", word, text) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("so \u202eonisac\u202c!", ["onisac"]),
        ("my CASINO777.", ["CASINO777"]),
        ("oh f*ck it", ["f*ck"]),
    ],
)
def test_the_card_marks_it_as_it_was_typed(text: str, marked: list[str]) -> None:
    assert [*caught("word", "casino", text), *caught("word", "fuck", text)] == marked


@pytest.mark.parametrize(
    ("word", "text", "exception"),
    [
        ("мат", "шах и мат", "шах и мат"),
        ("ass", "an a.s.s.", "a.s.s."),
        ("妈的", "我妈 的车", "我妈的"),
    ],
)
def test_exceptions_hold_for_disguises_too(word: str, text: str, exception: str) -> None:
    assert caught("word", word, text)
    assert caught("word", word, text, exception) == []
