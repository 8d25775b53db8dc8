"""Links, written out or behind a text."""

from __future__ import annotations

import re

from moderation.screening.texts import MOST_SPANS, texts_of
from moderation.screening.types import Draft, Facts, Finding, Policy

# The signs that end an address in running text, Chinese ones too.
_ENDS = r"""\s<>"'()\[\]，。；：！？、（）《》「」『』【】"""
_ADDRESS = rf"(?:https?://|www\.)[^{_ENDS}]+"
# A label stops at the next bracket, so each is read once, however many are left open.
_LINK = re.compile(
    rf"\[[^\[\]]*\]\(\s*<?(?:mailto:[^{_ENDS}]+|{_ADDRESS})[^\s()]*\)?"
    rf"|(?<![A-Za-z0-9_]){_ADDRESS}(?<![.,;:!?*_~`])",
    re.IGNORECASE,
)


def link_spans(text: str) -> list[tuple[int, int]]:
    """Where the links stand; ``[text](address)`` is one, whatever the text says."""
    return [match.span() for match in _LINK.finditer(text)]


def many_links(draft: Draft, _facts: Facts, policy: Policy) -> Finding | None:
    """Object to more links than the site's policy allows in one submission."""
    found = {name: link_spans(text) for name, text in texts_of(draft).items()}
    links = sum(map(len, found.values()))
    if links <= policy.max_links:
        return None
    field = next(name for name, spans in found.items() if spans)
    return Finding("many_links", {"links": links}, field, tuple(found[field][:MOST_SPANS]))
