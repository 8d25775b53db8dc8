"""What the cluster is made of: each part's configuration and its command."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from bench.cluster.places import APPS, DATABASES, EXAMPLES, SENTINELS, WORKERS, Places
from tests.services.processes import account_for


@dataclass(frozen=True)
class Part:
    """One process: what it is called, its command, and as whom it runs."""

    name: str
    command: list[str]
    account: str | None = None
    env: dict[str, str] = field(default_factory=dict)


def parts(places: Places) -> Iterator[Part]:
    """Everything, in the order in which it is started; configurations are written on the way."""
    yield _etcd(places)
    for name in DATABASES:
        yield _patroni(places, name)
    yield _haproxy(places)
    yield _pgbouncer(places)
    yield from _redis(places)
    for number in range(1, APPS + 1):
        serve = ["serve", "--port", str(places.app(number)), "--workers", "1"]
        yield _ours(places, f"app {number}", serve)
    for number in range(1, WORKERS + 1):
        yield _ours(places, f"worker {number}", ["worker"])


def write_example(places: Places, example: str, to: str, **more: object) -> Path:
    """A configuration from ``deploy/cluster`` with its places filled in."""
    known = {
        "folder": places.folder,
        "web_port": places.web,
        "pgbouncer_port": places.pgbouncer,
        "primary_port": places.primary,
        "replica_port": places.replica,
        "etcd_port": places.etcd,
    }
    path = places.folder / to
    path.write_text(Template((EXAMPLES / example).read_text()).substitute(known | more))
    path.chmod(0o666)  # sentinels write into theirs
    return path


def _etcd(places: Places) -> Part:
    client, peer = (f"http://127.0.0.1:{places.etcd + each}" for each in (0, 1))
    command = ["etcd", "--data-dir", str(places.folder / "etcd"), "--name", "one"]
    command += ["--listen-client-urls", client, "--advertise-client-urls", client]
    command += ["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer]
    return Part("etcd", [*command, "--initial-cluster", f"one={peer}", "--log-level", "error"])


def _patroni(places: Places, name: str) -> Part:
    newest = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    config = write_example(
        places,
        "patroni.yml",
        f"patroni-{name}.yml",
        name=name,
        pg_port=places.postgres(name),
        rest_port=places.rest(name),
        bin_dir=newest,
    )
    return Part(f"database {name}", ["patroni", str(config)], account_for("postgres"))


def _haproxy(places: Places) -> Part:
    servers = (f"    server app{n} 127.0.0.1:{places.app(n)} check" for n in range(1, APPS + 1))
    config = write_example(
        places,
        "haproxy.cfg",
        "haproxy.cfg",
        apps="\n".join(servers),
        **{f"{name}_port": places.postgres(name) for name in DATABASES},
        **{f"{name}_rest": places.rest(name) for name in DATABASES},
    )
    return Part("haproxy", ["haproxy", "-db", "-q", "-f", str(config)])


def _pgbouncer(places: Places) -> Part:
    (places.folder / "userlist.txt").write_text('"postgres" ""\n')
    config = write_example(places, "pgbouncer.ini", "pgbouncer.ini")
    return Part("pgbouncer", ["pgbouncer", str(config)], account_for("postgres"))


def _redis(places: Places) -> Iterator[Part]:
    for number in (1, 2):
        command = ["redis-server", "--port", str(places.redis(number)), "--bind", "127.0.0.1"]
        command += ["--save", "", "--dir", str(places.folder)]
        if number > 1:
            command += ["--replicaof", f"127.0.0.1 {places.redis(1)}"]
        yield Part(f"redis {number}", command)
    for number in range(1, SENTINELS + 1):
        port = places.sentinel(number)
        more = {"port": port, "redis_port": places.redis(1)}
        config = write_example(places, "sentinel.conf", f"sentinel-{number}.conf", **more)
        yield Part(f"sentinel {number}", ["redis-server", str(config), "--sentinel"])


def _ours(places: Places, name: str, arguments: list[str]) -> Part:
    env = {**os.environ, **places.environment()}
    return Part(name, [sys.executable, "-m", "moderation", *arguments], env=env)
