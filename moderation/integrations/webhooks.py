"""Calling a site's own programs: JSON, signed, to an address that an admin wrote down."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from moderation.integrations.http import Answer, post
from moderation.text.urls import host_of


@dataclass(frozen=True)
class Call:
    """What is to be said to whom; ``delivery`` is the same each time that it is tried."""

    url: str
    secret: str
    event: str
    delivery: str
    facts: Mapping[str, object]


def call(one: Call, *, private: Collection[str], now: datetime) -> Answer:
    """What the program answers; raises ``FetchError`` when it does not."""
    body = json.dumps({"event": one.event, **one.facts}, ensure_ascii=False).encode()
    timestamp = str(int(now.astimezone(UTC).timestamp()))
    headers = {
        "Content-Type": "application/json",
        "Moderation-Event": one.event,
        "Moderation-Delivery": one.delivery,
        "Moderation-Timestamp": timestamp,
        "Moderation-Signature": signature(one.secret, timestamp, body),
    }
    return post(one.url, body, headers=headers, hosts=[host_of(one.url)], private=private)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) over the timestamp, a full stop and the body."""
    signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"v1={signed.hexdigest()}"
