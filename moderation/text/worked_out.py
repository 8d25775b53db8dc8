"""What is made of a comment's text before it is stored.

It takes as long as all the rest, and nobody has to wait for it but its author: so it comes before
the turn to write.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from moderation.text.likeness import marks_of, shape_of
from moderation.text.markdown import render


@dataclass(frozen=True)
class WorkedOut:
    """How it is shown, and what it is found by when another one is like it."""

    html: str
    digest: str
    marks: tuple[int, ...]


def work_out(source: str) -> WorkedOut:
    """All that is made of a text, from itself alone."""
    return WorkedOut(render(source), digest(source), tuple(marks_of(shape_of(source))))


def digest(source: str) -> str:
    """The same for texts that differ in case and spacing alone."""
    return hashlib.sha256(" ".join(source.casefold().split()).encode()).hexdigest()
