"""Which corrections an address asks for, and where on them a moderator is."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.models import Category
from moderation.queries.correction_filters import (
    CorrectionFilter,
    CorrectionOrder,
    CorrectionPile,
    KnownFor,
)
from moderation.views.dashboard.reading import checked, words_of
from moderation.views.filters import CORRECTION_NAMES, one_of

FIRST = {
    CorrectionPile.FIXED: CorrectionOrder.NEWEST,
    CorrectionPile.NOT_MISTAKES: CorrectionOrder.NEWEST,
    CorrectionPile.OPEN: CorrectionOrder.TEXT,
}


def read_correction_filters(args: Mapping[str, str]) -> CorrectionFilter:
    """The filters of an address; raises ``Invalid`` for a choice that is none."""
    reader = Reader({**args, "q": words_of(args.get("q", ""))})
    page = reader.whole("page")
    asked = one_of(reader, "pile", tuple(CorrectionPile))
    pile = asked or (CorrectionPile.TO_FIX if page is None else CorrectionPile.OPEN)
    filters = CorrectionFilter(
        pile=pile,
        site=reader.text("site", LIMITS.key),
        page=page,
        section=reader.line("section", LIMITS.title),
        category=one_of(reader, "category", tuple(Category)),
        editor=reader.whole("editor"),
        age=one_of(reader, "age", tuple(KnownFor)),
        readers=reader.whole("readers") or 0,
        q=reader.text("q", LIMITS.quote),
        order=_order(reader, pile, page),
    )
    return checked(reader, filters)


def _order(reader: Reader, pile: CorrectionPile, page: int | None) -> CorrectionOrder:
    """The order asked for; of one page what is open stands as in its text."""
    order = one_of(reader, "order", tuple(CorrectionOrder))
    if order is CorrectionOrder.TEXT and page is None:
        order = None
    first = FIRST.get(pile, CorrectionOrder.OLDEST)
    if first is CorrectionOrder.TEXT and page is None:
        first = CorrectionOrder.OLDEST
    return order or first


def place_in(args: Mapping[str, str], filters: CorrectionFilter) -> dict[str, str]:
    """Where one is: it travels with each form and leads back."""
    said = {name: args[name] for name in (*CORRECTION_NAMES, "after") if args.get(name)}
    return {**said, "pile": filters.pile.value}
