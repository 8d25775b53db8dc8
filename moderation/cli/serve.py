"""``moderation serve``: the web server, and the worker beside it."""

from __future__ import annotations

import os
import socket
import sys

import click
from flask import current_app

from moderation.cli import children
from moderation.cli.schema import require_migrated
from moderation.settings import PREFIX, Settings

APPLICATION = "moderation.app:create_app"


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
    require_migrated()
    _require_free(host, port)
    settings: Settings = current_app.extensions["moderation.settings"]
    address = settings.base_url if _has_base_url(settings) else own_address(host, port)
    commands = {"server": _server(host, port, threads=threads, workers=workers)}
    if with_worker:
        commands["worker"] = [sys.executable, "-m", "moderation", "worker"]
    stop = children.stop_on_signals()
    running = children.start(commands, {**os.environ, f"{PREFIX}BASE_URL": address})
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


def _server(host: str, port: int, *, threads: int, workers: int) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", APPLICATION]
    command += ["--host", host, "--port", str(port), "--no-ws", "--log-level", "error"]
    command += ["--workers", str(workers), "--blocking-threads", str(threads)]
    return [*command, "--respawn-failed-workers"]


def _require_free(host: str, port: int) -> None:
    """Refuse a port that another server has: the kernel would let both share it, to no good end."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise click.ClickException(f"cannot listen on {host}:{port}: {reason}") from error
