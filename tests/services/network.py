"""A guard: no test reaches beyond this machine, whatever it catches."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Address = Any  # what socket.connect takes: a path, or a host and a port


@contextmanager
def loopback_only() -> Iterator[None]:
    """Fail the test that looks up a name or connects anywhere but to loopback."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


def is_near(host: str | bytes | None) -> bool:
    """Whether a host is this machine: a loopback address, or its one name."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Address) -> Any:
        if self.family != socket.AF_UNIX and not is_near(address[0]):
            pytest.fail(f"a test connected to {address!r}")  # no ``except Exception`` swallows it
        return connect(self, address)

    return guarded


def _guarded_lookup(lookup: Any) -> Any:
    def guarded(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
        if not is_near(host) and not _is_number(host):
            pytest.fail(f"a test looked up {host!r}")
        return lookup(host, *args, **kwargs)

    return guarded


def _is_number(host: str | bytes | None) -> bool:
    try:
        ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host))
    except ValueError:
        return False
    return True
