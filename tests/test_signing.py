"""What is kept of a sender's address: a keyed hash of its network."""

import hashlib
import hmac

import pytest

from moderation.signing import Signer

SECRET = "s" * 32
SIGNER = Signer(SECRET)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("192.0.2.255", "192.0.2.0/24"),
        ("::ffff:192.0.2.9", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("192.0.2", "192.0.2"),  # no addresses, kept apart all the same
        ("192.0.2.07", "192.0.2.07"),
        ("unix:", "unix:"),
        ("192.0.2.7\0", "192.0.2.7\0"),
    ],
)
def test_it_is_the_hash_of_the_network(address: str, network: str) -> None:
    made = hmac.new(SECRET.encode(), f"network:{network}".encode(), hashlib.sha256)
    assert SIGNER.network_hash(address) == made.hexdigest()[:32]


def test_one_salt_signs_nothing_of_another() -> None:
    assert SIGNER.read_receipt(SIGNER.receipt(5)) == (5, None)
    assert SIGNER.read_feed(SIGNER.receipt(5)) is None
    assert Signer("t" * 32).read_receipt(SIGNER.receipt(5)) is None
