"""What the corrections' filters offer, and what of them is set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from moderation.models import Category, Moderator
from moderation.queries.correction_filters import (
    CorrectionFilter,
    CorrectionPile,
    KnownFor,
)
from moderation.queries.correction_groups import sections_of
from moderation.queries.decision_log import colleagues
from moderation.queries.scopes import scopes_of
from moderation.views.dashboard.narrowing import Chip
from moderation.views.verdict_words import category_text

TYPED = ("section", "editor")  # named by people

Choices = list[tuple[str, str]]
At = dict[str, str]


@dataclass(frozen=True)
class CorrectionBar:
    """The filter bar of one page of corrections."""

    chips: list[Chip]
    without: str  # the pile without any filter
    categories: Choices
    editors: Choices
    sections: list[str]
    ages: Choices
    orders: Choices


def correction_bar(moderator: Moderator, filters: CorrectionFilter, at: At) -> CorrectionBar:
    """The bar for these filters, at this place."""
    people = [(str(number), name) for number, name in colleagues(moderator)]
    return CorrectionBar(
        chips=list(_chips(filters, at, dict(people))),
        without=url_for("dashboard_corrections.index", pile=filters.pile.value, page=filters.page),
        categories=[(each.value, category_text(each)) for each in Category],
        editors=sorted(people, key=lambda one: one[0] != str(moderator.id)),
        sections=sections_of(scopes_of(moderator, site_key=filters.site).typos),
        ages=[(each.value, age_text(each)) for each in KnownFor],
        orders=_orders(filters),
    )


def age_text(age: KnownFor) -> str:
    """How long something has been known, in words."""
    days = {KnownFor.DAY: 1, KnownFor.WEEK: 7, KnownFor.MONTH: 30}[age]
    return str(ngettext("for more than %(num)s day", "for more than %(num)s days", days))


def _orders(filters: CorrectionFilter) -> Choices:
    if filters.q:
        return [("oldest", _("Oldest first")), ("newest", _("Newest first"))]
    text = [("text", _("As in the text"))] if filters.page is not None else []
    is_fixed = filters.pile is CorrectionPile.FIXED
    return [
        *text,
        ("oldest", _("First fixed first") if is_fixed else _("Oldest first")),
        ("newest", _("Last fixed first") if is_fixed else _("Newest first")),
        ("readers", _("Most readers first")),
    ]


def _chips(filters: CorrectionFilter, at: At, people: dict[str, str]) -> Iterator[Chip]:
    editor = filters.editor
    labels = {
        "section": filters.section,
        "category": filters.category and category_text(filters.category),
        "editor": editor is not None
        and _("with %(name)s", name=people.get(str(editor), str(editor))),
        "age": filters.age and age_text(filters.age),
        "readers": filters.readers
        and ngettext("at least %(num)s reader", "at least %(num)s readers", filters.readers),
    }
    for name, label in labels.items():
        if label:
            yield Chip(str(label), _without(name, at), is_typed=name in TYPED)


def _without(name: str, at: At) -> str:
    rest = {key: value for key, value in at.items() if key not in (name, "after")}
    return url_for("dashboard_corrections.index", **rest)  # type: ignore[arg-type]
