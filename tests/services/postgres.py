"""A PostgreSQL of our own, from Debian's binaries, on a loopback port nobody knows."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from tests.services.processes import (
    HINT,
    ServiceMissingError,
    account_for,
    answers,
    directory_for,
    free_port,
    running,
)

PACKAGE = "postgresql"

# Nothing here outlives the run, so nothing has to reach the disk.
FORGETFUL = ("fsync=off", "full_page_writes=off", "autovacuum=off")


@dataclass(frozen=True)
class PostgresServer:
    """A running server: makes databases, from a template or empty, and drops them."""

    port: int

    def url(self, name: str) -> str:
        """The address of one of its databases, as the application's settings want it."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, *, template: str = "template0") -> str:
        """Make a database and return its address."""
        statement = SQL("CREATE DATABASE {} TEMPLATE {}")
        self.run(statement.format(Identifier(name), Identifier(template)).as_string())
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever may still be connected to it."""
        statement = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self.run(statement.format(Identifier(name)).as_string())

    def run(self, statement: str) -> None:
        """Have a statement done, in the database of everybody."""
        with self._connected() as connection:
            connection.execute(statement.encode())

    def ask(self, statement: str) -> object:
        """The one value that a statement answers."""
        with self._connected() as connection:
            row = connection.execute(statement.encode()).fetchone()
            return row and row[0]

    def _connected(self) -> psycopg.Connection:
        address = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"
        return psycopg.connect(address, autocommit=True)


@contextmanager
def postgres_server(options: Sequence[str] = FORGETFUL) -> Iterator[PostgresServer]:
    """A PostgreSQL for as long as the block lasts. It refuses to run as root, so it does not."""
    programs = binaries()
    account = account_for("postgres")
    with directory_for(account) as directory:
        data, port = directory / "data", free_port()
        _initialise(programs, data=data, account=account)
        settings = [f"port={port}", "listen_addresses=127.0.0.1", *options]
        command = [str(programs / "postgres"), "-D", str(data), "-k", str(directory)]
        for setting in settings:
            command += ["-c", setting]
        server = PostgresServer(port)
        with running(command, ready=lambda: is_ready(port), log=directory / "log", account=account):
            yield server


def binaries() -> Path:
    """Where the programs of the newest version are."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    if newest is None:
        raise ServiceMissingError(f"PostgreSQL is not installed. {HINT.format(package=PACKAGE)}")
    return newest.parent


def _initialise(programs: Path, *, data: Path, account: str | None) -> None:
    command = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    subprocess.run(
        [*command, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=data.parent,
        user=account,
        group=account,
        extra_groups=[] if account else None,
    )


def is_ready(port: int) -> bool:
    """Whether a server takes connections on a port."""
    if not answers(port):
        return False
    try:
        psycopg.connect(f"host=127.0.0.1 port={port} user=postgres dbname=postgres").close()
    except psycopg.OperationalError:
        return False
    return True
