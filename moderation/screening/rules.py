"""Rules that moderators made: what they catch, and what is to be done with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moderation.screening.hosts import HostList
from moderation.screening.matching import Hit, WordList
from moderation.screening.patterns import read_pattern
from moderation.screening.texts import MOST_SPANS, texts_of
from moderation.screening.types import Draft, Finding

MOST_FINDINGS = 20  # rules named on one card


@dataclass(frozen=True)
class Rule:
    """A rule as the screens know it; kinds and actions by their stored values."""

    id: int
    version: int
    kind: str
    pattern: str
    exceptions: tuple[str, ...] = ()
    action: str = "hold"


class RuleSet:
    """Some rules, prepared to be looked for all at once."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self._words = WordList(self._of("word", "phrase"))
        self._hosts = HostList(self._of("link"))
        self._patterns = [(id_, read_pattern(text)) for id_, text in self._of("pattern")]
        self._excepted_words = WordList(self._exceptions("word", "phrase", "pattern"))
        self._excepted_hosts = HostList(self._exceptions("link"))

    def find(self, text: str) -> dict[int, list[tuple[int, int]]]:
        """Where each rule that catches the text stands in it."""
        hits = [*self._words.find(text), *self._hosts.find(text)]
        hits += [Hit(id_, span) for id_, each in self._patterns for span in each.find(text)]
        if not hits:
            return {}
        excepted = _by_rule([*self._excepted_words.find(text), *self._excepted_hosts.find(text)])
        found = {
            id_: _uncovered(_outermost(spans), _outermost(excepted.get(id_, ())))
            for id_, spans in _by_rule(hits).items()
        }
        return {id_: spans for id_, spans in found.items() if spans}

    def findings(self, draft: Draft) -> list[Finding]:
        """One finding for each rule that catches the draft, in the field to look at first."""
        found: dict[int, Finding] = {}
        for field, text in texts_of(draft).items():
            for id_, spans in self.find(text).items() if text else ():
                found.setdefault(id_, _finding(self.rules[id_], field, spans))
        return list(found.values())[:MOST_FINDINGS]

    def action(self, findings: Sequence[Finding]) -> str:
        """The severest thing that the rules behind the findings do; empty without any."""
        wanted = {
            self.rules[finding.args["rule"]].action
            for finding in findings
            if finding.code == "rule"
        }
        return next((each for each in ("mark_spam", "reject", "hold") if each in wanted), "")

    def _of(self, *kinds: str) -> list[tuple[int, str]]:
        return [(rule.id, rule.pattern) for rule in self.rules.values() if rule.kind in kinds]

    def _exceptions(self, *kinds: str) -> list[tuple[int, str]]:
        return [
            (rule.id, text)
            for rule in self.rules.values()
            if rule.kind in kinds
            for text in rule.exceptions
        ]


NO_RULES = RuleSet()


def _finding(rule: Rule, field: str, spans: Sequence[tuple[int, int]]) -> Finding:
    args = {"rule": rule.id, "version": rule.version, "text": rule.pattern}
    return Finding("rule", args, field, tuple(spans[:MOST_SPANS]))


def _by_rule(hits: Iterable[Hit]) -> dict[int, list[tuple[int, int]]]:
    places: dict[int, list[tuple[int, int]]] = {}
    for hit in hits:
        places.setdefault(hit.entry, []).append(hit.span)
    return places


def _outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In the order of the text, without what is part of something longer."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def _uncovered(
    spans: Sequence[tuple[int, int]], exceptions: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """What was caught and is not part of something that is excepted; both are in order.

    Of outermost places a later one ends later too, so that only the last one which begins in time
    can reach far enough: the time grows with the text, however often it says both.
    """
    begins = [start for start, _end in exceptions]
    left = []
    for start, end in spans:
        place = bisect_right(begins, start) - 1
        if place < 0 or exceptions[place][1] < end:
            left.append((start, end))
    return left
