"""wrk: thirty-two connections that ask one thing after another, and what came of it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench import commands
from bench.processes import busy, computed

SCRIPT = Path(__file__).with_suffix(".lua")
CONNECTIONS = 32


@dataclass(frozen=True)
class Ask:
    """What is asked of a server, again and again."""

    address: str
    pid: int  # of the server, whose processor time is counted
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    paths: Path | None = None  # a file of paths, asked in turn
    connections: int = CONNECTIONS


def wrk(ask: Ask, seconds: int) -> dict[str, Any]:
    """Ask for so long: requests a second, milliseconds, bytes of an answer, processor time."""
    command = ["wrk", "-t1", f"-c{ask.connections}", f"-d{seconds}s", "--timeout", "20s"]
    command += ["-s", str(SCRIPT)]
    for name, text in ask.headers.items():
        command += ["-H", f"{name}: {text}"]
    env = {"WRK_METHOD": "POST", "WRK_BODY": ask.body} if ask.body else {}
    if ask.paths:
        env["WRK_PATHS"] = str(ask.paths)
    commands.note([*command, ask.address], env)
    before = computed(ask.pid), _client(), busy()
    said = subprocess.run(
        [*command, ask.address],
        env={**os.environ, **env}, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    after = computed(ask.pid), _client(), busy()
    server, client, all_of_it = (now - then for now, then in zip(after, before, strict=True))
    figures = json.loads(said.partition("FIGURES ")[2])
    took = figures["seconds"]
    answered = max(figures["requests"], 1)
    return {
        "per_second": figures["requests"] / took,
        **{name: figures[name] for name in ("p50_ms", "p99_ms", "max_ms", "refused", "broken")},
        "bytes": figures["bytes"] / answered,
        "server_cpu_ms": 1000 * server / answered,
        "server_cores": server / took,
        "client_cores": client / took,
        "other_cores": (all_of_it - server - client) / took,
    }


def middle(samples: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure, and the slowest and fastest of the samples."""
    figures = {name: _rounded(median(one[name] for one in samples)) for name in samples[0]}
    rates = [_rounded(one["per_second"]) for one in samples]
    return {**figures, "lowest": min(rates), "highest": max(rates), "samples": len(rates)}


def _client() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _rounded(figure: float) -> float:
    return round(figure, 1 if figure >= 100 else 3)
