"""What became of a correction in a folder, in the words of a terminal."""

from __future__ import annotations

from moderation.text.patches import Outcome

REASONS = {
    "no_replacement": "nobody has said what should stand there",
    "no_file": "no file of this page, and the words are in no other",
    "several_files": "it could be meant in several files",
    "marks": "it cannot be written there without breaking the marks around it",
    "read_only": "the file is read-only",
    "outside": "a link leads out of the folder",
    "too_large": "the file is too large",
    "binary": "the file is no text",
    "unreadable": "the file cannot be read",
    "unknown_encoding": "the file is neither in UTF-8 nor in the encoding that it declares",
    "not_in_its_encoding": "the file's encoding lacks a letter of it",
    "changed_meanwhile": "somebody else has just changed the file",
    "not_written": "the file cannot be written",
}


def outcome_words(outcome: Outcome | None) -> str:
    """What became of a correction."""
    return outcome.value.replace("_", " ") if outcome else "left alone"


def reason_words(code: str) -> str:
    """Why."""
    return REASONS[code]
