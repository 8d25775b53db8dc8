"""Whether what a reader calls a mistake is a phrase that a site has an answer about."""

from __future__ import annotations

import re

from moderation.text.quotes import fold
from moderation.text.same_place import smallest_change


def is_about(
    phrase: str, exact: str, suggestion: str, *, prefix: str = "", suffix: str = ""
) -> bool:
    """Whether the phrase is what was selected, what would change of it, or stands around that.

    A long selection in which something else may be wrong is about nothing in particular.
    """
    wanted, selected = fold(phrase).strip(), fold(exact).strip()
    if not wanted:
        return False
    wrong = fold(smallest_change(exact, suggestion)[0]).strip() if suggestion else selected
    if wanted in (selected, wrong):
        return True
    if not wrong or len(wrong) > len(wanted):
        return False
    before = fold(prefix)
    start = len(before) + fold(exact).find(wrong)
    return _stands_around(wanted, before + fold(exact) + fold(suffix), start, start + len(wrong))


def _stands_around(wanted: str, text: str, start: int, end: int) -> bool:
    """Whether some occurrence of the phrase, as whole words, has this stretch in it."""
    return any(
        match.start() <= start and end <= match.start() + len(wanted)
        for match in re.finditer(rf"(?<!\w)(?={re.escape(wanted)}(?!\w))", text)
    )
