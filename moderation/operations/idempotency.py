"""A retry with the same key never makes a second row."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache

from sqlalchemy import Select, bindparam, select

from moderation.drafts import CommentDraft, Receipt, TypoDraft
from moderation.errors import KeyReused
from moderation.extensions import db
from moderation.models import Fix, IdempotencyKey, Sighting, Site, Status, TypoReport
from moderation.operations.bulk import insert_one
from moderation.prepared import rows

OF_THE_FORM = ("ticket", "trap")  # a retry may carry a fresh ticket


def answered_before(site: Site, draft: CommentDraft | TypoDraft) -> Receipt | None:
    """What was answered to this key; raises ``KeyReused`` when it came with another body."""
    if not draft.key:
        return None
    found = rows(_known(), {"site": site.id, "key": draft.key})
    if not found:
        return None
    body_hash, submission_id, status, sighting_id, sightings = found[0]
    if body_hash != _body_hash(draft):
        raise KeyReused
    receipt = Receipt(submission_id, status.value, sighting_id, sightings)
    sighting = db.session.get(Sighting, sighting_id) if sighting_id else None
    return receipt if sighting is None else _on_its_card(receipt, sighting)


def _on_its_card(receipt: Receipt, sighting: Sighting) -> Receipt:
    """The same, of the card that the sighting is on now: cards are merged and split."""
    report = db.session.get_one(TypoReport, sighting.submission_id)
    return replace(receipt, id=report.id, is_fixed=report.fix is Fix.FIXED)


def remember(site: Site, draft: CommentDraft | TypoDraft, receipt: Receipt) -> None:
    """Keep what is answered to this key."""
    if draft.key:
        answer = {
            "site_id": site.id,
            "key": draft.key,
            "body_hash": _body_hash(draft),
            "status_code": 201 if receipt.is_public else 202,
            "status": Status(receipt.status),
            "submission_id": receipt.id,
            "sighting_id": receipt.sighting_id,
            "sightings": receipt.sightings,
        }
        insert_one(IdempotencyKey, answer)


@cache
def _known() -> Select[str, int, Status, int | None, int]:
    own = IdempotencyKey
    answer = own.submission_id, own.status, own.sighting_id, own.sightings
    which = own.site_id == bindparam("site"), own.key == bindparam("key")
    return select(own.body_hash, *answer).where(*which)


def _body_hash(draft: CommentDraft | TypoDraft) -> str:
    sender = {name: value for name, value in vars(draft.sender).items() if name not in OF_THE_FORM}
    body = {**vars(draft), "page": vars(draft.page), "sender": sender, "kind": type(draft).__name__}
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
