"""Copying a PostgreSQL database with its own tools."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import make_url

from moderation.backups.archives import BackupError, Progress

LOOK = 0.2  # seconds between two looks at how far a tool has come

# Everything goes, also what a later migration added; the database is ours alone.
EMPTY = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()
  LOOP EXECUTE 'DROP TABLE ' || name || ' CASCADE'; END LOOP;
END $$;
"""


def dump(url: str, target: Path, progress: Progress) -> None:
    """Copy the database as it is at this moment; writers go on meanwhile."""
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    _run([*command, f"--dbname={_address(url)}"], url, target, progress)
    check(target)


def check(dump_file: Path) -> None:
    """Have PostgreSQL read the table of contents; raises ``BackupError`` when it cannot."""
    _run(["pg_restore", "--list", f"--file={os.devnull}", str(dump_file)])


def load(url: str, dump_file: Path, progress: Progress) -> None:
    """Replace everything in the database by a copy, in one transaction: all of it or nothing."""
    script = dump_file.with_suffix(".sql")
    options = ["--no-owner", "--no-privileges", f"--file={script}"]
    _run(["pg_restore", *options, str(dump_file)], url, script, progress)
    prelude = dump_file.with_name("prelude.sql")
    prelude.write_text(EMPTY)
    command = ["psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    command += [f"--output={os.devnull}", f"--file={prelude}", f"--file={script}"]
    _run([*command, f"--dbname={_address(url)}"], url)


def _address(url: str) -> str:
    """libpq's address, without the password: other users can read a command line."""
    return make_url(url).set(drivername="postgresql", password=None).render_as_string()


def _run(
    command: Sequence[str],
    url: str = "",
    grows: Path | None = None,
    progress: Progress | None = None,
) -> None:
    password = make_url(url).password if url else None
    env = {**os.environ, "PGOPTIONS": "-c lock_timeout=30s"}
    if password is not None:
        env["PGPASSWORD"] = str(password)
    try:
        process = subprocess.Popen(  # noqa: S603 - PostgreSQL's tools with our arguments
            command, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"{command[0]} is not installed (Debian has it in postgresql-client)"
        ) from error
    while process.poll() is None and grows and progress:
        progress(command[0], grows.stat().st_size if grows.exists() else 0, 0)
        time.sleep(LOOK)
    _, said = process.communicate()
    if process.returncode:
        lines = said.decode(errors="replace").strip().splitlines() or ["it does not say why"]
        raise BackupError(f"{command[0]}: {lines[-1]}")
