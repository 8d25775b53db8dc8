"""The web server: granian, as a process that starts those that answer, and starts them again."""

from __future__ import annotations

import os
from functools import partial
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from moderation.cli import children
from moderation.cli.cores import Cores

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

APPLICATION = "moderation.beginning:create_server"
PATIENCE = int(children.PATIENCE) - 5  # seconds; for who began to answer before the order to stop


def run(host: str, port: int, *, threads: int, workers: int) -> None:
    """Serve until told to stop."""
    from granian import Granian  # noqa: PLC0415 - the parent of this process does without
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    )
    os.register_at_fork(after_in_child=children.as_born)
    begin = partial(_application, os.getpid(), Cores(workers))
    server.serve(target_loader=begin, wrap_loader=False)


def _application(parent: int, cores: Cores) -> WSGIApplication:
    """What a process answers with, made within it."""
    children.end_with(parent)
    cores.take_one()
    application: WSGIApplication = resolve_name(APPLICATION)()
    return application
