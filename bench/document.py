"""The part of docs/performance.md that says what was measured, written from the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bench.commands import PROJECT
from bench.results import Results
from bench.table import MARKS, about_remark42
from bench.targets import lines

DOCUMENT = PROJECT / "docs" / "performance.md"
BEGIN, END = "<!-- written by make bench -->", "<!-- until here -->"

Rows = Iterable[Sequence[object]]


def write(results: Results) -> None:
    """Put the figures where the document has a place for them."""
    text = DOCUMENT.read_text()
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{section(results)}\n{END}{after}")


def section(results: Results) -> str:
    """The tables and the command lines."""
    parts = [
        _machine(results),
        _table(("", "to reach", "measured", ""), _targets(results)),
        about_remark42(results).replace("*", "\\*", 1),
        *_rates(results),
        *_intake(results),
        *_memory(results),
        *_faults(results),
        *_commands(results),
    ]
    return "\n\n".join(parts) + "\n"


def _machine(results: Results) -> str:
    one = results.all.get("machine", {})
    measured = {(part["measured_at"], part["commit"]) for part in _parts(results).values()}
    first, last = min(measured, default=("", "")), max(measured, default=("", ""))
    commits = " and ".join(sorted({first[1], last[1]}))
    return (
        f"{one.get('cores')} × {one.get('processor')}, {one.get('memory_gib')} GiB,"
        f" {one.get('system')}, Python {one.get('python')}; server, database and client share"
        f" them. Measured from {first[0]} to {last[0]}, commit {commits}."
    )


def _targets(results: Results) -> Rows:
    for one in lines(results):
        yield (
            one.what.replace("*", "\\*"),
            one.target.replace("*", "\\*"),
            one.figure,
            MARKS[one.reached],
        )


def _rates(results: Results) -> Iterator[str]:
    rates: dict[str, dict[str, Any]] = results.figure("read", "rates") or {}
    if rates:
        yield "Reading: 32 connections, medians of 3, all in the same rotation."
        head = ("", "a second", "lowest to highest", "p50 ms", "p99 ms", "bytes", "server's cores")
        yield _table(head, ((name, *_rate(one)) for name, one in rates.items()))


def _rate(one: dict[str, Any]) -> tuple[str, ...]:
    extent = f"{one['lowest']:,.0f} to {one['highest']:,.0f}"
    times = f"{one['p50_ms']:.2f}", f"{one['p99_ms']:.2f}"
    return (
        f"{one['per_second']:,.0f}", extent, *times,
        f"{one['bytes']:,.0f}", f"{one['server_cores']:.2f}",
    )  # fmt: skip


def _intake(results: Results) -> Iterator[str]:
    taken: dict[str, dict[str, Any]] = results.figure("write", "intake") or {}
    if not taken:
        return
    yield (
        "Comments taken in whole, durably; the number is that of connections. SQLite with one"
        " process for 60 s without a pause, the others shorter."
    )
    head = (
        "", "a second", "p50 ms", "p99 ms", "longest ms", "slowest second",
        "server's ms of processor each",
    )  # fmt: skip
    yield _table(head, ((name, *_posts(one)) for name, one in taken.items()))
    decisions: dict[str, Any] = results.figure("write", "decisions")
    each = [
        (f"{where}, {kind}", f"{one['per_second']:,.0f}", f"{one['p50_ms']}", f"{one['p99_ms']}")
        for where, kinds in decisions.items()
        for kind, one in kinds.items()
    ]
    yield _table(("decisions", "a second", "p50 ms of a request", "p99 ms"), each)
    yield f"A waiting comment takes {results.figure('write', 'bytes_a_submission'):,} bytes on disk"


def _posts(one: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"{one['per_second']:,.0f}", f"{one['p50_ms']:.1f}", f"{one['p99_ms']:.1f}",
        f"{one['max_ms']:.0f}", f"{one['slowest_second']:,}", f"{one['server_cpu_ms']:.2f}",
    )  # fmt: skip


def _memory(results: Results) -> Iterator[str]:
    starts: dict[str, Any] = results.figure("start") or {}
    if starts:
        times = [(name, one["seconds"], one["slowest"]) for name, one in starts.items()]
        yield _table(("cold start to the first answer", "s, median", "s, slowest"), times)
    memory: dict[str, Any] = results.figure("memory") or {}
    rows = [
        (f"{name}, {when}", one["rss_mb"], one["pss_mb"], one["all_pss_mb"])
        for name, each in memory.items()
        for when, one in each.items()
        if isinstance(one, dict)
    ]
    if rows:
        head = ("memory in MB", "a process", "shared pages in parts", "all processes")
        yield _table(head, rows)


def _faults(results: Results) -> Iterator[str]:
    drills: dict[str, dict[str, int]] = results.figure("faults") or {}
    if drills:
        names = (
            "acknowledged", "lost", "twice", "other_answers_to_the_same_key",
            "unapproved_texts_shown", "longest_pause_ms",
        )  # fmt: skip
        head = ("kill -9, twice each, under load", *(name.replace("_", " ") for name in names))
        rows = [(name, *(one[each] for each in names)) for name, one in drills.items()]
        yield _table(head, rows)


def _commands(results: Results) -> Iterator[str]:
    every = [line for part in _parts(results).values() for line in part["commands"]]
    yield "The command lines, each once:"
    yield "```sh\n" + "\n".join(dict.fromkeys(every)) + "\n```"


def _parts(results: Results) -> dict[str, dict[str, Any]]:
    parts: dict[str, dict[str, Any]] = results.all.get("parts", {})
    return parts


def _table(head: Sequence[str], rows: Rows) -> str:
    aligned = ["---", *("---:" for _ in head[1:])]
    body = [head, aligned, *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in row)} |" for row in body)
