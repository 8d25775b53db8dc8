"""Two cards that may be of one place: proposed to the editors, answered once for each pair."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from moderation.database import utcnow
from moderation.extensions import db
from moderation.models import MergeProposal, TypoReport


def propose(report: TypoReport, other: TypoReport, score: int) -> None:
    """Ask the editors whether two cards are of one place, unless they were asked before."""
    if _known(report.id, other.id) is None:
        db.session.add(_proposal(report, other, score))
        db.session.flush()


def answer_pair(proposal: MergeProposal, *, accepted: bool, by: int) -> None:
    """Write down what an editor says of two cards."""
    proposal.accepted, proposal.moderator_id = accepted, by
    proposal.answered_at = utcnow()


def keep_apart(report: TypoReport, other: TypoReport, *, by: int) -> None:
    """Remember that these two are of different places: they were taken apart."""
    proposal = _known(report.id, other.id)
    if proposal is None:
        proposal = _proposal(report, other, 0)
        db.session.add(proposal)
    answer_pair(proposal, accepted=False, by=by)


def hand_over_proposals(report: TypoReport, into: TypoReport, *, by: int) -> None:
    """What was asked of a card that has gone into another one is asked of that one now."""
    pair = _known(report.id, into.id)
    if pair is not None:
        answer_pair(pair, accepted=True, by=by)
    asked = select(MergeProposal).where(
        MergeProposal.accepted.is_(None),
        or_(MergeProposal.report_id == report.id, MergeProposal.other_id == report.id),
    )
    for each in db.session.scalars(asked).all():
        other = each.other_id if each.report_id == report.id else each.report_id
        if _known(into.id, other) is not None:
            db.session.delete(each)
        else:
            each.report_id, each.other_id = min(into.id, other), max(into.id, other)
        db.session.flush()


def _proposal(report: TypoReport, other: TypoReport, score: int) -> MergeProposal:
    older, newer = sorted((report.id, other.id))
    return MergeProposal(site_id=report.site_id, report_id=older, other_id=newer, score=score)


def _known(one: int, other: int) -> MergeProposal | None:
    return db.session.scalar(select(MergeProposal).where(_is_pair(one, other)))


def _is_pair(one: int, other: int) -> ColumnElement[bool]:
    older, newer = sorted((one, other))
    return and_(MergeProposal.report_id == older, MergeProposal.other_id == newer)
