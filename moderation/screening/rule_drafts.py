"""A rule as somebody typed it: read, and refused before it can do harm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from moderation.drafts.fields import Reader
from moderation.errors import Invalid
from moderation.screening import hosts, patterns
from moderation.screening.matching import MOST_TOKENS
from moderation.screening.tokens import tokens_of
from moderation.text.folding import fold

KINDS = ("word", "phrase", "pattern", "link")
ACTIONS = ("hold", "reject", "mark_spam")
LONGEST = {"word": 100, "phrase": 300, "pattern": patterns.LONGEST, "link": hosts.LONGEST}
MOST_EXCEPTIONS = 100


@dataclass(frozen=True)
class RuleDraft:
    """What a rule is to look for, but for, and do; kind and action by their stored values."""

    kind: str
    pattern: str
    exceptions: tuple[str, ...]
    action: str


def parse_rule(fields: Mapping[str, object]) -> RuleDraft:
    """The rule of a form; raises ``Invalid`` with everything that is wrong with it."""
    reader = Reader(fields)
    kind = _choice(reader, "rule_kind", KINDS)
    action = _choice(reader, "action", ACTIONS)
    pattern = reader.line("pattern", LONGEST.get(kind, patterns.LONGEST))
    exceptions = _exceptions(reader)
    if not pattern and "pattern" not in reader.errors:
        reader.refuse("pattern", "required")
    if not reader.errors:
        _check(reader, kind, "pattern", pattern)
        for text in exceptions:
            _check(reader, "link" if kind == "link" else "phrase", "exceptions", text)
    if reader.errors:
        raise Invalid(reader.errors)
    return RuleDraft(kind, pattern, exceptions, action)


def _choice(reader: Reader, name: str, choices: tuple[str, ...]) -> str:
    text = reader.token(name)
    if text not in choices:
        reader.refuse(name, "not_a_choice" if text else "required")
    return text


def _exceptions(reader: Reader) -> tuple[str, ...]:
    lines = reader.text("exceptions", MOST_EXCEPTIONS * LONGEST["word"]).splitlines()
    found = tuple(dict.fromkeys(re.sub(r"\s+", " ", line).strip() for line in lines))
    found = tuple(filter(None, found))
    if len(found) > MOST_EXCEPTIONS:
        reader.refuse("exceptions", "too_many", number=len(found), most=MOST_EXCEPTIONS)
    return found


def _check(reader: Reader, kind: str, field: str, text: str) -> None:
    if kind == "pattern":
        try:
            patterns.read_pattern(text)
        except patterns.BadPatternError as error:
            reader.refuse(field, error.code, **error.args_of_code)
    elif kind == "link":
        try:
            hosts.read_host(text)
        except ValueError:
            reader.refuse(field, "rule_bad_host")
    else:
        _check_words(reader, kind, field, text)


def _check_words(reader: Reader, kind: str, field: str, text: str) -> None:
    tokens = tokens_of(fold(text).text)
    words = [token for token in tokens if not token.is_sign]
    if not tokens:
        reader.refuse(field, "rule_shows_nothing")
    elif len(tokens) > MOST_TOKENS:
        reader.refuse(field, "too_many", number=len(tokens), most=MOST_TOKENS)
    elif kind == "word" and len([token for token in words if not token.is_char]) > 1:
        reader.refuse(field, "rule_one_word")
    elif len(words) == 1 and not words[0].is_char and len(words[0].text) == 1 == len(tokens):
        reader.refuse(field, "rule_one_letter")
