"""What a moderator decides about a notice of illegal content, read from a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.drafts.objections import needed
from moderation.errors import Errors

GROUNDS = ("law", "rules")


@dataclass(frozen=True)
class Verdict:
    """Whether the comment comes down, and the reasons that its author is given.

    What a statement of reasons holds: Regulation (EU) 2022/2065, article 17(3).
    """

    upheld: bool
    ground: str = ""  # "law" or "rules"
    provision: str = ""
    statement: str = ""


def parse_verdict(fields: Mapping[str, object]) -> Verdict | Errors:
    """A verdict; taking a comment down needs the ground, what it says, and the facts.

    What is written about a comment that stays is kept as well.
    """
    reader = Reader(fields)
    answer = reader.text("verdict", LIMITS.key)
    if "verdict" not in reader.errors and answer not in ("uphold", "dismiss"):
        reader.refuse("verdict", "not_a_choice" if answer else "required")
    ground = reader.text("ground", LIMITS.key)
    is_missing = answer == "uphold" and not ground
    if "ground" not in reader.errors and (is_missing or ground not in ("", *GROUNDS)):
        reader.refuse("ground", "not_a_choice" if ground else "ground_missing")
    read = needed if answer == "uphold" else _wished
    verdict = Verdict(
        upheld=answer == "uphold",
        ground=ground,
        provision=read(reader, "provision", LIMITS.title, "provision_missing"),
        statement=read(reader, "statement", LIMITS.notice, "statement_missing"),
    )
    return reader.errors or verdict


def _wished(reader: Reader, name: str, limit: int, _missing: str) -> str:
    return reader.text(name, limit)
