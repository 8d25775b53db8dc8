"""From the text of a page to a look at each mistake that is sought on it."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.models import Verdict
from moderation.queries.checks import Sought
from moderation.text.anchors import Article, Quote
from moderation.text.fragments import shortest_fragment
from moderation.text.verdicts import look


@dataclass(frozen=True)
class Look:
    """What one look saw at a mistake's place; ``why`` is the code of why nothing was seen."""

    verdict: Verdict
    found: str = ""
    why: str = ""
    fragment: str = ""  # which opens the page at the place
    place: tuple[int, int] | None = None  # in the text that was looked at


def look_at(article: Article, sought: Sought, *, partial: bool = False) -> Look:
    """What stands at one place; of a page that hides a part, what is not seen may be hidden."""
    quote = Quote(
        exact=sought.exact,
        prefix=sought.prefix,
        suffix=sought.suffix,
        sentence=sought.sentence,
        occurrence=sought.occurrence,
    )
    seen = look(article, quote, sought.replacement)
    verdict = Verdict(seen.verdict)
    if partial and verdict in (Verdict.GONE, Verdict.CONTEXT_CHANGED):
        return Look(Verdict.UNSEEN, why="login_wall")
    if seen.place is None:
        return Look(verdict, seen.found)
    fragment = shortest_fragment(article, seen.place)
    return Look(verdict, seen.found, fragment=fragment, place=(seen.place.start, seen.place.end))
