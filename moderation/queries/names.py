"""What a moderator is called among colleagues."""

from __future__ import annotations


def display_name(name: str | None, email: str | None) -> str | None:
    """A moderator as colleagues read of them; nothing where no moderator was."""
    return name or (email.partition("@")[0] if email else None)
