"""A streaming replica of our own PostgreSQL, whose replay can be held up."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.services.postgres import PostgresServer, binaries, is_ready
from tests.services.processes import account_for, directory_for, free_port, running


@dataclass(frozen=True)
class ReplicaServer(PostgresServer):
    """A server that follows another one."""

    primary: PostgresServer

    def pause(self) -> None:
        """Take in no more of what the primary does until told to."""
        self.run("SELECT pg_wal_replay_pause()")
        while self.ask("SELECT pg_get_wal_replay_pause_state()") != "paused":
            pass

    def resume(self) -> None:
        """Go on, and come to where the primary is now."""
        self.run("SELECT pg_wal_replay_resume()")
        self.catch_up()

    def catch_up(self) -> None:
        """Wait until all is there that the primary has now."""
        place = self.primary.ask("SELECT pg_current_wal_flush_lsn()")
        while not self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{place}'"):
            pass


@contextmanager
def replica_server(primary: PostgresServer) -> Iterator[ReplicaServer]:
    """A replica for as long as the block lasts."""
    account = account_for("postgres")
    with directory_for(account) as directory:
        data, port = directory / "data", free_port()
        copy = [str(binaries() / "pg_basebackup"), "-D", str(data), "-h", "127.0.0.1", "-R", "-N"]
        copy += ["-p", str(primary.port), "-U", "postgres", "-c", "fast", "-X", "stream"]
        subprocess.run(
            copy, check=True, cwd=directory, user=account, extra_groups=[] if account else None
        )
        command = [str(binaries() / "postgres"), "-D", str(data), "-k", str(directory)]
        command += ["-c", f"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        log = directory / "log"
        with running(command, ready=lambda: is_ready(port), log=log, account=account):
            yield ReplicaServer(port, primary)
