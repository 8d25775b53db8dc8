"""Remark42's figures, which cannot be built where this runs, brought to the speed of this run.

Measured on 21 November 2026 with the same client on a machine like this one (2 processors, wrk on
them too), Remark42 4793c1c with CACHE_MAX_VALUE=4M, beside the Isso and the nginx below.
"""

from __future__ import annotations

from bench.results import Results

HUNDRED, THOUSAND, COUNTS, POSTS = 8_117, 2_311, 11_826, 620  # a second
ISSO_HUNDRED, NGINX = 40, 59_992  # a second, beside it; nginx with the same 44,731 bytes
ISSO_POSTS = 340


def scale(results: Results) -> float | None:
    """How much faster this run is than that one: the larger of what Isso and nginx say.

    The larger one is the stricter: it makes Remark42 faster.
    """
    isso = fastest_isso(results, "thread of 100")
    static = results.figure("read", "rates", "nginx: yardstick", "per_second")
    said = [now / then for now, then in ((isso, ISSO_HUNDRED), (static, NGINX)) if now]
    return max(said, default=None)


def fastest_isso(results: Results, what: str) -> float | None:
    """Requests a second of Isso under the better of its two servers."""
    under = ("gunicorn", "uWSGI")
    rates = [results.figure("read", "rates", f"Isso, {one}: {what}", "per_second") for one in under]
    return max(filter(None, rates), default=None)
