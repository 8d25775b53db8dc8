"""The webhooks of sites, and what is said to them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Moderator, Role, Site, TypoReport, Webhook
from moderation.queries.patches import patch_of
from moderation.queries.submissions import reaches

LARGEST = 2**31
REST, LONGEST_REST = timedelta(seconds=20), timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """Whom to call, and what to tell them."""

    url: str
    secret: str
    facts: dict[str, object]
    rests_until: datetime | None  # it did not answer, so that others are not kept waiting


def webhooks_of(site_id: int) -> list[Webhook]:
    """A site's webhooks, those that are stopped at the end."""
    rows = select(Webhook).where(Webhook.site_id == site_id)
    return list(db.session.scalars(rows.order_by(Webhook.stopped_at.is_not(None), Webhook.id)))


def find_webhook(webhook_id: int, *, moderator: Moderator) -> Webhook:
    """A webhook of a site that the moderator manages; raises ``NotFound``."""
    webhook = db.session.get(Webhook, webhook_id) if 0 < webhook_id < LARGEST else None
    if webhook is None or not reaches(moderator.role_on(webhook.site_id), Role.ADMIN):
        raise NotFound
    return webhook


def told_to(webhook_id: int, submission_id: int | None) -> Told | None:
    """What a webhook is told of a correction as it is now; nothing once either is gone."""
    webhook = db.session.get(Webhook, webhook_id)
    if webhook is None or webhook.stopped_at is not None:
        return None
    facts: dict[str, object] = {"site": db.session.get_one(Site, webhook.site_id).key}
    if submission_id is not None:
        report = db.session.get(TypoReport, submission_id, options=[joinedload(TypoReport.page)])
        if report is None:
            return None
        facts["correction"] = asdict(patch_of(report))
    return Told(webhook.url, webhook.secret, facts, _rests_until(webhook))


def _rests_until(webhook: Webhook) -> datetime | None:
    """After each failure in a row it is left alone for twice as long."""
    if not webhook.failures or webhook.called_at is None:
        return None
    rest: timedelta = REST * 2 ** (min(webhook.failures, 20) - 1)
    return webhook.called_at + min(rest, LONGEST_REST)
