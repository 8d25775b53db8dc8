"""Which machine a name means, and whether it may be asked."""

from __future__ import annotations

import ipaddress
import socket
from threading import Thread

from moderation.integrations.http.answers import PRIVATE_ADDRESS, UNREACHABLE, FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's registries of special-purpose addresses (RFC 6890), and multicast.
SPECIAL = [
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "2001::/23",  # Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4: carries an IPv4 address
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
# All else in IPv6 is special: loopback, NAT64, mapped, local, multicast (RFC 4291).
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")

# What not even a host that may be private can stand for: cloud machines answer there
# with their own keys, and the rest is no one machine.
NEVER = [
    ipaddress.ip_network(text)
    for text in ("0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/128", "fe80::/10", "ff00::/8")
]
NEVER_NAMED = {ipaddress.ip_address("fd00:ec2::254")}


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet."""
    address = _parse(text)
    if address is None or (address.version == 6 and address not in GLOBAL_UNICAST):
        return False
    return not _is_in(address, SPECIAL)


def is_askable(text: str) -> bool:
    """Whether a host that may be private can stand at this address."""
    address = _parse(text)
    if address is None or address in NEVER_NAMED or _is_in(address, NEVER):
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return is_askable(str(address.ipv4_mapped))
    return True


def resolve(host: str, port: int, *, private: bool, seconds: float) -> list[str]:
    """The addresses of a host, once; refused when only one of them is not to be asked."""
    found = _look_up(host.strip("[]"), port, seconds)
    if not all(is_askable(each) if private else is_public(each) for each in found):
        raise FetchError(PRIVATE_ADDRESS)
    return found


def _look_up(host: str, port: int, seconds: float) -> list[str]:
    """Ask the resolver, which has no time limit of its own, for no longer than there is time."""
    found: list[str] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))

    thread = Thread(target=ask, daemon=True, name=f"look up {host}")
    thread.start()
    thread.join(seconds)
    if not found:
        raise FetchError(UNREACHABLE)
    return list(found)


def _parse(text: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _is_in(
    address: IPAddress, networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network]
) -> bool:
    return any(address in network for network in networks if network.version == address.version)
