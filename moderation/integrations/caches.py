"""Asking a cache in front of us to throw away what it holds under tags."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.text.urls import host_of

if TYPE_CHECKING:
    from moderation.integrations.http import Answer

# A cache is bound to keep an answer no longer than this, should it hear nothing from us.
SHARED_AGE = 60  # seconds


def purge(method: str, url: str, tags: Sequence[str], *, token: str = "") -> Answer:
    """What the cache answers; raises ``FetchError`` when it does not.

    The tags stand in a header, as Fastly and Varnish read them, and for a POST in a JSON body
    too, as Cloudflare reads them:
    https://www.fastly.com/documentation/guides/full-site-delivery/purging/working-with-surrogate-keys/
    https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-tags/
    """
    from moderation.integrations.http import send  # noqa: PLC0415 - who answers readers only waits

    headers = {"Surrogate-Key": " ".join(tags), "Content-Type": "application/json"}
    if token:
        headers |= {"Authorization": f"Bearer {token}", "Fastly-Key": token}
    body = json.dumps({"tags": list(tags)}).encode() if method == "POST" else b""
    host = [host_of(url)]
    return send(method, url, body, headers=headers, hosts=host, private=host)
