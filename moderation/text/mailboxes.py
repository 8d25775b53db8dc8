"""Which addresses lead to one mailbox."""


def mailbox_of(email: str) -> str:
    """The same for all spellings that large providers deliver to one person.

    Case, a ``+tag`` and dots do not count; nobody is written to at what this answers.
    """
    name, _at, host = email.lower().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{host}"
