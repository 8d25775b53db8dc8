"""Run by the Python that Isso is installed for: asks its administrator's pages, one a line."""

import sys
from typing import Any

from isso import config, make_app
from werkzeug.test import Client

PASSWORD = "otters"
SETTINGS = (
    ("general", "host", "http://127.0.0.1:9"),
    ("admin", "enabled", "true"),
    ("admin", "password", PASSWORD),
    ("moderation", "enabled", "true"),
    ("moderation", "purge-after", "9999d"),
)


def main(path: str) -> None:
    """Answer each address of the standard input with the status and the number of bytes."""
    client = signed_in(path)
    print("ready", flush=True)
    for line in sys.stdin:
        answer = client.get(line.strip())
        is_list = answer.status_code == 200 and b"Reader " in answer.data
        print("200" if is_list else f"failed: {answer.status}", len(answer.data), flush=True)


def signed_in(path: str) -> Client:
    """Isso's own application over the database at ``path``, without a network between."""
    settings: Any = config.load(config.default_file())
    for section, name, value in (*SETTINGS, ("general", "dbpath", path)):
        settings.set(section, name, value)
    client = Client(make_app(settings, threading=True))
    client.post("/login/", data={"password": PASSWORD})
    return client


if __name__ == "__main__":
    main(sys.argv[1])
