"""What hostile text costs: each against honest text of the same length, with 2,000 rules.

python -m bench.rules
"""

from __future__ import annotations

import time

from moderation.screening.rules import Rule, RuleSet

LENGTH = 10_000  # characters
HONEST = "The night tram comes back to the harbour line; who lives at the curve is less happy. "
HOSTILE = ("a ", "a", "啊", "a.", "v1a1 ", "[", "http://a", "а\u0301", "ab-", "@$", "a-a a ", "a!")


def main() -> None:
    """Print how long each takes, and how that compares: with honest text, and with its tenth."""
    rules = _rules()
    honest = _milliseconds(rules, _filled(HONEST, LENGTH))
    print(f"{'honest':10} {honest:8.1f} ms")
    for piece in HOSTILE:
        taken = _milliseconds(rules, _filled(piece, LENGTH))
        tenth = _milliseconds(rules, _filled(piece, LENGTH // 10))
        print(
            f"{piece!r:10} {taken:8.1f} ms, {taken / honest:5.1f} of honest,"
            f" {taken / tenth:5.1f} of a tenth"
        )


def _rules() -> RuleSet:
    """Words, phrases that nearly match hostile text at every place, a pattern that backtracks."""
    hard = ("a " * 19 + "b", "啊" * 29 + "吧", "a" * 30)
    return RuleSet(
        [
            *(Rule(id_, 1, "word", f"word{id_}") for id_ in range(1995)),
            *(Rule(2000 + id_, 1, "phrase", text) for id_, text in enumerate(hard)),
            Rule(3000, 1, "pattern", r"(a+)+b"),
            Rule(3001, 1, "link", "casino.example"),
        ]
    )


def _filled(piece: str, length: int) -> str:
    return (piece * length)[:length]


def _milliseconds(rules: RuleSet, text: str) -> float:
    return min(_once(rules, text) for _ in range(3)) * 1000


def _once(rules: RuleSet, text: str) -> float:
    begun = time.process_time()
    rules.find(text)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
