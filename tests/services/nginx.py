"""The nginx of our examples, as they are but for ports, folders and certificates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.processes import answers, find_program, running

EXAMPLES = Path(__file__).parents[2] / "deploy" / "nginx"

MAIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/log.conf;
    {server}
}}
"""
SITE = """
server {{
    listen 443 ssl http2;
    location / {{ return 200 "the site itself"; }}
    include {folder}/mounted.conf;
}}
"""


@contextmanager
def nginx(example: str, *, port: int, upstream: int, folder: Path) -> Iterator[Path]:
    """nginx with an example, in front of the service at a port; where its access log is."""
    for path in EXAMPLES.iterdir():
        (folder / path.name).write_text(_here(path.read_text(), port, upstream, folder))
    server = SITE if example == "mounted" else f"include {folder}/{example}.conf;"
    server = _here(server.format(folder=folder), port, upstream, folder)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, server=server))
    program = find_program(["nginx", "/usr/sbin/nginx"], package="nginx-light")
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with running(command, ready=lambda: answers(port), log=folder / "nginx.out"):
        yield folder / "moderation.log"


def _here(text: str, port: int, upstream: int, folder: Path) -> str:
    """An example on loopback, without TLS."""
    text = re.sub(r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"\n\s*(listen \[::\]|ssl_certificate).*", "", text)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    text = text.replace("/etc/nginx/moderation/", f"{folder}/")
    return text.replace("/var/log/nginx/", f"{folder}/")
