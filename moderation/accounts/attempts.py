"""How often somebody may try: counted in this process, or in Redis for all of them."""

from __future__ import annotations

import logging
import math
import time
from typing import Any

from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry

from moderation.troubles import begin, end

log = logging.getLogger("moderation.accounts")

# NIST SP 800-63B-4, 3.2.2 has no more than 100 failures in a row; OWASP ASVS 6.1.1 and 6.3.1 want
# guessing slowed down without letting strangers lock the owner out.
TRIES = parse("20/day")  # of passwords and codes, on one account
NETWORK = parse("60/hour")  # of all accounts together, from one network
MAILS = parse("5/hour")  # to one address


class Attempts:
    """Counts attempts. While Redis does not answer, this process counts by itself."""

    def __init__(self, redis_url: str = "") -> None:
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = _shared(redis_url) if redis_url else None

    def wait(self, rule: RateLimitItem, *whose: str) -> int:
        """Count one attempt; the seconds to wait when it is one too many, else 0."""
        if self._shared is not None:
            try:
                left = _wait(self._shared, rule, whose)
            except StorageError:
                log.warning("Redis does not answer: attempts are counted by this process alone")
                begin("redis")
            else:
                end("redis")
                return left
        return _wait(self._own, rule, whose)

    def is_shared(self) -> bool:
        """Whether Redis counts for all processes now; asks it."""
        is_shared = self._shared is not None and self._shared.storage.check()
        if is_shared or self._shared is None:
            end("redis")
        else:
            begin("redis")
        return is_shared


def _shared(redis_url: str) -> MovingWindowRateLimiter:
    address = redis_url.replace("unix://", "redis+unix://", 1)
    more: dict[str, Any] = {"socket_connect_timeout": 1, "socket_timeout": 1}
    if address.startswith("redis+sentinel://"):
        # A replica may not know yet what was counted last.
        more |= {"use_replicas": False, "sentinel_kwargs": {**more, "retry": Retry(NoBackoff(), 0)}}
    return MovingWindowRateLimiter(storage_from_string(address, wrap_exceptions=True, **more))


def _wait(limiter: MovingWindowRateLimiter, rule: RateLimitItem, whose: tuple[str, ...]) -> int:
    if limiter.hit(rule, *whose):
        return 0
    reset_at = limiter.get_window_stats(rule, *whose).reset_time
    return max(1, math.ceil(reset_at - time.time()))
