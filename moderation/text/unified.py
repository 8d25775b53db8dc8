"""Changes of a file as ``git apply`` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

CONTEXT = 3
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_ODD = re.compile(r'["\\\x00-\x1f\x7f]')


def unified_diff(name: str, before: bytes, after: bytes) -> bytes:
    """The changes of one file, by its name in the folder; bytes, in whatever encoding."""
    parts = [
        f"diff --git {_quoted('a/' + name)} {_quoted('b/' + name)}\n",
        f"--- {_told('a/' + name)}\n",
        f"+++ {_told('b/' + name)}\n",
    ]
    return "".join(parts).encode("utf-8", "surrogateescape") + b"".join(
        _hunks(_LINE.findall(before), _LINE.findall(after))
    )


def _hunks(old: list[bytes], new: list[bytes]) -> Iterator[bytes]:
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(CONTEXT):
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n".encode()
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from _lines(b" ", old[a:b])
            else:
                yield from _lines(b"-", old[a:b])
                yield from _lines(b"+", new[c:d])


def _lines(sign: bytes, lines: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield sign + line
        if not line.endswith(b"\n"):
            yield b"\n\\ No newline at end of file\n"


def _range(start: int, stop: int) -> str:
    """Where a hunk begins, counted from 1, and how long it is."""
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + bool(length)},{length}"


def _told(name: str) -> str:
    """A name with spaces ends with a tab, so that nobody takes its end for a time."""
    quoted = _quoted(name)
    return quoted + "\t" if " " in name and quoted == name else quoted


def _quoted(name: str) -> str:
    """A name as it is, or as a C string where git would misread it."""
    if not _ODD.search(name):
        return name
    return '"' + _ODD.sub(lambda found: _escape(found[0]), name) + '"'


def _escape(char: str) -> str:
    return f"\\{char}" if char in '"\\' else f"\\{ord(char):03o}"
