"""The shift at a glance: what came and went, how long it took, and how it was decided."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from moderation.extensions import db
from moderation.models import Moderator, Role, Site, Tally
from moderation.queries.names import display_name
from moderation.queries.percentiles import percentile, seconds_of
from moderation.queries.second_readings import Agreement, agreement
from moderation.queries.submissions import reaches, sites_of
from moderation.queries.tallies import CAME, Counted, Counts, counted, tallied_until

MOST_ROWS = 8  # of reasons, sites and people; the rest is one more row


@dataclass(frozen=True)
class Stretch:
    """One bar of a picture: an hour, or a day."""

    begins: datetime
    came: int
    gone: int
    median: float | None  # seconds to a human's decision
    slowest: float | None  # the 95th percentile of the same


@dataclass(frozen=True)
class Share:
    """How many decisions fall to a verb, a reason, a site or a person."""

    name: str
    number: int
    median: float | None = None


@dataclass(frozen=True)
class Figures:
    """Everything the page draws, for the sites that a moderator moderates."""

    stretches: tuple[Stretch, ...]
    came: int
    gone: int
    by_rule: int
    median: float | None
    slowest: float | None
    in_time: float | None  # share of humans' decisions within the site's target
    verbs: tuple[Share, ...]
    reasons: tuple[Share, ...]
    sites: tuple[Share, ...]
    people: tuple[Share, ...]
    agreement: Agreement  # of second readings
    target: int  # minutes: the shortest of the sites'


def figures(
    moderator: Moderator, *, site_key: str, edges: list[datetime], now: datetime
) -> Figures | None:
    """The figures between the first edge and the last, a stretch between each two.

    Nothing when the moderator moderates none of the sites.
    """
    sites = [site for site in sites_of(moderator, Role.MODERATOR) if site_key in ("", site.key)]
    if not sites:
        return None
    counts = _counts({site.id for site in sites}, edges[0], now)
    decided = Counter({what: n for what, n in counts.items() if what.what != CAME})
    times = _times(decided)
    return Figures(
        stretches=tuple(_stretches(counts, edges)),
        came=sum(n for what, n in counts.items() if what.what == CAME),
        gone=decided.total(),
        by_rule=sum(n for what, n in decided.items() if what.moderator_id is None),
        median=percentile(times, 0.5),
        slowest=percentile(times, 0.95),
        in_time=_in_time(decided, {site.id: site.policy.target_minutes for site in sites}),
        verbs=_shares(decided, lambda what: what.what),
        reasons=_shares(decided, lambda what: what.reason),
        sites=_by_site(decided, sites),
        people=_by_person(decided, sites, moderator),
        agreement=agreement([site.id for site in sites], edges[0]),
        target=min(site.policy.target_minutes for site in sites),
    )


def _counts(site_ids: set[int], since: datetime, now: datetime) -> Counts:
    """What has been tallied, and from then on the rows themselves."""
    tallied = tallied_until()
    fresh_from = since if tallied is None else max(since, tallied)
    counts = counted(fresh_from, now)
    kept = select(
        Tally.site_id, Tally.hour, Tally.what, Tally.moderator_id, Tally.reason, Tally.bucket,
        Tally.number,
    ).where(Tally.site_id.in_(site_ids), Tally.hour >= since, Tally.hour < fresh_from)  # fmt: skip
    for site_id, hour, what, moderator_id, reason, bucket, number in db.session.execute(kept):
        counts[Counted(site_id, hour, what, moderator_id, reason, bucket)] += number
    return Counter({what: n for what, n in counts.items() if what.site_id in site_ids})


def _stretches(counts: Counts, edges: list[datetime]) -> Iterable[Stretch]:
    parts: dict[int, Counts] = defaultdict(Counter)
    for what, number in counts.items():
        place = bisect_right(edges, what.hour) - 1
        parts[min(max(place, 0), len(edges) - 2)][what] += number
    for place, begins in enumerate(edges[:-1]):
        part = parts[place]
        came = sum(n for what, n in part.items() if what.what == CAME)
        times = _times(part)
        yield Stretch(
            begins, came, part.total() - came, percentile(times, 0.5), percentile(times, 0.95)
        )


def _times(counts: Counts) -> Counter[int]:
    """``{bucket: number}`` of the decisions that a human took on what waited."""
    times: Counter[int] = Counter()
    for what, number in counts.items():
        if what.bucket is not None:
            times[what.bucket] += number
    return times


def _in_time(decided: Counts, targets: Mapping[int, int]) -> float | None:
    timed = {what: n for what, n in decided.items() if what.bucket is not None}
    soon = sum(
        n
        for what, n in timed.items()
        if what.bucket is not None and seconds_of(what.bucket) <= targets[what.site_id] * 60
    )
    return soon / sum(timed.values()) if timed else None


def _shares(decided: Counts, name_of: Callable[[Counted], str]) -> tuple[Share, ...]:
    """The most frequent names, and how many all the others are under an empty one."""
    numbers: Counter[str] = Counter()
    for what, number in decided.items():
        if name := name_of(what):
            numbers[name] += number
    most = numbers.most_common(MOST_ROWS)
    rest = numbers.total() - sum(number for _name, number in most)
    shares = [Share(name, number) for name, number in most]
    return tuple([*shares, Share("", rest)] if rest else shares)


def _by_site(decided: Counts, sites: Iterable[Site]) -> tuple[Share, ...]:
    parts: dict[int, Counts] = defaultdict(Counter)
    for what, number in decided.items():
        parts[what.site_id][what] += number
    shares = [
        Share(site.name, parts[site.id].total(), percentile(_times(parts[site.id]), 0.5))
        for site in sites
        if parts[site.id]
    ]
    return tuple(sorted(shares, key=lambda share: -share.number))


def _by_person(decided: Counts, sites: Iterable[Site], moderator: Moderator) -> tuple[Share, ...]:
    """Only where the site switched it on: an admin sees everybody, everybody themselves."""
    shown = {site.id: moderator.role_on(site.id) for site in sites if site.policy.person_figures}
    parts: dict[int, Counts] = defaultdict(Counter)
    for what, number in decided.items():
        if what.moderator_id is None or what.site_id not in shown:
            continue
        if what.moderator_id == moderator.id or reaches(shown[what.site_id], Role.ADMIN):
            parts[what.moderator_id][what] += number
    people = select(Moderator.id, Moderator.name, Moderator.email).where(Moderator.id.in_(parts))
    shares = [
        Share(
            display_name(name, email) or "", parts[id].total(), percentile(_times(parts[id]), 0.5)
        )
        for id, name, email in (db.session.execute(people) if parts else ())
    ]
    return tuple(sorted(shares, key=lambda share: -share.number))
