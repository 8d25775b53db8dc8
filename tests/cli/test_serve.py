"""One parent, two children: they begin together and end together."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from moderation.cli.menu import COMMANDS, load
from moderation.cli.serve import own_address
from moderation.settings import Settings
from tests.services.processes import answers, free_port, running, until
from tests.services.server import PROJECT, is_up

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def env(settings: Settings) -> dict[str, str]:
    return {
        "PYTHONPATH": str(PROJECT),
        "MODERATION_SECRET_KEY": settings.secret_key,
        "MODERATION_DATABASE_URL": settings.database_url,
        "MODERATION_DATA_DIR": str(settings.data_dir),
    }


@pytest.fixture
def parent(env: dict[str, str], port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """``moderation serve --with-worker``, in a process group of its own like a shell's job."""
    command = [sys.executable, "-m", "moderation", "serve", "--with-worker"]
    command += ["--host", "localhost", "--port", str(port)]
    with running(
        command,
        ready=lambda: worker_is_seen(port),
        log=tmp_path / "log",
        env=env,
    ) as process:
        yield process


def worker_is_seen(port: int) -> bool:
    address = f"http://127.0.0.1:{port}"
    if not is_up(address):
        return False
    with urlopen(f"{address}/readyz", timeout=5) as answer:
        return bool(json.load(answer)["worker"])


def descendants(pid: int) -> list[int]:
    """Every process that this one started, and those they started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in children for each in (int(child), *descendants(int(child)))]


def runs(pid: int) -> bool:
    """Whether a process lives; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_with_all_it_started(
    parent: subprocess.Popen[bytes], number: signal.Signals
) -> None:
    started = descendants(parent.pid)
    parent.send_signal(number)
    assert parent.wait(60) == 0
    assert len(started) >= 3
    until(lambda: not any(map(runs, started)))


def test_ctrl_c_in_a_terminal_ends_it_cleanly(parent: subprocess.Popen[bytes]) -> None:
    started = descendants(parent.pid)
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.wait(60) == 0
    until(lambda: not any(map(runs, started)))


@pytest.mark.parametrize("word", [b"serve", b"worker"])
def test_it_ends_with_a_line_when_a_child_dies(
    parent: subprocess.Popen[bytes], tmp_path: Path, word: bytes
) -> None:
    started = descendants(parent.pid)
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in children}
    os.kill(next(int(pid) for pid in children if word in commands[pid]), signal.SIGKILL)
    assert parent.wait(60) == 1
    assert "ended with status -9; the rest is stopped too" in (tmp_path / "log").read_text()
    until(lambda: not any(map(runs, started)))


def test_nothing_is_left_when_it_is_killed(parent: subprocess.Popen[bytes], port: int) -> None:
    started = descendants(parent.pid)
    parent.kill()
    until(lambda: not any(map(runs, started)) and not answers(port))


def test_nothing_is_left_when_it_is_killed_at_its_start(env: dict[str, str], port: int) -> None:
    command = [sys.executable, "-m", "moderation", "serve", "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, **env}, start_new_session=True) as process:
        until(lambda: len(descendants(process.pid)) == 2)
        started = descendants(process.pid)
        process.kill()
    until(lambda: not any(map(runs, started)))


def run(env: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "moderation", *args]
    return subprocess.run(
        command, env={**os.environ, **env}, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_prints_its_address_which_no_other_takes(
    parent: subprocess.Popen[bytes], env: dict[str, str], tmp_path: Path, port: int
) -> None:
    assert f"Serving http://localhost:{port} " in (tmp_path / "log").read_text()
    result = run(env, "serve", "--port", str(port))
    assert result.returncode == 1
    assert "Address already in use" in result.stderr


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_it_refuses_a_database_that_is_not_migrated(
    env: dict[str, str], tmp_path: Path, command: str
) -> None:
    result = run({**env, "MODERATION_DATABASE_URL": f"sqlite:///{tmp_path}/new"}, command)
    assert result.returncode == 1
    assert result.stderr == "Error: the database is not migrated: run `moderation db upgrade`\n"


def test_it_refuses_a_host_that_is_not_ours(env: dict[str, str]) -> None:
    result = run(env, "serve", "--host", "192.0.2.1")
    assert result.returncode == 1
    assert result.stderr.startswith("Error: cannot listen on 192.0.2.1:8000: ")


def test_it_names_a_setting_that_is_wrong(env: dict[str, str]) -> None:
    result = run({**env, "MODERATION_LOG_FORMAT": "xml"}, "serve")
    assert result.returncode == 2
    assert result.stderr == "moderation: MODERATION_LOG_FORMAT: text or json\n"


def test_it_knows_its_address(database_url: str) -> None:
    assert own_address("0.0.0.0", 80) == "http://127.0.0.1:80"
    assert own_address("::1", 80) == "http://[::1]:80"
    assert own_address("10.1.2.3", 80) == "http://10.1.2.3:80"


def test_each_command_explains_itself(database_url: str) -> None:
    for command in map(load, COMMANDS):
        result = CliRunner().invoke(command, ["--help"])
        assert result.exit_code == 0
        assert command.help
