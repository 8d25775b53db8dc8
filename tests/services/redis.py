"""A Redis of our own, that forgets everything when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager

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
