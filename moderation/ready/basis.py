"""What an answer was made from: while that stays the same, so do its bytes."""

from __future__ import annotations

from dataclasses import dataclass

# Where the front finds what a view says of its answer; there only while somebody asks.
ASKED = "moderation.ready"


@dataclass(frozen=True)
class Basis:
    """What an answer hangs on, as it was read before the answer was made.

    ``seen`` is what ``queries.versions`` said of the site, of the pages at ``places`` and, with
    ``with_log``, of the site's log. Without a site it never changes while the process lives.
    """

    site_key: str = ""
    places: tuple[str, ...] = ()
    with_log: bool = False
    seen: object = None
    until: float | None = None  # when it changes though nobody does anything: seconds since 1970
    languages: tuple[str, ...] = ()  # of which the browser's header chooses; none: the address did
    origins: frozenset[str] | None = None  # those that may read it; None: the bytes say for all


class Asking:
    """Left by the front for the view, which says here that its answer may be kept."""

    basis: Basis | None = None
