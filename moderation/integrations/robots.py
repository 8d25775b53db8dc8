"""What a host lets robots fetch, as it says in robots.txt (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

AGENT = "moderation"
MOST = 512_000  # characters that are read; RFC 9309 section 2.5 wants 500 KiB at least
LONGEST_DELAY = 60  # seconds; more would only be a way to forbid

_SAFE = "%-._~!$&'()*+,;=:@/?"
_LINE = re.compile(r"\s*(user-agent|allow|disallow|crawl-delay)\s*:\s*([^#]*)", re.IGNORECASE)


@dataclass
class Group:
    """What is said to some robots: paths that are allowed or not, and how fast."""

    rules: list[tuple[str, bool]] = field(default_factory=list)
    delay: float = 0.0


def may_fetch(robots_text: str, url: str) -> bool:
    """Whether robots of our name may fetch the page; the longest rule that fits says it."""
    parts = urlsplit(url)
    path = _plain(parts.path or "/") + (f"?{_plain(parts.query)}" if parts.query else "")
    fitting = [
        (len(pattern), allowed)
        for pattern, allowed in _ours(robots_text).rules
        if _fits(pattern, path)
    ]
    return max(fitting, default=(0, True))[1]


def crawl_delay(robots_text: str) -> float:
    """Seconds that the host wants between two requests; 0 when it says nothing."""
    return min(_ours(robots_text).delay, LONGEST_DELAY)


def _ours(robots_text: str) -> Group:
    """What is said to us by name, all of it together; else what is said to everyone."""
    groups: dict[str, Group] = {}
    talked_to: list[str] = []
    naming = False
    for line in robots_text[:MOST].lstrip("\ufeff").splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        name, text = match[1].lower(), match[2].strip()
        if name == "user-agent":
            talked_to = [*talked_to, _agent(text)] if naming else [_agent(text)]
        naming = name == "user-agent"
        for agent in talked_to:
            _add(groups.setdefault(agent, Group()), name, text)
    return groups.get(AGENT) or groups.get("*") or Group()


def _add(group: Group, name: str, text: str) -> None:
    if name in ("allow", "disallow") and text:
        group.rules.append((_plain(text), name == "allow"))
    elif name == "crawl-delay" and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text):
        group.delay = float(text)


def _agent(text: str) -> str:
    """A robot's name without its version (RFC 9309, section 2.2.1)."""
    return "*" if text.startswith("*") else re.match(r"[a-z_-]*", text.lower())[0]  # type: ignore[index]


def _plain(text: str) -> str:
    """Compared escaped, whatever was escaped before (RFC 9309, section 2.2.2)."""
    return quote(text, safe=_SAFE)


def _fits(pattern: str, path: str) -> bool:
    """Whether a rule fits: ``*`` for anything, ``$`` at its end for the path's end; linear."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(others, 1):
        if ends and number == len(others):
            return len(path) - len(part) >= at and path.endswith(part)
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not ends or at == len(path)
