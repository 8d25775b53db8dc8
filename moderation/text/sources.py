"""A file's raw text beside what a reader sees of it, and where each visible character stands."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import Literal

# What a site generator is told of a page, in YAML or TOML, before its text begins.
FRONT = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*\r?$", re.DOTALL | re.MULTILINE)

Syntax = Literal["html", "markdown", "plain"]


@dataclass(frozen=True)
class Source:
    """``visible[i]`` is written as ``raw[starts[i]:ends[i]]``; a gap between blocks as nothing."""

    raw: str
    visible: str
    starts: array[int]
    ends: array[int]
    syntax: Syntax = "plain"
    is_second: bool = False  # another way to read it, where the first does not find a quote


class Writer:
    """Puts the visible text together, piece by piece, and remembers where each came from."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts = array("I")
        self._ends = array("I")
        self._is_apart = True

    def copy(self, text: str, at: int) -> None:
        """Text that stands in the raw text as it is, beginning there."""
        if not text:
            return
        self._parts.append(text)
        self._starts.extend(range(at, at + len(text)))
        self._ends.extend(range(at + 1, at + len(text) + 1))
        self._is_apart = False

    def put(self, text: str, start: int, end: int) -> None:
        """Text that the raw text between two places stands for, such as an entity's."""
        if not text:
            return
        self._parts.append(text)
        self._starts.extend([start] + [end] * (len(text) - 1))
        self._ends.extend([end] * len(text))
        self._is_apart = False

    def part(self, at: int) -> None:
        """Another block begins: what a browser shows on a line of its own."""
        if not self._is_apart:
            self._parts.append("\n")
            self._starts.append(at)
            self._ends.append(at)
            self._is_apart = True

    def close(self, raw: str, syntax: Syntax, *, is_second: bool = False) -> Source:
        """What has been put together."""
        return Source(raw, "".join(self._parts), self._starts, self._ends, syntax, is_second)
