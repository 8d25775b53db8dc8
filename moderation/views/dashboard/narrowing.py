"""What the filter bar offers, and what of it is set: each with the address that takes it away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from moderation.models import Moderator, Site
from moderation.queries.facets import filtered_names, rules_of
from moderation.queries.filters import Pile, QueueFilter
from moderation.queries.saved_views import View, saved_views
from moderation.views.dashboard.filter_words import (
    AGES,
    REASONS,
    WAITING_FOR,
    Words,
    filter_texts,
    reason_text,
    rule_text,
)
from moderation.views.filters import NAMES


@dataclass(frozen=True)
class Chip:
    """One filter that is set, in words, and where one gets without it."""

    label: str
    without: str
    is_typed: bool = False  # somebody's own words


@dataclass(frozen=True)
class Bar:
    """The filter bar of one page."""

    chips: list[Chip]
    reasons: list[tuple[str, str]]  # code and words
    ages: list[tuple[str, str]]
    whys: list[tuple[str, str]]  # what it waits for
    query: dict[str, str]  # what a saved view would keep
    without: str  # the pile without any filter
    view: View | None = None  # the saved view that this is


def bar(
    moderator: Moderator, filters: QueueFilter, args: Mapping[str, str], sites: list[Site]
) -> Bar:
    """What the bar shows for this address."""
    query = {name: args[name] for name in NAMES if args.get(name)}
    rules = rules_of(sites) if filters.pile is Pile.WAITING else {}
    chips = list(_chips(filters, query, rules, sites))
    reasons = _choices(REASONS)
    reasons += [(f"rule:{number}", rule_text(text)) for number, text in rules.items()]
    reasons += [(code, reason_text(code)) for code in filters.reasons if code not in dict(reasons)]
    wanted = args.get("view", "")
    kept = [view for view in saved_views(moderator) if str(view.id) == wanted] if wanted else []
    status = {"status": query["status"]} if "status" in query else {}
    return Bar(
        chips=chips,
        reasons=reasons,
        ages=_choices(AGES),
        whys=_choices(WAITING_FOR),
        query=query,
        without=url_for("dashboard_queue.index", **status),  # type: ignore[arg-type]
        view=kept[0] if kept else None,
    )


def _choices(words: Mapping[str, Words]) -> list[tuple[str, str]]:
    return [(value, say()) for value, say in words.items()]


def _chips(
    filters: QueueFilter, query: dict[str, str], rules: Mapping[int, str], sites: list[Site]
) -> Iterator[Chip]:
    names = filtered_names(
        page=filters.page, author=filters.author, site_ids=[one.id for one in sites]
    )
    site = next((one.name for one in sites if one.key == filters.site), filters.site)
    said = {
        "q": (filters.q, filters.q),
        "site": (filters.site, site),
        "page": (filters.page, names.get("page") or _("page %(number)s", number=filters.page)),
        "author": (filters.author, names.get("author") or _("no name")),
    }
    for name, (is_set, label) in said.items():
        if is_set:
            yield Chip(label, _without(query, name), is_typed=True)
    for code in filters.reasons:
        rest = ",".join(each for each in filters.reasons if each != code)
        number = code.removeprefix("rule:")
        rule = rules.get(int(number)) if number.isdecimal() else None
        yield Chip(rule_text(rule) if rule else reason_text(code), _without(query, "reason", rest))
    for name, label in filter_texts(filters):
        yield Chip(label, _without(query, name))


def _without(query: dict[str, str], name: str, instead: str = "") -> str:
    rest = {**query, name: instead}
    left: dict[str, Any] = {each: text for each, text in rest.items() if text}
    return str(url_for("dashboard_queue.index", **left))


def reason_place(finding: Mapping[str, Any], at: Mapping[str, str]) -> dict[str, str]:
    """The address of all that waits for the same reason, within the same site and kind."""
    rule = finding.get("args", {}).get("rule")
    code = finding["code"] if rule is None else f"rule:{rule}"
    return {**{name: at[name] for name in ("site", "kind") if name in at}, "reason": code}


__all__ = ["Bar", "Chip", "bar", "reason_place"]
