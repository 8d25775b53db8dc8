"""One verb for many: chosen by hand, with what is folded under them, or all that match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from moderation.models import Verb
from moderation.operations.decide import MOST_AT_ONCE, Batch, decide_many
from moderation.queries.alike import folded_under
from moderation.queries.selections import find_selection
from moderation.queries.submissions import find_moderator

Items = dict[int, int | None]  # {id: version}

TOGETHER = (Verb.REJECT, Verb.MARK_SPAM)  # what decides on a fold without looking into it


@dataclass(frozen=True)
class Chosen:
    """What a moderator has before them; a fold is meant up to the newest that was seen."""

    items: Items = field(default_factory=dict)
    folds: Mapping[int, int] = field(default_factory=dict)  # {head: newest id under it}
    selection: str = ""
    looked: bool = False  # the folds were open: their texts have been seen


def decide_chosen(chosen: Chosen, verb: Verb, *, by: int, reason: str = "") -> Batch:
    """Decide on all of them in one batch; a fold goes with its head unless it is approved unseen.

    Raises ``NotFound`` for a selection that is not the moderator's.
    """
    rows, under = _selected(chosen.selection, by)
    rows |= chosen.items
    if chosen.looked or verb in TOGETHER:
        heads = {head: newest for head, newest in chosen.folds.items() if head in rows}
        # Before their heads: a head that goes would hand its place to the next of them.
        rows = as_many_as_go(under | dict(folded_under(heads)), len(rows)) | rows
    return decide_many(list(rows.items()), verb, by=by, reason=reason)


def as_many_as_go(folded: Items, rows: int) -> Items:
    """What of these goes at once with so many rows: of a flood the rest waits as a fold again."""
    return dict(islice(folded.items(), max(MOST_AT_ONCE - rows, 0)))


def _selected(selection_id: str, by: int) -> tuple[Items, Items]:
    """What a selection has of rows, and what is folded under them."""
    rows: Items = {}
    under: Items = {}
    if selection_id:
        for each, version, head in find_selection(selection_id, moderator=find_moderator(by)).items:
            (under if head else rows)[each] = version
    return rows, under
