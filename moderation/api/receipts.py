"""What the sender of a submission is told."""

from __future__ import annotations

from moderation.drafts import Receipt
from moderation.views.http import settings, signer


def told(receipt: Receipt) -> dict[str, object]:
    """The submission's number, its status, and the address at which its author finds it again."""
    token = signer().receipt(receipt.id, receipt.sighting_id)
    return {
        "id": receipt.id,
        "status": receipt.status,
        "receipt": f"{settings().base_url}/receipts/{token}",
    }
