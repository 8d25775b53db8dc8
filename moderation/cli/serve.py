"""``moderation serve``: the web server, and the worker beside it."""

from __future__ import annotations

import os
import socket
import sys
from functools import partial

import click

from moderation.cli import children, server
from moderation.cli.schema import require_migrated
from moderation.settings import PREFIX, Settings, load_settings


@click.command("serve")
@click.option("--with-worker", is_flag=True, help="Run the background process beside the server.")
@click.option(
    "--host",
    envvar="HOST",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on.",
)
@click.option(
    "--port",
    envvar="PORT",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="The port to listen on.",
)
@click.option(
    "--threads",
    default=8,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many requests a server process answers at once.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many server processes; one is enough for SQLite.",
)
def serve(*, with_worker: bool, host: str, port: int, threads: int, workers: int) -> None:
    """Serve the application; SIGTERM and Ctrl+C stop it and everything it started."""
    settings = load_settings()
    require_migrated(settings)
    listening = _free_address(host, port)
    address = settings.base_url if _has_base_url(settings) else own_address(host, port)
    os.environ[f"{PREFIX}BASE_URL"] = address
    serving = partial(server.run, listening, port, threads=threads, workers=workers)
    stop = children.stop_on_signals()
    running: dict[str, children.Child] = {"server": children.Fork(serving)}
    if with_worker:
        running["worker"] = children.start([sys.executable, "-m", "moderation", "worker"])
    click.echo(f"Serving {address} on {host}:{port}. Ctrl+C stops.")
    trouble = children.watch(running, stop)
    children.end(running)
    if trouble:
        raise click.ClickException(f"{trouble}; the rest is stopped too")


def own_address(host: str, port: int) -> str:
    """The address of a server on a host and a port, as a browser on this machine would type it."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - every interface, so this machine's too
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _has_base_url(settings: Settings) -> bool:
    return settings.base_url != Settings.base_url


def _free_address(host: str, port: int) -> str:
    """The number behind a host name, once it is sure that we can listen there.

    A port that another server has is refused: the kernel would let both share it, to no good end.
    """
    try:
        family, address = _look_up(host, port)
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"cannot listen on {host}:{port}: {reason}") from error
    return address


def _look_up(host: str, port: int) -> tuple[socket.AddressFamily, str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, place = min(found, key=lambda each: each[0] != socket.AF_INET)
    return family, str(place[0])
