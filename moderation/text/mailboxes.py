"""Which addresses lead to one mailbox."""

from hashlib import sha256


def mailbox_of(email: str) -> str:
    """The same for all spellings that large providers deliver to one person.

    Case, a ``+tag`` and dots do not count; nobody is written to at what this answers.
    """
    name, _at, host = email.lower().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{host}"


def mailbox_hash(site_id: int, email: str) -> str:
    """What is kept of a mailbox once its address is erased: a site goes on leaving it alone."""
    return sha256(f"{site_id}:{mailbox_of(email)}".encode()).hexdigest()
