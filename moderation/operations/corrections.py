"""Editors say what should stand there, why nothing should change, and what kind it is."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.errors import Conflict, Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Category, Moderator, Role, Sighting, Status, TypoReport, Verb
from moderation.operations.consequences import lock_sites_of
from moderation.operations.decide import Decided, decide, outcome_of
from moderation.operations.dictionary import note_word
from moderation.operations.events import record
from moderation.operations.handing import give_to
from moderation.operations.house_answers import answer_so
from moderation.queries.submissions import find_moderator, find_submission
from moderation.text.quotes import fold

TAKEN_OVER = (
    "exact", "prefix", "suffix", "sentence", "occurrence", "suggestion", "quote_lang", "revision",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What an editor wants of a correction; nothing said leaves it as it is."""

    replacement: str | None = None
    sighting_id: int | None = None  # the card takes over this reader's quote
    category: Category | None = None
    editor_id: int | None = None  # who mends it


@dataclass(frozen=True)
class Explained:
    """Why something is no mistake, and who shall know of it."""

    reason: str = ""
    answers: bool = False  # the next reader who reports the phrase is told so
    word: str = ""  # for the site's dictionary


def accept(
    submission_id: int,
    *,
    by: int,
    version: int | None,
    replacement: str | None = None,
    sighting_id: int | None = None,
    category: Category | None = None,
    editor_id: int | None = None,
) -> Decided:
    """Accept a report, with what should stand there when that is said.

    Raises ``Conflict`` when somebody was quicker, ``Invalid`` when nothing would change.
    """
    lock_sites_of([submission_id])
    wanted = Wanted(replacement, sighting_id, category, editor_id)
    with db.session.no_autoflush:  # the version on screen is compared with the one before this
        take_over(find_report(submission_id, by=by), wanted, by=by)
        return decide(submission_id, Verb.APPROVE, by=by, version=version)


def change_correction(submission_id: int, wanted: Wanted, *, by: int, version: int | None) -> None:
    """Change what should stand at the place of an accepted mistake; raises ``Conflict``."""
    lock_sites_of([submission_id])
    report = find_report(submission_id, by=by)
    if report.status is not Status.APPROVED or version not in (None, report.version):
        raise Conflict(outcome_of(report))
    take_over(report, wanted, by=by)
    record("correction_changed", site_id=report.site_id, by=by, subject=_subject(report))


def refuse(
    submission_id: int, explained: Explained, *, by: int, version: int | None
) -> Decided:  # fmt: skip
    """Say that it is no mistake; where asked, later readers and the dictionary know of it.

    Raises ``Invalid`` when the next reader shall be answered and there are no words for it.
    """
    if explained.answers and not explained.reason:
        raise Invalid({"reason": [Problem("answer_missing")]})
    done = decide(submission_id, Verb.REJECT, by=by, version=version, reason=explained.reason)
    report = find_report(submission_id, by=by)
    if explained.answers:
        answer_so(report, explained.reason, by=by)
    if explained.word:
        note_word(report, explained.word, by=by)
    return done


def sort_into(submission_id: int, category: Category, *, by: int) -> None:
    """Say what kind of mistake it is."""
    report = find_report(submission_id, by=by)
    if report.category is category:
        return
    _sort(report, category, by)


def find_report(submission_id: int, *, by: int) -> TypoReport:
    """A typo report of a site on which somebody is an editor; raises ``NotFound``."""
    report = find_submission(submission_id, moderator=find_moderator(by), role=Role.EDITOR)
    if not isinstance(report, TypoReport):
        raise NotFound
    return report


def take_over(report: TypoReport, wanted: Wanted, *, by: int) -> None:
    """Give a report what an editor wants of it; raises ``Invalid`` when nothing would change."""
    if wanted.sighting_id is not None:
        _take_over_quote(report, wanted.sighting_id)
    if wanted.replacement is not None:
        if wanted.replacement == report.exact:
            raise Invalid({"replacement": [Problem("suggestion_same")]})
        report.replacement = wanted.replacement
    if wanted.category is not None and wanted.category is not report.category:
        _sort(report, wanted.category, by)
    if wanted.editor_id is not None and wanted.editor_id != report.editor_id:
        give_to(report, wanted.editor_id, by=by)


def _take_over_quote(report: TypoReport, sighting_id: int) -> None:
    """One reader's words become the card's; the place that it holds stays the same."""
    sighting = db.session.get(Sighting, sighting_id)
    if sighting is None or sighting.submission_id != report.id:
        raise NotFound
    core = _core(report)
    if sighting.exact:
        for name in TAKEN_OVER:
            setattr(report, name, getattr(sighting, name))
        report.folded = fold(report.exact).strip()
        _find_core(report, core)
    report.suggestion = sighting.suggestion
    report.replacement = sighting.suggestion


def _core(report: TypoReport) -> str:
    whole = fold(report.prefix + report.exact + report.suffix)
    return whole[report.core_start : report.core_end] if report.core_start is not None else ""


def _find_core(report: TypoReport, core: str) -> None:
    """Where what all sightings share stands around the new quote; nothing where that is unsure."""
    start = len(fold(report.prefix))
    at = fold(report.exact).find(core)
    is_there = bool(core) and at >= 0
    report.core_start = start + at if is_there else None
    report.core_end = start + at + len(core) if is_there else None


def _sort(report: TypoReport, category: Category, by: int) -> None:
    before, report.category = report.category, category
    record(
        "correction_sorted",
        site_id=report.site_id,
        by=by,
        subject=_subject(report),
        before={"category": before.value},
        after={"category": category.value},
    )


def _subject(report: TypoReport) -> str:
    return f"submission {report.id}"


__all__ = ["Explained", "Moderator", "Wanted", "accept", "change_correction", "refuse", "sort_into"]
