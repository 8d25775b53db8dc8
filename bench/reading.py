"""Threads and counts: what a reader asks for, of us and of the others, in turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from urllib.error import HTTPError

from bench import isso_town, servers, town
from bench.plan import Figures, Plan
from bench.servers import Server
from bench.wrk import Ask, middle, wrk
from tests.services.postgres import postgres_server

GZIP = {"Accept-Encoding": "gzip"}
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
YARDSTICK = 44_731  # bytes of Isso's thread of 100, which the peers' older figures belong to
WIDGET = "&limit=50"  # what the widget asks for
WHOLE = ("&limit=1000", "&limit=200")  # the first that is not refused
DURABLE = ("shared_buffers=256MB",)  # otherwise as PostgreSQL comes, fsync included

Asks = dict[str, Ask]


def run(plan: Plan) -> Figures:
    """Requests a second of each, and what the answers weigh."""
    with ExitStack() as stack:
        first = _filled(stack, plan)
        two = stack.enter_context(servers.ours(first[0].env, plan.folder, workers=2))
        more = stack.enter_context(_postgresql(plan))
        answers = _answers(first[1], plan)
        asks = _ours("1 process", first[1], plan) | _ours("2 processes", two, plan)
        asks |= _long("2 processes", two, plan)
        asks |= _hundred("PostgreSQL, 2 processes", more, plan)
        asks |= _limits(stack, plan, answers) | _isso(stack, plan)
        rates = measure(asks, plan)
    return {
        "rates": rates,
        "bytes": {name: len(content) for name, content in answers.items()},
        "is_whole": answers["of-1000.json"].count(b'"submitted_at"') == plan.lengths[1],
    }


def measure(asks: Asks, plan: Plan) -> Figures:
    """The median of each, all of them in the same rotation; each sample is told at once."""
    samples: dict[str, list[Figures]] = {name: [] for name in asks}
    for turn in range(1, plan.rounds + 1):
        for name, one in asks.items():
            if turn == 1:
                wrk(one, 1)  # so that everything is where it will be
            samples[name].append(wrk(one, plan.seconds))
            _tell(f"{turn} of {plan.rounds}  {name}", samples[name])
    return {name: middle(each) for name, each in samples.items()}


def _tell(name: str, samples: list[Figures]) -> None:
    """What the median is by now."""
    rate = middle(samples)
    wrong = f"  {rate['refused']:.0f} refused" if rate["refused"] else ""
    times = f"{rate['per_second']:>12,.0f}/s{rate['p99_ms']:>10.2f} ms{wrong}"
    print(f"  {name:52}{times}", flush=True)


def _filled(stack: ExitStack, plan: Plan) -> tuple[town.Town, Server]:
    """The town on SQLite, and a server of one process."""
    folder = plan.folder / "sqlite"
    folder.mkdir()
    place = town.found(f"sqlite:///{folder / town.FILE}", folder)
    server = stack.enter_context(servers.ours(place.env, plan.folder))
    town.fill_threads(place, server, [*plan.lengths, plan.long])
    return place, server


@contextmanager
def _postgresql(plan: Plan) -> Iterator[Server]:
    folder = plan.folder / "postgresql"
    folder.mkdir()
    with postgres_server(DURABLE) as databases:
        place = town.found(databases.create("moderation"), folder)
        with servers.ours(place.env, plan.folder, workers=2) as server:
            town.fill_threads(place, server, plan.lengths[:1])
            yield server


def _ours(name: str, server: Server, plan: Plan) -> Asks:
    """What is asked of us, by name."""
    hundred = town.thread(town.thread_page(plan.lengths[0]))
    tag = town.fetch(server, hundred, {})[0]["ETag"]
    more = {
        "thread of 100, packed": (hundred, GZIP),
        "thread of 100, 304": (hundred, {"If-None-Match": tag}),
        "thread of 1,000, whole": (whole(server, plan), {}),
        "counts of 20": (town.counts(), {}),
    }
    return _hundred(name, server, plan) | _asks(name, server, more)


def _hundred(name: str, server: Server, plan: Plan) -> Asks:
    hundred = town.thread(town.thread_page(plan.lengths[0]))
    return _asks(name, server, {"thread of 100": (hundred, {})})


def _long(name: str, server: Server, plan: Plan) -> Asks:
    """The long threads, and that of a hundred asked for in the same way."""
    hundred, thousand, long = (
        town.thread(town.thread_page(length)) for length in (*plan.lengths, plan.long)
    )
    later = town.ask(server, long + WIDGET)["after"]
    asks = {
        "thread of 100, as the widget": (hundred + WIDGET, BROWSER),
        "thread of 1,000, as the widget": (thousand + WIDGET, BROWSER),
        "long thread, as the widget": (long + WIDGET, BROWSER),
        "long thread, next part": (f"{long}{WIDGET}&after={later}", BROWSER),
    }
    return _asks(name, server, asks)


def _asks(name: str, server: Server, asks: Mapping[str, tuple[str, Mapping[str, str]]]) -> Asks:
    return {
        f"{name}: {what}": Ask(server.address + path, server.pid, headers)
        for what, (path, headers) in asks.items()
    }


def _answers(server: Server, plan: Plan) -> dict[str, bytes]:
    """Our own answers, as files for the others to serve."""
    found = {}
    hundred = town.thread(town.thread_page(plan.lengths[0]))
    for name, path in (("100", hundred), ("1000", whole(server, plan))):
        found[f"of-{name}.json"] = town.fetch(server, path, {})[1]
        found[f"of-{name}.json.gz"] = town.fetch(server, path, GZIP)[1]
        headers, content = town.fetch(server, path, {"Accept-Encoding": "br"})
        if headers.get("Content-Encoding") == "br":
            found[f"of-{name}.json.br"] = content
    return found


def whole(server: Server, plan: Plan) -> str:
    """The path of the longer thread with as much of it in one answer as there may be."""
    path = town.thread(town.thread_page(plan.lengths[1]))
    for more in WHOLE:
        with suppress(HTTPError):
            town.fetch(server, path + more, {})
            return path + more
    return path


def _limits(stack: ExitStack, plan: Plan, answers: Mapping[str, bytes]) -> Asks:
    """The same bytes from nginx, and from a callable that does nothing else."""
    folder = plan.folder / "nginx"
    files = {**answers, "yardstick.json": b"x" * YARDSTICK}
    static = stack.enter_context(servers.nginx_start(folder, files).serving())
    one = stack.enter_context(servers.bare_start(folder, workers=1).serving())
    two = stack.enter_context(servers.bare_start(folder, workers=2).serving())
    asks: Asks = {}
    for name, server in (("nginx", static), ("bare, 1 process", one), ("bare, 2 processes", two)):
        where = f"{server.address}/of-100.json"
        tag = town.fetch(server, "/of-100.json", {})[0]["ETag"]
        asks |= {
            f"{name}: thread of 100": Ask(where, server.pid),
            f"{name}: thread of 100, 304": Ask(where, server.pid, {"If-None-Match": tag}),
        }
    asks["nginx: thread of 100, packed"] = Ask(f"{static.address}/of-100.json", static.pid, GZIP)
    asks["nginx: yardstick"] = Ask(f"{static.address}/yardstick.json", static.pid)
    return asks


def _isso(stack: ExitStack, plan: Plan) -> Asks:
    """Isso from its package, under both of its usual servers."""
    asks: Asks = {}
    for under in ("gunicorn", "uWSGI"):
        server = stack.enter_context(isso_server(plan, under))
        hundred = server.address + isso_town.thread(plan.lengths[0])
        asks[f"Isso, {under}: thread of 100"] = Ask(hundred, server.pid)
        counted = Ask(f"{server.address}/count", server.pid, body=isso_town.COUNTS)
        asks[f"Isso, {under}: counts of 20"] = counted
    return asks


@contextmanager
def isso_server(plan: Plan, under: str) -> Iterator[Server]:
    """Isso with the same threads."""
    own = plan.folder / f"isso-{under}"
    own.mkdir(exist_ok=True)
    with servers.isso_start(own, under=under).serving() as server:
        is_new = not (own / "filled").exists()
        if is_new:
            town.fetch(server, isso_town.thread(0), {})  # it has made its tables
            isso_town.fill(own / "isso.db", plan.lengths)
            (own / "filled").touch()
        yield server
