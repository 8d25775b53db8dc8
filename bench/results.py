"""What was measured: ``bench/results.json``, one part after another."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.commands import PROJECT
from bench.plan import Figures

RESULTS = Path(__file__).parent / "results.json"
QUICK = PROJECT / ".venv" / "bench-quick.json"  # says nothing, and is not kept


class Results:
    """The figures of each part, with when and of which commit they are."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.all: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def keep(self, part: str, figures: Figures, *, seconds: float, commands: list[str]) -> None:
        """Write down a part, beside the others."""
        self.all["machine"] = machine()
        self.all.setdefault("parts", {})[part] = {
            "commit": commit(),
            "measured_at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "seconds": round(seconds),
            "commands": commands,
            "figures": figures,
        }
        self._path.write_text(json.dumps(self.all, indent=1) + "\n")

    def has(self, part: str) -> bool:
        """Whether a part was measured at this very commit."""
        measured: dict[str, Any] = self.all.get("parts", {}).get(part, {})
        return measured.get("commit") == commit() and "failed" not in measured["figures"]

    def figure(self, *path: str) -> Any:
        """A figure by the names that lead to it, the part first; ``None`` when there is none."""
        part, *names = path
        found = self.all.get("parts", {}).get(part, {}).get("figures")
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    text = Path("/proc/cpuinfo").read_text()
    models = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "processor": models[0] if models else platform.machine(),
        "memory_gib": round(pages / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def commit() -> str:
    """The commit that is checked out."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    said = subprocess.run(command, check=False, capture_output=True, text=True, cwd=PROJECT)
    return said.stdout.strip()
