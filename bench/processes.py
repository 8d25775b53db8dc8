"""What processes take: memory, and time of the processor."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Memory:
    """Megabytes (10**6 bytes): what is mapped, and the same with shared pages counted in parts."""

    rss: float
    pss: float


def family(pid: int) -> list[int]:
    """A process and all that it started, the oldest first."""
    return [pid, *(each for child in _children(pid) for each in family(child))]


def memory(pid: int) -> Memory:
    """What one process takes."""
    text = (PROC / str(pid) / "smaps_rollup").read_text()
    sizes = dict(re.findall(r"^(\w+): +(\d+) kB$", text, re.M))
    rss, pss = (int(sizes[name]) * 1024 / 1e6 for name in ("Rss", "Pss"))
    return Memory(round(rss, 1), round(pss, 1))


def worker_of(pid: int) -> int:
    """The process that does a server's work: the largest that has started nothing itself."""
    leaves = [each for each in family(pid) if not _children(each)]
    return max(leaves, key=lambda each: memory(each).rss)


def together(pid: int) -> float:
    """Megabytes of a process and of all that it started, nothing counted twice."""
    return round(sum(memory(each).pss for each in family(pid)), 1)


def computed(pid: int) -> float:
    """Seconds of the processor that a process and what it started have used."""
    return sum(_seconds(each) for each in family(pid))


def busy() -> float:
    """Seconds for which all processors together have not been idle."""
    user, nice, system, _idle, _wait, *rest = map(int, _first_line("stat").split()[1:9])
    return (user + nice + system + sum(rest[:2])) / TICKS


def _children(pid: int) -> list[int]:
    found = []
    for task in (PROC / str(pid) / "task").glob("*/children"):
        found += [int(each) for each in _text(task).split()]
    return found


def _seconds(pid: int) -> float:
    text = _text(PROC / str(pid) / "stat")
    if not text:
        return 0.0
    user, system = text.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def _first_line(name: str) -> str:
    return (PROC / name).read_text().partition("\n")[0]


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""  # it has ended meanwhile
