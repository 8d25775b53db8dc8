"""``make bench``: the service under load, then the desk with very much waiting, on both databases.

python -m bench --seconds 5 --clients 8
Then corrections: how often they are right. Prints tables; keeps bench/*results.json.
"""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bench import corrections, desk, strokes
from bench.load import Figures
from bench.service import bench, service
from tests.services.databases import migrate
from tests.services.postgres import postgres_server

RESULTS = Path(__file__).parent / "results.json"
DURABLE = ("shared_buffers=256MB",)  # otherwise as PostgreSQL comes, fsync included


def main() -> None:
    """Measure, print, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each measurement")
    parser.add_argument("--clients", type=int, default=8, help="asking at the same time")
    options = parser.parse_args()
    results = {}
    for name, database in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        with tempfile.TemporaryDirectory() as directory, database(Path(directory)) as url:
            print(f"{name}: filling", flush=True)
            migrate(url, directory=Path(directory))
            with service(url, Path(directory)) as one:
                print(f"{name}: measuring", flush=True)
                results[name] = bench(one, clients=options.clients, seconds=options.seconds)
    print_table(results)
    keep(results, vars(options))
    desk.run()
    strokes.run()
    corrections.run()


@contextmanager
def sqlite(directory: Path) -> Iterator[str]:
    """An empty SQLite database."""
    yield f"sqlite:///{directory / 'moderation.sqlite3'}"


@contextmanager
def postgresql(_directory: Path) -> Iterator[str]:
    """An empty PostgreSQL database that keeps what it is told."""
    with postgres_server(DURABLE) as server:
        yield server.create("moderation")


def print_table(results: dict[str, dict[str, Figures]]) -> None:
    """A line for each measurement: requests a second, median and 95th percentile."""
    print(f"{'':12}{'':28}{'per second':>12}{'median ms':>12}{'95% ms':>10}")
    for database, figures in results.items():
        for name, one in figures.items():
            rate = f"{one.per_second:>12,.0f}{one.median_ms:>12.2f}{one.p95_ms:>10.2f}"
            print(f"{database:12}{name:28}{rate}")


def keep(results: dict[str, dict[str, Figures]], options: dict[str, object]) -> None:
    """Write the figures with what they depend on."""
    figures = {
        database: {name: asdict(one) for name, one in each.items()}
        for database, each in results.items()
    }
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    record = {"machine": machine, "options": options, "figures": figures}
    RESULTS.write_text(json.dumps(record, indent=2) + "\n")


if __name__ == "__main__":
    main()
