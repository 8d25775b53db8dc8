"""Cards of a page that may be about the same place: an editor says whether they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import MergeProposal, Moderator, Role, Status, TypoReport
from moderation.queries.submissions import find_submission, reaches
from moderation.text.anchors import Quote
from moderation.text.same_place import compare

OPEN = (Status.PENDING, Status.APPROVED)  # what may be merged
MOST_BESIDE = 100


@dataclass(frozen=True)
class Proposed:
    """Another card of the page that may be about the same place."""

    id: int | None  # of the proposal; none where nobody has asked
    report_id: int
    exact: str
    prefix: str
    suffix: str
    suggestion: str
    readers: int
    score: int


def proposals_about(report_ids: Sequence[int]) -> defaultdict[int, list[Proposed]]:
    """Proposals without an answer, told on both cards."""
    rows = db.session.scalars(
        select(MergeProposal)
        .where(
            MergeProposal.accepted.is_(None),
            or_(MergeProposal.report_id.in_(report_ids), MergeProposal.other_id.in_(report_ids)),
        )
        .order_by(MergeProposal.id)
    ).all()
    pairs = [
        (each, here, there)
        for each in rows
        for here, there in ((each.report_id, each.other_id), (each.other_id, each.report_id))
        if here in report_ids
    ]
    found = _reports([there for _each, _here, there in pairs])
    proposals: defaultdict[int, list[Proposed]] = defaultdict(list)
    for each, here, there in pairs:
        if (other := found.get(there)) is not None:
            proposals[here].append(_proposed(other, each.score, each.id))
    return proposals


def card_left(submission_id: int, *, moderator: Moderator) -> int:
    """The number of the card that stands for this one: its own, unless it was merged."""
    submission = find_submission(submission_id, moderator=moderator)
    into = submission.merged_into_id if isinstance(submission, TypoReport) else None
    return into or submission.id


def find_proposal(proposal_id: int, *, moderator: Moderator) -> MergeProposal:
    """A proposal about cards that the moderator decides on; raises ``NotFound``."""
    proposal = db.session.get(MergeProposal, proposal_id) if 0 < proposal_id < 2**31 else None
    if proposal is None or not reaches(moderator.role_on(proposal.site_id), Role.EDITOR):
        raise NotFound
    return proposal


def beside(report: TypoReport) -> list[Proposed]:
    """The other cards of its page that it could be merged with, the most alike first."""
    others = db.session.scalars(
        select(TypoReport)
        .where(
            TypoReport.page_id == report.page_id,
            TypoReport.id != report.id,
            TypoReport.merged_into_id.is_(None),
            TypoReport.status.in_(OPEN),
        )
        .order_by(TypoReport.id.desc())
        .limit(MOST_BESIDE)
    )
    found = [_proposed(each, compare(_quote(report), None, _quote(each)).score) for each in others]
    return sorted(found, key=lambda each: (-each.score, each.report_id))


def _proposed(report: TypoReport, score: int, proposal_id: int | None = None) -> Proposed:
    return Proposed(
        id=proposal_id,
        report_id=report.id,
        exact=report.exact,
        prefix=report.prefix,
        suffix=report.suffix,
        suggestion=report.suggestion,
        readers=report.sightings,
        score=score,
    )


def _quote(report: TypoReport) -> Quote:
    return Quote(report.exact, report.prefix, report.suffix, report.sentence, report.occurrence)


def _reports(ids: Sequence[int]) -> dict[int, TypoReport]:
    """Those of these that still stand for themselves."""
    if not ids:
        return {}
    rows = select(TypoReport).where(
        TypoReport.id.in_(ids),
        TypoReport.merged_into_id.is_(None),
        TypoReport.withdrawn_at.is_(None),
    )
    return {each.id: each for each in db.session.scalars(rows)}
