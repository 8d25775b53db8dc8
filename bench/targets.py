"""What was to be reached, line by line, and what was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench import older
from bench.results import Results

PROCESSES = ("1 process", "2 processes")
CACHE = 64  # megabytes that ready answers may take by default
STALL = 1_000  # milliseconds without any answer
FLAT = 1.25  # times as long, and no longer


@dataclass(frozen=True)
class Line:
    """A target with the figure; ``reached`` is ``None`` where there is no target."""

    what: str
    target: str
    figure: str
    reached: bool | None = None


def lines(results: Results) -> list[Line]:
    """All of them; those of a part that was not measured are left out."""
    groups = (_hundred, _thousand, _others, _intake, _decisions, _queue, _machine, _paints, _faults)
    return [line for group in groups for line in group(results)]


def best(results: Results, what: str) -> float:
    """Our requests a second, with as many processes as it goes best with."""
    rates = [results.figure("read", "rates", f"{one}: {what}", "per_second") for one in PROCESSES]
    return max((rate for rate in rates if rate), default=0.0)


def _nginx(results: Results, what: str) -> float:
    rate = results.figure("read", "rates", f"nginx: {what}", "per_second")
    return float(rate or 0)


def _hundred(results: Results) -> Iterable[Line]:
    ours, static = best(results, "thread of 100"), _nginx(results, "thread of 100")
    if not ours:
        return
    share, isso = ours / static, older.fastest_isso(results, "thread of 100")
    what = "thread of 100 comments"
    figure = f"{ours:,.0f}/s, {share:.2f} of nginx"
    yield Line(what, "30,000/s, or 0.5 of nginx", figure, ours >= 30_000 or share >= 0.5)
    if isso:
        yield Line(f"{what}, beside Isso", "500 times", *_times(ours, isso, 500))
    if scale := older.scale(results):
        theirs = older.HUNDRED * scale
        yield Line(f"{what}, beside Remark42*", "4 times", *_times(ours, theirs, 4))
    not_modified = best(results, "thread of 100, 304") / _nginx(results, "thread of 100, 304")
    yield Line("not modified: 304", "0.45 of nginx", f"{not_modified:.2f}", not_modified >= 0.45)
    packed = results.figure("read", "bytes", "of-100.json.br") or results.figure(
        "read", "bytes", "of-100.json.gz"
    )
    yield Line(f"{what}, packed", "under 8,000 bytes", f"{packed:,}", packed < 8_000)


def _thousand(results: Results) -> Iterable[Line]:
    hundred = best(results, "thread of 100, as the widget")
    if not hundred:
        return
    for what, name in (
        ("thread of 1,000, as the widget gets it", "thread of 1,000, as the widget"),
        ("long thread, as the widget gets it", "long thread, as the widget"),
        ("long thread, its next part", "long thread, next part"),
    ):
        rate = best(results, name)
        share = rate / hundred
        figure = f"{rate:,.0f}/s, {share:.2f} of the thread of 100"
        yield Line(what, "the same as of 100", figure, share >= 0.9)
    rate, scale = best(results, "thread of 1,000, whole"), older.scale(results)
    if not results.figure("read", "is_whole"):
        yield Line("thread of 1,000 in one answer", "2.5 times Remark42*", "not in one", False)
    elif scale:
        times = _times(rate, older.THOUSAND * scale, 2.5)
        yield Line("thread of 1,000 in one answer, beside Remark42*", "2.5 times", *times)


def _others(results: Results) -> Iterable[Line]:
    rate, scale = best(results, "counts of 20"), older.scale(results)
    if rate and scale:
        times = _times(rate, older.COUNTS * scale, 2)
        yield Line("counts of 20 pages, beside Remark42*", "2 times", *times)


def _intake(results: Results) -> Iterable[Line]:
    for connections in (8, 64):
        ours = results.figure("write", "intake", f"SQLite: {connections}")
        if not ours:
            continue
        rate, where = ours["per_second"], f"comments taken in, {connections} connections"
        rivals = [_isso_posts(results, under, connections) for under in ("gunicorn", "uWSGI")]
        isso = max(rivals)
        if isso:
            yield Line(f"{where}, beside Isso", "4 times", *_times(rate, isso, 4))
        yield Line(where, f"{2 * older.POSTS:,}/s", f"{rate:,.0f}/s", rate >= 2 * older.POSTS)
        p99 = ours["p99_ms"]
        yield Line(f"{where}, 99th percentile", "under 50 ms", f"{p99:,.1f} ms", p99 < 50)
        pause = ours["longest_pause_ms"]
        figure = f"{pause:,.0f} ms; slowest second {ours['slowest_second']:,}"
        is_steady = pause < STALL and ours["slowest_second"] > 0
        yield Line(f"{where}, longest pause", "no stall", figure, is_steady)
        many = results.figure("write", "intake", f"SQLite, many waiting: {connections}")
        share = many["per_second"] / rate
        waiting = results.figure("write", "waiting")
        figure = f"{many['per_second']:,.0f}/s, {share:.2f}"
        yield Line(f"{where}, {waiting:,} waiting", "within 10 %", figure, share >= 0.9)


def _isso_posts(results: Results, under: str, connections: int) -> float:
    taken = results.figure("write", "intake", f"Isso, {under}: {connections}", "per_second")
    return float(taken or 0)


def _decisions(results: Results) -> Iterable[Line]:
    for kind, target in (("bulk", 1_000), ("single", 300)):
        rate = results.figure("write", "decisions", "SQLite", kind, "per_second")
        if rate:
            what = f"decisions through the interface, {kind}"
            yield Line(what, f"{target:,}/s", f"{rate:,.0f}/s", rate >= target)


def _queue(results: Results) -> Iterable[Line]:
    for database in ("SQLite", "PostgreSQL", "Isso"):
        part = "desk-postgresql" if database == "PostgreSQL" else "desk"
        what = "its list of what waits" if database == "Isso" else "open the queue"
        if opened := results.figure(part, database, what):
            *times, ratio, _processor = opened.values()
            figure = f"{' and '.join(f'{ms:,.0f}' for ms in times)} ms, {ratio:.2f} times"
            is_peer = database == "Isso"
            reached = None if is_peer else ratio <= FLAT
            target = "beside it" if is_peer else "flat"
            yield Line(f"queue page, few and many waiting, {database}", target, figure, reached)


def _machine(results: Results) -> Iterable[Line]:
    if ours := results.figure("memory", "ours"):
        idle, read = ours["idle"]["rss_mb"], ours["after the reads"]["rss_mb"]
        yield Line("memory of a server process, idle", "under 90 MB", f"{idle:.0f} MB", idle < 90)
        figure = f"{read:.0f} MB, {read - idle:.0f} more"
        is_bounded = read - idle <= CACHE * 1.5
        what = f"memory after {ours['reads']:,} reads"
        yield Line(what, f"bounded: {CACHE} MB are for answers", figure, is_bounded)
    if start := results.figure("start", "ours, 1 process", "seconds"):
        yield Line("cold start to the first thread", "under 0.6 s", f"{start:.2f} s", start < 0.6)


def _paints(results: Results) -> Iterable[Line]:
    slow = "processor 4 times slower"
    if queue := results.figure("paint", "queue", "first_paint_ms"):
        thread = results.figure("paint", "thread", "shown_ms")
        yield Line(f"queue, first paint, {slow}", "", f"{queue:,} ms")
        yield Line(f"thread of 100 shown after embed.js, {slow}", "", f"{thread:,} ms")


def _faults(results: Results) -> Iterable[Line]:
    drills: dict[str, dict[str, int]] = results.figure("faults") or {}
    for name, one in drills.items():
        wrong = one["lost"] + one["twice"] + one["other_answers_to_the_same_key"]
        wrong += one["unapproved_texts_shown"]
        figure = f"{one['acknowledged']:,} acknowledged, {one['lost']} lost, {one['twice']} twice"
        yield Line(f"kill -9 of {name}", "none lost, none twice", figure, wrong == 0)


def _times(ours: float, theirs: float, target: float) -> tuple[str, bool]:
    """How many times as fast, and whether that is enough."""
    times = ours / theirs
    return f"{times:,.1f} times ({theirs:,.0f}/s)", times >= target
