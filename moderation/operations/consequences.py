"""What follows from a decision, in the same transaction: the log's chain, the queue, counts."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import Select, bindparam, select

from moderation.extensions import db
from moderation.models import Decision, Fix, Site, Status, Submission, TypoReport, Verb
from moderation.operations.bulk import number_ahead
from moderation.operations.counting import Change, count
from moderation.operations.objections import settle_all
from moderation.operations.reopening import unsettle_all
from moderation.operations.storing import store, store_undone
from moderation.operations.waiting import bring_in, standing, take_out


def new_batch() -> str:
    """The id that decisions taken in one stroke share."""
    return uuid.uuid4().hex


def follow(decision: Decision, submission: Submission) -> None:
    """Everything that a change of status brings about."""
    with db.session.no_autoflush:
        lock_sites_of([submission.id])
    follow_all([(decision, submission)])


def follow_all(changes: Sequence[Change]) -> None:
    """The same for many at once, in a few statements; each of another submission.

    The caller has locked their sites.
    """
    if not changes:
        return
    with db.session.no_autoflush:
        _seal([decision for decision, _ in changes])
        number_ahead([decision for decision, _ in changes])
        for decision, submission in changes:
            if decision.verb is Verb.HOLD:
                for name, value in standing(submission).items():
                    setattr(submission, name, value)
        hold_places([each for _, each in changes if isinstance(each, TypoReport)])
    undone = [(was, each) for decision, each in changes if (was := _undone(decision))]
    if len(changes) > 1:
        store([each for _, each in changes])
        store_undone([was for was, _ in undone])
    db.session.flush()
    settle_all([change for change in changes if change[0].undoes_id is None])
    unsettle_all(undone)
    _move_in_queue(changes)
    count(changes)
    db.session.flush()  # the version is now what the next moderator sees


def lock_sites_of(submissions: Collection[int]) -> None:
    """Let nobody else decide on their sites until the commit, so that each log has one end.

    Locked before they are read, submissions stay as they are read. What readers send
    meanwhile is not kept waiting.
    """
    db.session.execute(_locks(), {"ids": list(submissions)}).all()


def lock_site(site_id: int) -> None:
    """The same for one site: before a comment of it is locked, or two may wait for each other."""
    db.session.execute(select(Site.id).where(Site.id == site_id).with_for_update(key_share=True))


@cache
def _locks() -> Select[int]:
    theirs = select(Submission.site_id).where(Submission.id.in_(bindparam("ids", expanding=True)))
    sites = select(Site.id).where(Site.id.in_(theirs)).order_by(Site.id)
    return sites.with_for_update(key_share=True)


def _seal(decisions: Sequence[Decision]) -> None:
    """Chain new decisions to their sites' last ones, in the order in which they were taken."""
    ends: dict[int, str] = {}
    for decision in decisions:
        site_id = decision.site_id
        if site_id not in ends:
            last = select(Decision.digest).where(Decision.site_id == site_id)
            ends[site_id] = db.session.scalar(last.order_by(Decision.id.desc()).limit(1)) or ""
        decision.seal(previous=ends[site_id], salt=secrets.token_hex(8))
        ends[site_id] = decision.digest


def _move_in_queue(changes: Sequence[Change]) -> None:
    leaving = {each.id: decision for decision, each in changes if decision.from_waiting_since}
    if leaving:
        heirs = take_out([each for decision, each in changes if decision.from_waiting_since])
        for each, heir in heirs.items():
            leaving[each].heir_id = heir
    entering = [(each, _undone(decision)) for decision, each in changes if each.is_waiting]
    if entering:
        bring_in(entering)


def _undone(decision: Decision) -> Decision | None:
    if decision.undoes_id is None:
        return None
    return db.session.get_one(Decision, decision.undoes_id)


def hold_places(reports: Sequence[TypoReport]) -> None:
    """Open reports hold their places on the page: the next sending is a sighting of them."""
    wanting = []
    for report in reports:
        if not _is_open(report):
            report.open_place_key = None
        elif report.open_place_key is None:
            wanting.append(report)
    held = _held_places({report.page_id for report in wanting}) if wanting else set()
    for report in wanting:
        place = (report.page_id, report.place_key)
        if place not in held:
            held.add(place)
            report.open_place_key = report.place_key


def _is_open(report: TypoReport) -> bool:
    return report.status is Status.PENDING or (
        report.status is Status.APPROVED and report.fix is Fix.UNFIXED
    )


def _held_places(pages: Collection[int]) -> set[tuple[int, str | None]]:
    rows = select(Submission.page_id, Submission.open_place_key).where(
        Submission.page_id.in_(pages), Submission.open_place_key.is_not(None)
    )
    return {(page, key) for page, key in db.session.execute(rows)}
