"""A retry with the same key never makes a second row."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace

from sqlalchemy import select

from moderation.drafts import CommentDraft, Receipt, TypoDraft
from moderation.errors import KeyReused
from moderation.extensions import db
from moderation.models import Fix, IdempotencyKey, Sighting, Site, Status, TypoReport

OF_THE_FORM = ("ticket", "trap")  # a retry may carry a fresh ticket


def answered_before(site: Site, draft: CommentDraft | TypoDraft) -> Receipt | None:
    """What was answered to this key; raises ``KeyReused`` when it came with another body."""
    if not draft.key:
        return None
    known = db.session.scalar(
        select(IdempotencyKey).where(
            IdempotencyKey.site_id == site.id, IdempotencyKey.key == draft.key
        )
    )
    if known is None:
        return None
    if known.body_hash != _body_hash(draft):
        raise KeyReused
    receipt = Receipt(known.submission_id, known.status.value, known.sighting_id, known.sightings)
    sighting = db.session.get(Sighting, known.sighting_id) if known.sighting_id else None
    return receipt if sighting is None else _on_its_card(receipt, sighting)


def _on_its_card(receipt: Receipt, sighting: Sighting) -> Receipt:
    """The same, of the card that the sighting is on now: cards are merged and split."""
    report = db.session.get_one(TypoReport, sighting.submission_id)
    return replace(receipt, id=report.id, is_fixed=report.fix is Fix.FIXED)


def remember(site: Site, draft: CommentDraft | TypoDraft, receipt: Receipt) -> None:
    """Keep what is answered to this key."""
    if draft.key:
        db.session.add(
            IdempotencyKey(
                site_id=site.id,
                key=draft.key,
                body_hash=_body_hash(draft),
                status_code=201 if receipt.is_public else 202,
                status=Status(receipt.status),
                submission_id=receipt.id,
                sighting_id=receipt.sighting_id,
                sightings=receipt.sightings,
            )
        )


def _body_hash(draft: CommentDraft | TypoDraft) -> str:
    body = asdict(draft) | {"kind": type(draft).__name__}
    body["sender"] = {
        name: value for name, value in body["sender"].items() if name not in OF_THE_FORM
    }
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
