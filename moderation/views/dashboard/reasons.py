"""Which reasons a moderator is offered: the site's own in the sender's language, or the built-in.

The lists stand once on a page, as datalists, and each field for a reason names its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g

from moderation.models import CannedText, Kind, Purpose, Submission
from moderation.queries.canned import MOST_SITES, offered, reasons_by_site
from moderation.queries.submissions import sites_of
from moderation.text.languages import LANGUAGES
from moderation.views.http import current_moderator
from moderation.views.languages import current_language
from moderation.views.reasons import built_in


@dataclass(frozen=True)
class Reason:
    """One reason: what the menu calls it, and what the author reads."""

    title: str
    text: str
    lang: str = ""


@dataclass(frozen=True)
class ReasonList:
    """What a field for a reason offers."""

    name: str
    reasons: list[Reason]


def reasons_for(one: Submission) -> str:
    """The name of the list for one submission."""
    texts = _texts(one.kind).get(one.site_id, [])
    langs = {text.lang for text in texts}
    tag = (one.lang or one.page.lang).partition("-")[0].lower()
    found = next((lang for lang in (tag, "") if lang in langs), None)
    return one.kind.value if found is None else f"{_named(one.kind, one.site_id)}-{found}"


def reasons_for_many(at: Mapping[str, str]) -> str:
    """The name of the list for a selection: a site's own where nothing else can be in it."""
    kind = Kind.TYPO_REPORT if at.get("kind") == Kind.TYPO_REPORT else Kind.COMMENT
    if texts := _texts(kind):
        sites = [site for site in sites_of(current_moderator()) if _is_among(site.key, at)]
        if len(sites) == 1 and sites[0].id in texts:
            return _named(kind, sites[0].id)
    return kind.value


def reason_lists() -> list[ReasonList]:
    """Every list that a card of the moderator's may ask for."""
    lists = [
        ReasonList(kind.value, [Reason(text, text) for text in built_in(kind)]) for kind in Kind
    ]
    every = (current_language(), "", *LANGUAGES)  # authors read a translation of it
    for kind in Kind:
        for site_id, texts in _texts(kind).items():
            name = _named(kind, site_id)
            lists.append(ReasonList(name, _reasons(offered(texts, every))))
            lists += [
                ReasonList(f"{name}-{lang}", _reasons(offered(texts, (lang, ""))))
                for lang in sorted({text.lang for text in texts})
            ]
    return lists


def _named(kind: Kind, site_id: int) -> str:
    return f"typo-{site_id}" if kind is Kind.TYPO_REPORT else str(site_id)


def _texts(kind: Kind) -> dict[int, list[CannedText]]:
    """The reasons of the moderator's sites for one kind, read once for a page."""
    if "reason_texts" not in g:
        moderator = current_moderator()
        sites = None
        if not moderator.is_owner:
            sites = [own.site_id for own in moderator.memberships][:MOST_SITES]
        g.reason_texts = reasons_by_site(sites)
    found: dict[int, list[CannedText]] = g.reason_texts
    wanted = Purpose.TYPO_REASON if kind is Kind.TYPO_REPORT else Purpose.REASON
    own = {site: [one for one in texts if one.purpose is wanted] for site, texts in found.items()}
    return {site: texts for site, texts in own.items() if texts}


def _is_among(key: str, at: Mapping[str, str]) -> bool:
    return at.get("site", key) == key


def _reasons(texts: list[CannedText]) -> list[Reason]:
    return [Reason(text.title, text.text, text.lang) for text in texts]
