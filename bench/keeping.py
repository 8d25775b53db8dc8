"""Memory: a worker process idle, and after a million reads out of more than may be kept."""

from __future__ import annotations

from contextlib import ExitStack

from bench import servers, town
from bench.plan import Figures, Plan
from bench.processes import memory, together, worker_of
from bench.reading import isso_server
from bench.servers import Server
from bench.wrk import Ask, wrk

READS = 1_000_000
LIMITS = range(2, 202, 2)  # comments in one part: each asks for an answer of its own
PARTS = 9  # of the thread, one after another; all of it is more than the default keeps
SETTLED = "&limit=50"


def run(plan: Plan) -> Figures:
    """Megabytes of one worker process, and of all processes with nothing counted twice."""
    folder = plan.folder / "memory"
    folder.mkdir()
    place = town.found(f"sqlite:///{folder / town.FILE}", folder)
    with servers.ours(place.env, folder) as server:
        town.fill_threads(place, server, plan.lengths)
    with servers.ours(place.env, folder) as server:
        figures = {"ours": _ours(server, plan)}
    with ExitStack() as others:
        for under in ("gunicorn", "uWSGI"):
            server = others.enter_context(isso_server(plan, under))
            town.fetch(server, "/?uri=/nothing", {})
            figures[f"Isso, {under}"] = {"idle": _taken(server)}
    return figures


def _ours(server: Server, plan: Plan) -> Figures:
    hundred = town.thread(town.thread_page(plan.lengths[0]))
    town.fetch(server, hundred, {})
    taken: Figures = {"idle": _taken(server)}
    taken["asked"], taken["sent"] = _sweep(server, plan)
    taken["after many different answers"] = _taken(server)
    reads, done = (20_000 if plan.quick else READS), 0.0
    rate = 1000.0
    while done < reads:
        seconds = min(max(int((reads - done) / rate), 1), 60)
        rate = wrk(Ask(server.address + hundred, server.pid), seconds)["per_second"]
        done += rate * seconds
        if seconds == 60:
            break  # it is slow: what it has done has to do
    taken["reads"] = round(done)
    taken["after the reads"] = _taken(server)
    for name in ("idle", "after many different answers", "after the reads"):
        print(f"  {name:40}{taken[name]}")
    return taken


def _sweep(server: Server, plan: Plan) -> tuple[int, int]:
    """Ask for parts of every size once: how many answers, and their bytes together."""
    long, after, asked, sent = town.thread(town.thread_page(plan.lengths[1])), "", 0, 0
    for _ in range(1 if plan.quick else PARTS):
        for limit in LIMITS[::20] if plan.quick else LIMITS:
            content = town.fetch(server, f"{long}&limit={limit}{after}", {})[1]
            asked, sent = asked + 1, sent + len(content)
        following = town.ask(server, f"{long}{SETTLED}{after}")["after"]
        if following is None:
            break
        after = f"&after={following}"
    return asked, sent


def _taken(server: Server) -> Figures:
    worker = memory(worker_of(server.pid))
    return {"rss_mb": worker.rss, "pss_mb": worker.pss, "all_pss_mb": together(server.pid)}
