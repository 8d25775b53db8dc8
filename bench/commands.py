"""The exact command lines of a run, printed when they are first used and kept with the figures."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).parents[1]
used: list[str] = []


def note(command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
    """Print a command line, unless one that differs in nothing but ports was there before."""
    said = " ".join([*(f"{name}={shlex.quote(text)}" for name, text in (env or {}).items())])
    line = f"{said} {shlex.join(command)}".strip()
    line = line.replace(f"{PROJECT}/", "").replace(sys.executable, "python")
    line = re.sub(r"/\S*/bench-[^/ ]*", "SCRATCH", line)
    line = re.sub(r"(127\.0\.0\.1:|--port |PORT=)\d+", r"\1PORT", line)
    if line not in used:
        used.append(line)
        print(f"  $ {line}", flush=True)


def taken() -> list[str]:
    """What was noted since this was last asked."""
    lines = used[:]
    used.clear()
    return lines
