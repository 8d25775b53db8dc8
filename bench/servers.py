"""The servers that are measured, each as one would run it, with the command line noted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bench import commands
from bench.commands import PROJECT
from tests.services.processes import answers, find_program, free_port, running

ISSO = ("isso==0.14.0", "gunicorn==27.0.1", "pyuwsgi==2.0.30.post1")
VENV = PROJECT / ".venv-isso"
UNTOLD = ("PYTHONPATH", "HOST", "PORT")
ISSO_SETTINGS = """
[general]
dbpath = {folder}/isso.db
host = http://127.0.0.1:{port}
[guard]
enabled = false
[moderation]
enabled = false
"""
UWSGI = """
[uwsgi]
http = 127.0.0.1:{port}
master = true
processes = 2
cache2 = name=hash,items=10240,blocksize=32
spooler = {folder}
module = isso.run
die-on-term = true
disable-logging = true
"""
NGINX = """
daemon off;
{user}
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    types {{ application/json json; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/files;
        gzip_static on;
    }}
}}
"""


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and the process that began it."""

    address: str
    pid: int


@dataclass(frozen=True)
class Start:
    """How a server is started."""

    command: Sequence[str]
    port: int
    env: Mapping[str, str]
    folder: Path

    @property
    def address(self) -> str:
        """Where it will answer."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def serving(self, ready: Callable[[], bool] | None = None) -> Iterator[Server]:
        """Run it for as long as the block lasts."""
        shown = {name: text for name, text in self.env.items() if name not in UNTOLD}
        commands.note(self.command, shown)
        log = self.folder / f"{Path(self.command[0]).name}-{self.port}.log"
        listening = ready or (lambda: answers(self.port))
        with running(self.command, ready=listening, log=log, env=self.env) as process:
            yield Server(self.address, process.pid)


def ours_start(
    env: Mapping[str, str], folder: Path, *, workers: int = 1, options: Sequence[str] = ()
) -> Start:
    """``moderation serve`` as it comes."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moderation", "serve", "--workers", str(workers), *options]
    own = {"HOST": "127.0.0.1", "PORT": str(port), "MODERATION_BASE_URL": address, **env}
    return Start(command, port, own, folder)


@contextmanager
def ours(
    env: Mapping[str, str], folder: Path, *, workers: int = 1, options: Sequence[str] = ()
) -> Iterator[Server]:
    """Our service, until the block is left."""
    start = ours_start(env, folder, workers=workers, options=options)
    with start.serving(lambda: is_up(f"{start.address}/healthz")) as server:
        yield server


def isso_start(folder: Path, *, under: str = "gunicorn") -> Start:
    """Isso from its package, two processes, under gunicorn or under uWSGI as its manual has it."""
    port = free_port()
    settings, ini = folder / "isso.cfg", folder / "uwsgi.ini"
    settings.write_text(ISSO_SETTINGS.format(folder=folder, port=port))
    ini.write_text(UWSGI.format(folder=folder, port=port))
    binaries = isso_python().parent
    program, *words = {
        "gunicorn": ["gunicorn", "-b", f"127.0.0.1:{port}", "-w", "2", "--preload", "isso.run"],
        "uWSGI": ["pyuwsgi", "--ini", str(ini)],
    }[under]
    return Start([str(binaries / program), *words], port, {"ISSO_SETTINGS": str(settings)}, folder)


def isso_python() -> Path:
    """The Python of an environment with nothing but Isso in it, made when it is not there."""
    python, done = VENV / "bin" / "python", VENV / "-".join(ISSO)
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
        subprocess.run([*pip, *ISSO], check=True)
        done.touch()
    return python


def nginx_start(folder: Path, files: Mapping[str, bytes]) -> Start:
    """nginx with two processes, serving these files; ``x.gz`` is sent to who takes gzip."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / "files" / name).write_bytes(content)
    port, settings = free_port(), folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # the folder is for nobody else
    settings.write_text(NGINX.format(folder=folder, port=port, user=user))
    program = find_program(["nginx", "/usr/sbin/nginx"], package="nginx-light")
    command = [program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(settings)]
    return Start(command, port, {}, folder)


def bare_start(folder: Path, *, workers: int) -> Start:
    """granian with a callable that has nothing to do: ``bench/bare.py`` over nginx's files."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "bench.bare:app"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    command += ["--http", "1", "--no-ws", "--log-level", "error"]
    env = {"BARE_FILES": str(folder / "files"), "PYTHONPATH": str(PROJECT)}
    return Start(command, port, env, folder)


def is_up(address: str) -> bool:
    """Whether this address is answered with 200."""
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (HTTPError, URLError, ConnectionError, TimeoutError):
        return False
