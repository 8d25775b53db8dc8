"""What may be decided, and by whom: asked with every decision, so in as few words as it takes."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from moderation.models import Comment, Kind, Membership, Moderator, Role, Submission, TypoReport
from moderation.prepared import rows_now
from moderation.queries.loaded import load
from moderation.queries.submissions import reaches, role_for

_TABLE: Any = Submission.__table__
_MODELS: dict[Kind, type[Submission]] = {Kind.COMMENT: Comment, Kind.TYPO_REPORT: TypoReport}


def kinds_for(ids: Collection[int], *, by: int) -> dict[int, Kind]:
    """What each is, of those on which somebody may decide; with a closed account, none."""
    possible = [id_ for id_ in ids if 0 < id_ < 2**31]
    return {
        id_: kind
        for id_, kind, is_owner, role in rows_now(_with_rights(), {"ids": possible, "by": by})
        if is_owner or reaches(role, role_for(kind))
    }


def find_submissions(ids: Collection[int], *, by: int) -> dict[int, Submission]:
    """Those of many on which somebody may decide."""
    kinds = kinds_for(ids, by=by)
    found: dict[int, Submission] = {}
    for kind in set(kinds.values()):
        mine = [id_ for id_ in kinds if kinds[id_] is kind]
        found |= {each.id: each for each in load(_MODELS[kind], mine)}
    return found


@cache
def _with_rights() -> Select[*tuple[int, Kind, bool, Role | None]]:
    theirs = (Membership.moderator_id == Moderator.id, Membership.site_id == _TABLE.c.site_id)
    which = (_TABLE.c.id.in_(bindparam("ids", expanding=True)), Moderator.active)
    return (
        select(_TABLE.c.id, _TABLE.c.kind, Moderator.is_owner, Membership.role)
        .select_from(_TABLE)
        .join(Moderator, Moderator.id == bindparam("by"))
        .outerjoin(Membership, and_(*theirs))
        .where(*which)
    )
