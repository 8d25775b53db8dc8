"""Comments taken in whole and durably, without a pause; the same with a million waiting; decisions.

Nothing is left out: page, author, screens, both sanitisers, search, outbox, receipt, key, and a
worker beside the server that tells the moderators. ``synchronous`` and ``fsync`` are as they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from random import Random

from bench import deciding, isso_town, servers, stock, town
from bench.plan import Figures, Plan
from bench.posting import Make, Poster, posting
from bench.reading import DURABLE
from bench.servers import Server
from bench.town import Town
from tests.services.postgres import postgres_server

CONNECTIONS = (8, 64)
PAGES = 40  # that the new comments are for
CORES = 2  # of the machine, and as many processes answer
WARMING = 2.0  # seconds: the worker beside a new server has begun by then
ALL = 16  # connections: each process is asked for something

Place = tuple[Town, Server]
Ask = Callable[[int], Figures]  # by connections


def run(plan: Plan) -> Figures:
    """Submissions a second of us and of Isso, and how long each waits; then decisions."""
    with ExitStack() as stack:
        few = stack.enter_context(small(plan))
        many = stack.enter_context(large(plan))
        size = (many[0].folder / town.FILE).stat().st_size
        taken: Figures = {}
        _isso_round(plan, taken)
        for connections in CONNECTIONS:
            for name, one in (("SQLite", few), ("SQLite, many waiting", many)):
                _keep(taken, f"{name}: {connections}", intake(one[1], connections, plan.sustained))
            _isso_round(plan, taken)
        _others(plan, taken)
        decisions = {
            name: deciding.decide(one[0], one[1], plan)
            for name, one in (("SQLite", few), ("SQLite, many waiting", many))
        }
    return {
        "intake": {name: _median(each) for name, each in taken.items()},
        "decisions": decisions,
        "waiting": plan.waiting,
        "bytes_a_submission": round(size / plan.waiting),
    }


def _others(plan: Plan, taken: dict[str, list[Figures]]) -> None:
    """The same with one process, and on PostgreSQL; shorter."""
    for name, place, workers in (
        ("SQLite, 1 process", small, 1),
        ("PostgreSQL, 2 processes", postgresql, CORES),
    ):
        with place(plan, workers=workers) as one:
            for connections in CONNECTIONS:
                figures = intake(one[1], connections, 2 * plan.burst)
                _keep(taken, f"{name}: {connections}", figures)


def _isso_round(plan: Plan, taken: dict[str, list[Figures]]) -> None:
    """A sample of Isso under each of its servers, at each number of connections."""
    for under in ("gunicorn", "uWSGI"):
        folder = plan.folder / f"isso-written-{under}"
        folder.mkdir(exist_ok=True)
        with servers.isso_start(folder, under=under).serving() as server:
            for connections in CONNECTIONS:
                try:
                    figures = _warmed(server, isso_town.comment, connections, plan.burst)
                except TimeoutError:  # under uWSGI it sometimes does, and for good
                    print(f"  Isso, {under}: it has ceased to answer", flush=True)
                    break
                _keep(taken, f"Isso, {under}: {connections}", figures)


def intake(server: Server, connections: int, seconds: float) -> Figures:
    """Comments of new authors, on some pages, each with a key of its own."""
    random = Random(seconds)

    def make(number: int) -> bytes:
        return town.comment(f"https://{town.HOST}/posted/{number % PAGES}", random)

    return _warmed(server, make, connections, seconds)


def _warmed(server: Server, make: Make, connections: int, seconds: float) -> Figures:
    """What counts begins when a few have been answered."""
    Poster(server.address, make).run(ALL, WARMING)
    return posting(server.address, server.pid, make, connections=connections, seconds=seconds)


@contextmanager
def small(plan: Plan, workers: int = CORES) -> Iterator[Place]:
    """A new SQLite database with its server and worker."""
    folder = plan.folder / f"small-{workers}"
    folder.mkdir()
    place = town.found(f"sqlite:///{folder / town.FILE}", folder)
    with servers.ours(place.env, folder, workers=workers, options=["--with-worker"]) as server:
        yield place, server


@contextmanager
def large(plan: Plan) -> Iterator[Place]:
    """A SQLite database with very much waiting, with its server and worker."""
    folder = plan.folder / "large"
    place = stock.town_with(plan.waiting, folder)
    with servers.ours(place.env, folder, workers=CORES, options=["--with-worker"]) as server:
        yield place, server


@contextmanager
def postgresql(plan: Plan, workers: int = CORES) -> Iterator[Place]:
    """A new PostgreSQL database with its server and worker."""
    folder = plan.folder / "written-postgresql"
    folder.mkdir()
    with postgres_server(DURABLE) as databases:
        place = town.found(databases.create("moderation"), folder)
        with servers.ours(place.env, folder, workers=workers, options=["--with-worker"]) as server:
            yield place, server


def _keep(taken: dict[str, list[Figures]], name: str, figures: Figures) -> None:
    taken.setdefault(name, []).append(figures)
    rate = f"{figures['per_second']:>10,.0f}/s{figures['p99_ms']:>10.1f} ms"
    print(f"  {name:40}{rate}, longest pause {figures['longest_pause_ms']:.0f} ms", flush=True)


def _median(samples: list[Figures]) -> Figures:
    """The sample in the middle, with the slowest and the fastest rate."""
    ordered = sorted(samples, key=lambda one: float(one["per_second"]))
    rates = [one["per_second"] for one in ordered]
    extent = {"lowest": rates[0], "highest": rates[-1], "samples": len(rates)}
    return {**ordered[len(ordered) // 2], **extent}
