"""``make cluster``: two PostgreSQL, web servers, workers and what stands between, for a look."""

from __future__ import annotations

import argparse
import os
import pwd
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from threading import Event

import psycopg

from bench.cluster.keeping import Keeper
from bench.cluster.parts import parts
from bench.cluster.places import APPS, DATABASES, SENTINELS, Places
from tests.services.processes import account_for, answers

PATIENCE = 400.0
FIRST_PORT = 8100


def main() -> None:
    """Start it, say where everything is, keep it running; Ctrl+C stops all."""
    parser = argparse.ArgumentParser(prog="make cluster", description=__doc__)
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first of 30 ports")
    parser.add_argument("--folder", type=Path, help="where everything is kept (default: a new one)")
    given = parser.parse_args()
    places = Places(given.folder or Path(tempfile.mkdtemp(prefix="moderation-")), given.port)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    keeper = Keeper(places.folder)
    try:
        if start(places, keeper, stop):
            say(places)
            while not stop.wait(0.2):
                keeper.look()
    finally:
        print("Stopping …", flush=True)
        keeper.end()


def start(places: Places, keeper: Keeper, stop: Event) -> bool:
    """Start all parts; the tables are made once there is a primary. False when told to stop."""
    make_folders(places)
    is_filled = False
    for part in parts(places):
        if part.name.startswith(("app", "worker")) and not is_filled:
            fill(places, part.env, stop)
            is_filled = True
        if stop.is_set():
            return False
        print(f"{part.name} …", flush=True)
        keeper.start(part)
        if part.name == "database one":  # which so becomes the first primary
            wait_for(lambda: answers(places.postgres("one")), "database one", stop)
    return wait_for(lambda: is_served(places, keeper), "the web servers", stop)


def make_folders(places: Places) -> None:
    """The folder, and one for each database that its account owns."""
    places.folder.mkdir(parents=True, exist_ok=True)
    places.folder.chmod(0o755)
    (places.folder / "data").mkdir(mode=0o700, exist_ok=True)
    for name in DATABASES:
        (places.folder / name).mkdir(exist_ok=True)
        if account := account_for("postgres"):
            owner = pwd.getpwnam(account)
            os.chown(places.folder / name, owner.pw_uid, owner.pw_gid)


def fill(places: Places, env: dict[str, str], stop: Event) -> None:
    """Make the database, its tables and the demo site, past pgbouncer, as one should."""
    wait_for(lambda: primary(places) > 0, "a primary", stop)
    server = f"postgres@127.0.0.1:{primary(places)}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
        known = connection.execute("SELECT FROM pg_database WHERE datname = 'moderation'")
        if known.rowcount == 0:
            connection.execute("CREATE DATABASE moderation")
    env = {**env, "MODERATION_DATABASE_URL": f"postgresql://{server}/moderation"}
    env.pop("MODERATION_REPLICA_URL", None)
    for command in (["db", "upgrade"], ["demo"]):
        subprocess.run([sys.executable, "-m", "moderation", *command], env=env, check=True)


def wait_for(is_so: Callable[[], bool], what: str, stop: Event) -> bool:
    """Wait for something to come about; False when told to stop first."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if stop.wait(0.2):
            return False
        if time.monotonic() > until:
            raise SystemExit(f"{what}: not there after {PATIENCE:.0f} seconds; see the logs")
    return True


def primary(places: Places) -> int:
    """The port of the one that takes writes; 0 while there is none."""
    for name in DATABASES:
        address = f"postgresql://postgres@127.0.0.1:{places.postgres(name)}/postgres"
        try:
            with psycopg.connect(address, connect_timeout=2) as connection:
                if connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,):
                    return places.postgres(name)
        except psycopg.OperationalError:
            continue
    return 0


def is_served(places: Places, keeper: Keeper) -> bool:
    keeper.look()
    try:
        with urllib.request.urlopen(f"{places.base_url}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def say(places: Places) -> None:
    """Where everything is."""
    databases = ", ".join(f"{name} {places.postgres(name)}" for name in DATABASES)
    sentinels = ", ".join(str(places.sentinel(n)) for n in range(1, SENTINELS + 1))
    patroni = places.folder / "patroni-one.yml"
    print(
        f"""
{places.base_url}/dashboard   behind haproxy; the servers themselves: \
{", ".join(str(places.app(n)) for n in range(1, APPS + 1))}
PostgreSQL     primary {places.primary}, replica {places.replica} (by haproxy); {databases}
pgbouncer      {places.pgbouncer}
Redis          {places.redis(1)}, {places.redis(2)}; sentinels {sentinels}
who is what    patronictl -c {patroni} list
logs, numbers  {places.folder}
the drill      .venv/bin/python -m bench.cluster.drill --port {places.first} \
--folder {places.folder}
Ctrl+C stops all.
""",
        flush=True,
    )


if __name__ == "__main__":
    main()
