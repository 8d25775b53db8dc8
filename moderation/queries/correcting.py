"""What the card of a typo report shows besides the report, read for a whole page at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import (
    Category,
    Fix,
    HouseAnswer,
    Moderator,
    SiteHost,
    Status,
    Submission,
    TypoReport,
)
from moderation.queries.claims import name_alone
from moderation.queries.elsewhere import numbers_elsewhere
from moderation.queries.sightings import Sighted, sighted
from moderation.text.diff import Piece, in_sentence
from moderation.text.editing import edit_address
from moderation.text.fragments import text_fragment
from moderation.text.quotes import corrected, fold, locate

WITHOUT_HINTS = frozenset({Category.LINK, Category.FACT, Category.NUMBER})


@dataclass(frozen=True)
class Correction:
    """A mistake with all that an editor decides by."""

    report: TypoReport
    sighted: Sighted = field(default_factory=Sighted)
    elsewhere: int = 0  # other reports of the same words that wait on the site
    editor: str = ""  # who mends it
    edit_url: str = ""  # where its page is edited
    answer: str = ""  # what the site answers who reports these words

    @cached_property
    def wanted(self) -> str:
        """What should stand there: an editor's word, else what most readers proposed."""
        report = self.report
        if report.replacement or report.status is Status.APPROVED:
            return report.replacement
        mine = fold(report.exact).strip()
        same = (each for each in self.sighted.votes if fold(each.exact).strip() in ("", mine))
        best = next(same, None)
        return best.suggestion if best else report.suggestion

    @cached_property
    def pieces(self) -> list[Piece]:
        """The word diff inside the sentence; without a correction the mistake in it."""
        one = self.report
        around = one.sentence
        if locate(around, one.exact, one.prefix, one.suffix) is None:
            around = one.prefix + one.exact + one.suffix
        return in_sentence(around, one.exact, self.wanted, prefix=one.prefix, suffix=one.suffix)

    @cached_property
    def sentence(self) -> str:
        """The corrected sentence as it is to be copied; empty where there is none."""
        one = self.report
        if not self.wanted or not one.sentence:
            return ""
        said = corrected(one.sentence, one.exact, self.wanted, prefix=one.prefix, suffix=one.suffix)
        return said or ""

    @property
    def directive(self) -> str:
        """What makes a browser show the place: of the mistake, or of what was put right."""
        one = self.report
        if one.fix is Fix.FIXED and one.replacement:
            return text_fragment(one.replacement, one.prefix, one.suffix)
        return one.fragment or text_fragment(one.exact, one.prefix, one.suffix)

    @property
    def has_hints(self) -> bool:
        """Whether the dictionary has something to say of this kind of mistake."""
        return bool(self.report.hints) and self.report.category not in WITHOUT_HINTS


def corrections_of(submissions: Sequence[Submission]) -> dict[int, Correction]:
    """What the cards of the typo reports among these show, each kind of fact in one query."""
    reports = [each for each in submissions if isinstance(each, TypoReport)]
    if not reports:
        return {}
    said = sighted([each.id for each in reports])
    elsewhere = numbers_elsewhere(reports)
    editors = _names({each.editor_id for each in reports if each.editor_id})
    hosts = _hosts(reports)
    answers = _answers(reports)
    return {
        each.id: Correction(
            each,
            sighted=said.get(each.id, Sighted()),
            elsewhere=elsewhere.get(each.id, 0),
            editor=editors.get(each.editor_id or 0, ""),
            edit_url=_edit_url(each, hosts.get(each.site_id, ())),
            answer=answers.get((each.site_id, each.folded), ""),
        )
        for each in reports
    }


def _edit_url(report: TypoReport, hosts: Collection[str]) -> str:
    page = report.page
    template = report.site.policy.edit_url
    return edit_address(
        page.url, page.edit_url, page_id=page.given_id, template=template, hosts=hosts
    )


def _names(ids: Collection[int]) -> dict[int, str]:
    if not ids:
        return {}
    people = db.session.scalars(
        select(Moderator).where(Moderator.id.in_(ids)).options(*name_alone())
    )
    return {person.id: person.display_name for person in people}


def _hosts(reports: Sequence[TypoReport]) -> dict[int, set[str]]:
    """The hosts of the sites whose pages say themselves where they are edited."""
    sites = {each.site_id for each in reports if each.page.edit_url}
    found: dict[int, set[str]] = {}
    if sites:
        rows = select(SiteHost.site_id, SiteHost.host).where(SiteHost.site_id.in_(sites))
        for site_id, host in db.session.execute(rows):
            found.setdefault(site_id, set()).add(host)
    return found


def _answers(reports: Sequence[TypoReport]) -> dict[tuple[int, str], str]:
    rows = db.session.execute(
        select(HouseAnswer.site_id, HouseAnswer.folded, HouseAnswer.text)
        .where(
            HouseAnswer.site_id.in_({each.site_id for each in reports}),
            HouseAnswer.folded.in_({each.folded for each in reports}),
            HouseAnswer.retired_at.is_(None),
        )
        .order_by(HouseAnswer.id)
    )
    return {(site_id, folded): text for site_id, folded, text in rows}
