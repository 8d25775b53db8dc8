"""What a form has selected: ticked cards, the folds among them, or a selection that was kept."""

from __future__ import annotations

import re

from werkzeug.datastructures import MultiDict

from moderation.drafts.fields import MOST, Reader
from moderation.operations.batches import Chosen
from moderation.views.dashboard.reading import checked

MOST_TICKED = 1_000
PAIR = re.compile(r"([0-9]{1,10}):([0-9]{1,10})", re.ASCII)


def read_chosen(form: MultiDict[str, str]) -> Chosen:
    """What is selected: ``item`` is an id and its version, ``fold`` a head and the newest under it.

    Raises ``Invalid``.
    """
    reader = Reader(form)
    chosen = Chosen(
        items=dict(_pairs(reader, form, "item")),
        folds=dict(_pairs(reader, form, "fold")),
        selection=reader.token("selection"),
        looked=reader.tick("looked"),
    )
    if not chosen.items and not chosen.selection and not reader.errors:
        reader.refuse("item", "required")
    return checked(reader, chosen)


def read_ids(text: str) -> list[int]:
    """At most a hundred ids, with dots between them; what is none is passed over."""
    ids = [int(each) for each in re.findall(r"[0-9]{1,10}", text, re.ASCII)[:100]]
    return [each for each in dict.fromkeys(ids) if 0 < each <= MOST]


def _pairs(reader: Reader, form: MultiDict[str, str], name: str) -> list[tuple[int, int]]:
    given = form.getlist(name)
    if len(given) > MOST_TICKED:
        reader.refuse(name, "too_many", number=len(given), most=MOST_TICKED)
        return []
    matches = [PAIR.fullmatch(each) for each in given]
    pairs = [(int(match[1]), int(match[2])) for match in matches if match]
    if len(pairs) < len(given) or any(max(pair) > MOST for pair in pairs):
        reader.refuse(name, "not_a_choice")
        return []
    return pairs
