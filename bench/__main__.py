"""``make bench``: the service beside its peers; prints one table, and keeps the figures.

python -m bench [PART ... | all] [--quick] [--resume]
Without a part, all that the table tells is measured, in less than 25 minutes; ``all`` adds what
changes seldom, ``report`` measures nothing anew. Each part is written to bench/results.json as
soon as it is measured: a run that was interrupted goes on with --resume, which leaves out what
the same commit has already. With --quick every part is short, says nothing about speed, and is
kept apart.
"""

from __future__ import annotations

import argparse
import signal
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from bench import (
    capacity,
    chart,
    commands,
    corrections,
    desk,
    document,
    faults,
    keeping,
    painting,
    reading,
    rules,
    starting,
    stock,
    storage,
    strokes,
    table,
    writing,
)
from bench.plan import Figures, Part, Plan
from bench.results import QUICK, RESULTS, Results

DESK_TURNS = 9
PATIENCE = 900  # seconds for a quick part, which may run beside other work


def the_desk(plan: Plan) -> Figures:
    """What a moderator asks, with few and with very many waiting, beside Isso."""
    return _desk_on(("SQLite", "Isso"), plan)


def the_desk_on_postgresql(plan: Plan) -> Figures:
    """The same there, which takes minutes to fill."""
    return _desk_on(("PostgreSQL",), plan)


def _desk_on(places: Sequence[str], plan: Plan) -> Figures:
    if plan.quick:
        return desk.run((1_000, plan.waiting), on=places, turns=3)
    figures = desk.run(on=places, turns=DESK_TURNS)
    desk.keep(figures, DESK_TURNS)
    return figures


def the_strokes(plan: Plan) -> Figures:
    """Thousands decided at once."""
    return {} if plan.quick else strokes.run()


def the_corrections(plan: Plan) -> Figures:
    """How often corrections are found again."""
    return {} if plan.quick else corrections.run()


def the_stock(plan: Plan) -> Figures:
    """The large database that the others need, where it is not there yet."""
    stock.town_with(plan.waiting, plan.folder / "large")
    return {}


def the_rules(_plan: Plan) -> Figures:
    """What hostile texts cost."""
    rules.main()
    return {}


PARTS: dict[str, tuple[Part, int]] = {  # and how many seconds each may take at most
    "stock": (the_stock, 600),
    "start": (starting.run, 120),
    "memory": (keeping.run, 240),
    "read": (reading.run, 420),
    "write": (writing.run, 840),
    "paint": (painting.run, 120),
    "faults": (faults.run, 300),
    "storage": (storage.run, 180),
    "desk": (the_desk, 600),
    "desk-postgresql": (the_desk_on_postgresql, 900),
    "strokes": (the_strokes, 240),
    "corrections": (the_corrections, 300),
    "rules": (the_rules, 60),
}
SELDOM = ("desk-postgresql", "strokes", "corrections", "rules")


def main() -> None:
    """Read the options, measure, print the table, and draw what is drawn from it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="short; the figures say nothing")
    parser.add_argument("--resume", action="store_true", help="only what this commit has not yet")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended too
    if unknown := set(options.parts) - {*PARTS, "all", "report"}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    results = Results(QUICK if options.quick else RESULTS)
    failed = []
    for name in chosen(options.parts):
        if options.resume and results.has(name):
            print(f"{name}: measured before")
        elif not measured(name, results, quick=options.quick):
            failed.append(name)
    print(table.shown(results))
    if not options.quick:
        document.write(results)
        capacity.write(results)
        chart.write(results)
    if failed:
        raise SystemExit(f"not measured: {', '.join(failed)}")


def chosen(parts: list[str]) -> list[str]:
    """The parts that are meant, in the order in which they are measured."""
    if "all" in parts:
        return list(PARTS)
    return [name for name in PARTS if (name in parts if parts else name not in SELDOM)]


def measured(name: str, results: Results, *, quick: bool) -> bool:
    """Measure a part and keep its figures; false when it failed or took too long."""
    run, most = PARTS[name]
    print(f"{name}:", flush=True)
    started = time.perf_counter()
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(PATIENCE if quick else most)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            figures: Figures = run(Plan(Path(folder), quick=quick))
    except Exception as error:
        traceback.print_exc()
        commands.taken()
        print(f"{name} failed: {error}", flush=True)
        return False
    finally:
        signal.alarm(0)
    took = time.perf_counter() - started
    print(f"  {took:.0f} s", flush=True)
    results.keep(name, figures, seconds=took, commands=commands.taken())
    return True


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise RuntimeError("it takes too long")  # no OSError, which many wait through


if __name__ == "__main__":
    main()
