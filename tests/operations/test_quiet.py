"""Quiet hours, by the clock on the moderator's wall."""

from datetime import UTC, datetime

import pytest

from moderation.models import Moderator, Subscription
from moderation.operations.quiet import is_quiet, next_loud_moment


def quiet(quiet_from: str, quiet_until: str, now: str, zone: str = "") -> bool:
    moment = datetime.fromisoformat(f"2026-03-02T{now}").replace(tzinfo=UTC)
    hours = Subscription(quiet_from=quiet_from, quiet_until=quiet_until)
    return is_quiet(Moderator(time_zone=zone), hours, moment)


@pytest.mark.parametrize(
    ("now", "expected"), [("21:59", False), ("22:00", True), ("03:00", True), ("07:00", False)]
)
def test_it_knows_a_night(now: str, expected: bool) -> None:
    assert quiet("22:00", "07:00", now) is expected


@pytest.mark.parametrize(
    ("now", "expected"), [("11:59", False), ("12:00", True), ("12:59", True), ("13:00", False)]
)
def test_it_knows_a_lunch_break(now: str, expected: bool) -> None:
    assert quiet("12:00", "13:00", now) is expected


@pytest.mark.parametrize("hours", [("", ""), ("22:00", ""), ("", "07:00"), ("7", "25:00")])
def test_it_is_never_quiet_without_two_times(hours: tuple[str, str]) -> None:
    assert not quiet(*hours, "23:00")


def test_it_is_never_quiet_when_both_are_the_same() -> None:
    assert not quiet("09:00", "09:00", "09:00")


def test_it_looks_at_the_clock_on_the_wall() -> None:
    assert quiet("22:00", "07:00", "15:00", "Asia/Shanghai")
    assert not quiet("22:00", "07:00", "23:30", "Asia/Shanghai")


@pytest.mark.parametrize("zone", ["", "Nowhere/At_All", "../../etc/passwd", "UTC"])
def test_it_takes_utc_for_a_zone_it_does_not_know(zone: str) -> None:
    assert quiet("22:00", "07:00", "23:00", zone)


def test_it_knows_when_the_night_is_over() -> None:
    now = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    hours = Subscription(quiet_from="22:00", quiet_until="07:00")
    moment = next_loud_moment(Moderator(time_zone="Europe/Moscow"), hours, now)
    assert moment == datetime(2026, 3, 3, 4, 0, tzinfo=UTC)


def test_the_night_of_a_clock_change_ends_by_the_wall() -> None:
    now = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)  # clocks go forward in Berlin that night
    hours = Subscription(quiet_from="22:00", quiet_until="07:00")
    moment = next_loud_moment(Moderator(time_zone="Europe/Berlin"), hours, now)
    assert moment == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)
