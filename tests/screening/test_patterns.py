"""Patterns: read, refused with the place of the mistake, and found in text of any script."""

from __future__ import annotations

import pytest

from moderation.screening.patterns import BadPatternError, read_pattern


@pytest.mark.parametrize(
    ("pattern", "code", "position"),
    [
        ("ab(?=c)", "pattern_lookaround", 3),
        ("(?<!a)b", "pattern_lookaround", 1),
        (r"(да)\1", "pattern_backreference", 5),
        ("(?P<x>a)(?P=x)", "pattern_backreference", 9),
        ("казино[а", "pattern_bad", 7),
        ("каз)ино", "pattern_bad", 4),
        ("a**", "pattern_bad", 3),
        ("*a", "pattern_bad", 1),
        (r"\p{Klingon}", "pattern_bad", 1),
        (r"a\bb", "pattern_edge", 2),
        ("x*", "pattern_of_nothing", None),
        (r"\b", "pattern_of_nothing", None),
        ("(a{900}){9}", "pattern_bad", None),
        ("((((a{50}){9})b{800}){2}c{900})", None, None),
        ("x{1000}{1000}", "pattern_bad", 8),
        ("((a{100}){100}){100}", "pattern_bad", 4),
        (r"[\p{L}]{900}", "pattern_too_large", None),
        ("(a|aa)*$", "pattern_of_nothing", None),
        ("a{1001}", "pattern_bad", 2),
        ("a{2,1}", "pattern_bad", 3),
        ("[z-a]", "pattern_bad", 2),
        (r"a\C", "pattern_bad", 2),
        ("a" * 501, "too_long", None),
        ("\\", "pattern_bad", 1),
    ],
)
def test_a_bad_one_is_refused_with_its_place(
    pattern: str, code: str | None, position: int | None
) -> None:
    with pytest.raises(BadPatternError) as refused:
        read_pattern(pattern)
    assert code is None or refused.value.code == code
    assert position is None or refused.value.args_of_code["position"] == position


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(.*)*x", "([a-z]+)*@", r"(a|a)+\d", ".{1,999}.{1,999}y", "(?:a?){400}a{400}b"],
)
def test_what_makes_others_hang_is_looked_for_in_one_pass(pattern: str) -> None:
    """A backtracking engine would take longer than the universe is old."""
    assert list(read_pattern(pattern).find("a" * 5_000 + "!")) == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"\bказ\w+но\b", "Казиино, показино", ["Казиино"]),
        (r"[\w.]+@mail\.example", "пиши: я.тут@mail.example", ["я.тут@mail.example"]),
        (r"\+7\d{10}", "＋７９００\u200b１２３４５６７", ["＋７９００\u200b１２３４５６７"]),
        (r"\bass\b", "assassin ass", ["ass"]),
        (r"(?-i:CAPS)", "caps CAPS", ["CAPS"]),
        (r"a\W+b", "a — b aбb", ["a — b"]),
    ],
)
def test_it_reads_letters_of_every_script(pattern: str, text: str, found: list[str]) -> None:
    places = read_pattern(pattern).find(text)
    assert [text[start:end] for start, end in places] == found
