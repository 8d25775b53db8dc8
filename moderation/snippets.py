"""What a webmaster pastes into the site's pages."""

from __future__ import annotations


def snippet(base_url: str, key: str) -> str:
    """The script line, and where the thread goes."""
    return (
        f'<script async src="{base_url}/embed.js" data-site="{key}"></script>\n'
        "<div data-moderation-thread></div>"
    )
