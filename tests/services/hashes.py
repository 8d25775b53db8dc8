"""Secrets guarded with hardly any effort: what costs an attacker time costs the tests as much."""

from __future__ import annotations

from argon2 import PasswordHasher
from passlib.totp import AppWallet

from moderation import accounts, passwords

PASSES, MEMORY = 1, 8  # the least that argon2 takes

real_hasher = passwords._hasher


def hash_quickly() -> None:
    """Have every app of this process do so; the servers that tests start do not."""
    passwords._hasher = PasswordHasher(PASSES, MEMORY, passwords.LANES)
    vars(accounts).update(PASSES=PASSES, MEMORY=MEMORY)
    AppWallet.encrypt_cost = 4  # of the keys that encrypt second factors
