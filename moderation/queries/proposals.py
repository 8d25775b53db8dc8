"""Cards of a page that may be about the same place: an editor says whether they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from moderation.extensions import db
from moderation.models import MergeProposal, TypoReport


@dataclass(frozen=True)
class Proposed:
    """Another card of the page that may be about the same place."""

    id: int  # of the proposal
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
            proposals[here].append(
                Proposed(
                    id=each.id,
                    report_id=there,
                    exact=other.exact,
                    prefix=other.prefix,
                    suffix=other.suffix,
                    suggestion=other.suggestion,
                    readers=other.sightings,
                    score=each.score,
                )
            )
    return proposals


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
