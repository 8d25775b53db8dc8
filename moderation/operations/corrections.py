"""Editors say what should stand there, why nothing should change, and what kind it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from moderation.errors import Conflict, Invalid, NotFound, Problem
from moderation.extensions import db
from moderation.models import Category, Role, Sighting, Status, Submission, TypoReport, Verb
from moderation.operations.decide import Decided, decide, outcome_of
from moderation.operations.dictionary import note_word
from moderation.operations.events import record
from moderation.operations.handing import give_to, write_beside
from moderation.operations.house_answers import answer_so
from moderation.operations.locks import lock_sites_of
from moderation.operations.programs import tell_programs
from moderation.queries.submissions import find_moderator, find_submission
from moderation.text.quotes import fold

UNSEEN: dict[str, Any] = {"verdict": None, "found": "", "checked_at": None}  # these words yet
QUOTED = ("exact", "prefix", "suffix", "sentence", "occurrence", "quote_lang", "revision")


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

    def check(self) -> None:
        """Raise ``Invalid`` when the next reader shall be answered and there are no words."""
        if self.answers and not self.reason:
            raise Invalid({"reason": [Problem("answer_missing")]})


def accept(
    submission_id: int,
    *,
    by: int,
    version: int | None,
    replacement: str | None = None,
    sighting_id: int | None = None,
    category: Category | None = None,
    editor_id: int | None = None,
    reason: str = "",
) -> Decided:
    """Accept a report, with what should stand there when that is said.

    Raises ``Conflict`` when somebody was quicker, ``Invalid`` when nothing would change.
    """
    lock_sites_of([submission_id])
    wanted = Wanted(replacement, sighting_id, category, editor_id)
    take_over(find_report(submission_id, by=by), wanted, by=by)
    return decide(submission_id, Verb.APPROVE, by=by, version=version, reason=reason)


def change_correction(submission_id: int, wanted: Wanted, *, by: int, version: int | None) -> None:
    """Change what should stand at the place of an accepted mistake; raises ``Conflict``."""
    lock_sites_of([submission_id])
    report = find_report(submission_id, by=by)
    if report.status is not Status.APPROVED or version not in (None, report.version):
        raise Conflict(outcome_of(report))
    take_over(report, wanted, by=by)
    record("replacement_changed", site_id=report.site_id, by=by, subject=_subject(report))
    tell_programs("reworded", [report])
    _count_up(report)


def refuse(
    submission_id: int, explained: Explained, *, by: int, version: int | None
) -> Decided:  # fmt: skip
    """Say that it is no mistake; where asked, later readers and the dictionary know of it.

    Raises ``Invalid`` when the next reader shall be answered and there are no words for it.
    """
    explained.check()
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
    if report.category is not category:
        _sort(report, category, by)


def find_report(submission_id: int, *, by: int) -> TypoReport:
    """A typo report of a site on which somebody is an editor; raises ``NotFound``."""
    report = find_submission(submission_id, moderator=find_moderator(by), role=Role.EDITOR)
    if not isinstance(report, TypoReport):
        raise NotFound
    return report


def take_over(report: TypoReport, wanted: Wanted, *, by: int) -> None:
    """Give a report what an editor wants of it; raises ``Invalid`` when nothing would change.

    Its version stays, for the decision that may come with it is on the one before.
    """
    values: dict[str, Any] = {}
    if wanted.sighting_id is not None:
        values = _quote_of(report, wanted.sighting_id)
    if wanted.replacement is not None:
        values["replacement"] = wanted.replacement
        if wanted.replacement == values.get("exact", report.exact):
            raise Invalid({"replacement": [Problem("suggestion_same")]})
    if values:
        write_beside(report, values | UNSEEN)
    if wanted.category is not None and wanted.category is not report.category:
        _sort(report, wanted.category, by)
    if wanted.editor_id is not None and wanted.editor_id != report.editor_id:
        give_to(report, wanted.editor_id, by=by)


def _quote_of(report: TypoReport, sighting_id: int) -> dict[str, Any]:
    """One reader's words for the card's; the place that it holds on the page stays the same."""
    sighting = db.session.get(Sighting, sighting_id)
    if sighting is None or sighting.submission_id != report.id:
        raise NotFound
    values = {"suggestion": sighting.suggestion, "replacement": sighting.suggestion}
    if not sighting.exact:
        return values
    values |= {name: getattr(sighting, name) for name in QUOTED}
    start, end = _core_in(sighting, _core(report))
    return values | {
        "folded": fold(sighting.exact).strip(),
        "core_start": start,
        "core_end": end,
    }


def _core(report: TypoReport) -> str:
    whole = fold(report.prefix + report.exact + report.suffix)
    return whole[report.core_start : report.core_end] if report.core_start is not None else ""


def _core_in(sighting: Sighting, core: str) -> tuple[int | None, int | None]:
    """Where what all sightings share stands around this quote; nothing where that is unsure."""
    at = fold(sighting.exact).find(core) if core else -1
    start = len(fold(sighting.prefix)) + at
    return (start, start + len(core)) if at >= 0 else (None, None)


def _sort(report: TypoReport, category: Category, by: int) -> None:
    before = report.category
    write_beside(report, {"category": category})
    record(
        "correction_sorted",
        site_id=report.site_id,
        by=by,
        subject=_subject(report),
        before={"category": before.value},
        after={"category": category.value},
    )


def _count_up(report: TypoReport) -> None:
    """Let who has it on screen elsewhere see first what it is now."""
    table: Any = Submission.__table__
    row = update(table).where(table.c.id == report.id)
    db.session.execute(row.values(version=table.c.version + 1))
    db.session.expire(report, ["version"])


def _subject(report: TypoReport) -> str:
    return f"submission {report.id}"
