"""Starting a server, waiting until it answers, and stopping it for good."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HINT = "Run `make test` as root, or install it: apt-get install {package}"
PATIENCE = 90.0


class ServiceMissingError(Exception):
    """Something the tests cannot do without is not installed, or did not start."""


def find_program(names: Sequence[str], *, package: str) -> str:
    """The first of these programs that is installed; says what to install when none is."""
    for name in names:
        if path := shutil.which(name):
            return path
    raise ServiceMissingError(f"{names[0]} is not installed. {HINT.format(package=package)}")


def free_port() -> int:
    """A loopback port that nothing listens on at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def account_for(name: str) -> str | None:
    """Whom a service runs as: this account when we are root, otherwise ourselves."""
    return name if os.geteuid() == 0 else None


@contextmanager
def directory_for(account: str | None) -> Iterator[Path]:
    """A short-named directory that this account owns, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="moderation-"))
    if account:
        owner = pwd.getpwnam(account)
        os.chown(path, owner.pw_uid, owner.pw_gid)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def running(
    command: Sequence[str],
    *,
    ready: Callable[[], bool],
    log: Path,
    account: str | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A child process that has become ready; stopped, with its children, on leaving."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*_mortal(), *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=account,
            group=account,
            extra_groups=[] if account else None,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )
    try:
        _wait_until(ready, process=process, log=log)
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process politely, then firmly, together with what it started."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def answers(port: int) -> bool:
    """Whether something listens on this loopback port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _mortal() -> list[str]:
    """What goes before a command, so that it ends even when the tests are killed outright."""
    setpriv = shutil.which("setpriv")  # util-linux, essential on Debian
    return [setpriv, "--pdeathsig", "INT"] if setpriv else []


def until(condition: Callable[[], bool]) -> None:
    """Wait for what comes by itself, however slow the machine."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)


def _wait_until(ready: Callable[[], bool], *, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            said = log.read_text(errors="replace")[-2000:]
            raise ServiceMissingError(f"{process.args!r} did not start:\n{said}")
        time.sleep(0.02)
