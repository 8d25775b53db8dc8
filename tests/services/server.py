"""The real application, served by the real server in a process of its own."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.services.processes import free_port, running

PROJECT = Path(__file__).parents[2]


@contextmanager
def application_server(
    env: Mapping[str, str], *, log: Path, options: Sequence[str] = ()
) -> Iterator[str]:
    """The address of ``moderation serve`` with these settings; ready when it answers."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moderation", "serve", *options]
    own = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "MODERATION_BASE_URL": address,
        "PYTHONPATH": str(PROJECT),
    }
    with running(command, ready=lambda: is_up(address), log=log, env={**own, **env}):
        yield address


def is_up(address: str) -> bool:
    """Whether the server at this address says that it lives."""
    try:
        with urlopen(f"{address}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (HTTPError, URLError, ConnectionError, TimeoutError):
        return False
