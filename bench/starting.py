"""Cold starts: from the command to the first answer."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from statistics import median
from urllib.request import urlopen

from bench import commands, isso_town, servers, town
from bench.plan import Figures, Plan
from bench.reading import YARDSTICK, isso_server
from bench.servers import Start
from tests.services.processes import stop

STARTS = 5
PAUSE = 0.004  # seconds between two attempts
PATIENCE = 120.0  # seconds


def run(plan: Plan) -> Figures:
    """The median seconds of a few starts of each."""
    figures = {}
    for name, (start, path) in _starts(plan).items():
        times = [_seconds(start(), path) for _ in range(2 if plan.quick else STARTS)]
        figures[name] = {"seconds": round(median(times), 3), "slowest": round(max(times), 3)}
        print(f"  {name:24}{figures[name]}", flush=True)
    return figures


def _starts(plan: Plan) -> dict[str, tuple[Callable[[], Start], str]]:
    """How each is started, and what it is asked first: a thread of a hundred."""
    folder, static = plan.folder / "start", plan.folder / "static"
    folder.mkdir()
    place = town.found(f"sqlite:///{folder / town.FILE}", folder)
    with servers.ours(place.env, folder) as server:
        town.fill_threads(place, server, plan.lengths[:1])
    with isso_server(plan, "gunicorn"):
        pass  # it has its threads
    filled = plan.folder / "isso-gunicorn"
    files, file = {"of-100.json": b"x" * YARDSTICK}, "/of-100.json"
    servers.nginx_start(static, files)
    hundred = town.thread(town.thread_page(plan.lengths[0]))
    return {
        "ours, 1 process": (lambda: servers.ours_start(place.env, folder), hundred),
        "Isso, gunicorn": (lambda: servers.isso_start(filled), isso_town.thread(plan.lengths[0])),
        "bare, 1 process": (lambda: servers.bare_start(static, workers=1), file),
        "nginx": (lambda: servers.nginx_start(static, files), file),
    }


def _seconds(start: Start, path: str) -> float:
    """From the command to the first thread that is answered with 200."""
    commands.note(start.command)
    began = time.perf_counter()
    with (start.folder / "start.log").open("ab") as log:
        process = subprocess.Popen(
            start.command, env={**os.environ, **start.env}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        while not _answers(start.address + path):
            if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError(f"{start.command} did not answer")
            time.sleep(PAUSE)
        return time.perf_counter() - began
    finally:
        stop(process)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
