"""Asking a dictionary about reported words, outside of any request and of any write."""

from __future__ import annotations

from typing import Any

from moderation import outbox
from moderation.database import utcnow
from moderation.integrations.spelling import Speller, speller
from moderation.operations.hints import keep_hints
from moderation.outbox import Claimed
from moderation.queries.hints import to_ask
from moderation.settings import Settings
from moderation.text.spelling import words_to_ask
from moderation.transactions import write


def hint_typo(job: Claimed, settings: Settings) -> None:
    """Say what a dictionary knows of the reported word and of the one proposed.

    Without a dictionary for the language nothing is said.
    """
    report_id = job.args["report_id"]
    asked = to_ask(report_id)
    if asked and (known := speller(asked.lang, settings.dictionaries, asked.own)):
        write(keep_hints, report_id, hints_about(asked.exact, asked.suggestion, known))
    write(outbox.finish, job, utcnow())


def hints_about(exact: str, suggestion: str, known: Speller) -> dict[str, Any]:
    """Whether the words are known, and what the first unknown one may have been meant to be."""
    old, new = words_to_ask(exact, suggestion)
    unknown = [word for word in old if known.knows(word) is False]
    hints: dict[str, Any] = {
        "word": next(iter(unknown or old), ""),
        "word_known": _all_known(old, known),
        "suggestion_known": _all_known(new, known),
        "suggestions": known.suggest(unknown[0]) if unknown else [],
    }
    said = hints["word_known"] is not None or hints["suggestion_known"] is not None
    return hints if said else {}


def _all_known(words: list[str], known: Speller) -> bool | None:
    """Nothing when the dictionary can say nothing of any of them."""
    told = [answer for word in words if (answer := known.knows(word)) is not None]
    return all(told) if told else None
