"""A Redis of our own, that forgets everything when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from tests.services.processes import answers, directory_for, find_program, free_port, running

PACKAGE = "redis-server"


@contextmanager
def redis_server() -> Iterator[str]:
    """The address of a Redis that lasts as long as the block."""
    program = find_program(["redis-server"], package=PACKAGE)
    port = free_port()
    with directory_for(None) as directory:
        command = [program, "--bind", "127.0.0.1", "--port", str(port)]
        command += ["--save", "", "--appendonly", "no", "--dir", str(directory)]
        with running(command, ready=lambda: answers(port), log=directory / "log"):
            yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def sentinel_server(redis_url: str) -> Iterator[str]:
    """The address of a Redis, as one knows it by asking a sentinel that watches over it."""
    program = find_program(["redis-server"], package=PACKAGE)
    port, watched = free_port(), urlsplit(redis_url).port
    with directory_for(None) as directory:
        config = directory / "sentinel.conf"
        config.write_text(f"port {port}\nsentinel monitor moderation 127.0.0.1 {watched} 1\n")
        command = [program, str(config), "--sentinel"]
        with running(command, ready=lambda: answers(port), log=directory / "log"):
            yield f"redis+sentinel://127.0.0.1:{port}/moderation"
