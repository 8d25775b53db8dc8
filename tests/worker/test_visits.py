"""The worker looks at pages: what it sees there, and how often it asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from time_machine import Traveller

from moderation.database import utcnow
from moderation.drafts import PageRef
from moderation.models import Fix, FixedBy, Verdict
from moderation.operations.checks import note_saved, request_check
from moderation.operations.corrections import Wanted, change_correction
from moderation.operations.fixes import set_fix
from moderation.operations.visits import claim_visit
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.visits import next_claim
from tests.services.databases import SECRET
from tests.services.folder_site import LONG_AGO, FolderSite, folder_site
from tests.worker.looking import DAY, HOUR, QUARTER, RIGHT, WRONG, Looking

Start = Callable[..., Looking]
sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """A service on loopback, which may ask sites on loopback."""
    return Settings(
        secret_key=SECRET,
        database_url=database_url,
        data_dir=tmp_path,
        base_url="http://127.0.0.1:8000",
    )


@pytest.fixture
def local(tmp_path: Path) -> Iterator[FolderSite]:
    with folder_site(tmp_path / "site") as site:
        yield site


@pytest.fixture
def start(app: Flask, settings: Settings, local: FolderSite, clock: Traveller) -> Start:
    return lambda **policy: Looking(local, settings, clock, policy)


@pytest.fixture
def looking(start: Start) -> Looking:
    return start()


def elsewhere(number: int) -> dict[str, str]:
    """Another mistake, that stands elsewhere on the page."""
    word = "abcdefghijklmnopqrstuvwxyz"[number]
    return {"exact": word * 5, "prefix": f"{word * 9} is ", "suffix": f" with {word * 7}."}


def test_a_mistake_that_stands_is_seen_to_stand(looking: Looking) -> None:
    report = looking.look()
    assert (report.verdict, report.fix, report.found) == (Verdict.STILL_THERE, Fix.UNFIXED, "teh")
    assert report.fragment.startswith(":~:text=")


def test_a_fixed_mistake_closes_itself_with_the_time_it_took(looking: Looking) -> None:
    looking.local.write(RIGHT)
    report = looking.look()
    assert (report.fix, report.fixed_by) == (Fix.FIXED, FixedBy.CHECK)
    assert report.fixed_at is not None
    assert report.decided_at is not None
    assert timedelta(minutes=15) < report.fixed_at - report.decided_at < timedelta(minutes=20)


def test_one_that_comes_back_is_open_again(looking: Looking) -> None:
    looking.local.write(RIGHT)
    looking.look()
    looking.local.write(WRONG, at=utcnow().timestamp() - 90)
    report = looking.look(DAY)
    assert (report.fix, report.fixed_at, report.verdict) == (Fix.UNFIXED, None, Verdict.STILL_THERE)
    assert report.reopened_at is not None


@sqlite
def test_what_was_changed_otherwise_is_seen_twice_before_it_is_believed(looking: Looking) -> None:
    looking.local.write(WRONG.replace("teh", "our"))
    report = looking.look()
    assert (report.verdict, report.found, report.fix) == (Verdict.CHANGED, "our", Fix.UNFIXED)
    report = looking.look(HOUR)
    assert (report.fix, report.found) == (Fix.CHANGED, "our")


@sqlite
def test_a_changed_context_decides_nothing(looking: Looking) -> None:
    looking.local.write("Nobody knows any more and so it was, so they say.")
    report = looking.look()
    assert report.verdict in (Verdict.CONTEXT_CHANGED, Verdict.GONE)
    assert report.fix is Fix.UNFIXED


@pytest.mark.parametrize("status", [404, 410])
@sqlite
def test_a_page_is_gone_when_it_has_been_for_a_day(looking: Looking, status: int) -> None:
    looking.local.statuses["/article.html"] = status
    report = looking.look()
    assert (report.verdict, report.fix) == (Verdict.PAGE_GONE, Fix.UNFIXED)
    assert looking.look(HOUR).fix is Fix.UNFIXED
    assert looking.look(2 * DAY).fix is Fix.GONE


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<div id=root></div><script src=app.js></script>", "needs_script"),
        ("<form><input type=password></form>", "login_wall"),
        ("", "empty"),
    ],
)
@sqlite
def test_what_cannot_be_seen_decides_nothing(looking: Looking, page: str, why: str) -> None:
    looking.local.put(f"<!doctype html><title>A</title>{page}", "article.html")
    report = looking.look()
    assert (report.verdict, report.fix) == (Verdict.UNSEEN, Fix.UNFIXED)
    assert looking.checks()[-1].why == why


@sqlite
def test_a_page_that_is_too_large_is_not_read(looking: Looking) -> None:
    looking.local.put("<p>" + "a" * 6_000_000, "article.html")
    assert looking.look().verdict is Verdict.UNSEEN
    assert looking.checks()[-1].why == "too_large"


@sqlite
def test_robots_that_are_not_wanted_do_not_ask(start: Start) -> None:
    looking = start(obey_robots="on")
    looking.local.put("User-agent: *\nDisallow: /", "robots.txt")
    report = looking.look()
    assert (report.verdict, looking.checks()[-1].why) == (Verdict.UNSEEN, "robots")
    assert looking.local.visits() == 0
    looking.look(HOUR)
    assert (looking.local.visits(), looking.local.visits("robots.txt")) == (0, 1)


@sqlite
def test_a_sites_owner_may_say_otherwise(start: Start) -> None:
    looking = start(obey_robots="off")
    looking.local.put("User-agent: *\nDisallow: /", "robots.txt")
    assert looking.look().verdict is Verdict.STILL_THERE
    assert looking.local.visits("robots.txt") == 0


@sqlite
def test_a_site_may_have_no_page_looked_at(start: Start) -> None:
    looking = start(rechecks="off")
    assert looking.report().next_check_at is None
    write(request_check, looking.report().page_id)
    assert looking.look().verdict is None
    assert (looking.local.asked, looking.report().next_check_at) == ([], None)


def test_an_unchanged_page_is_not_read_again(looking: Looking) -> None:
    looking.look()
    report = looking.look(HOUR)
    assert looking.local.answered[-2:] == [200, 304]
    assert [check.verdict for check in looking.checks()] == [Verdict.STILL_THERE] * 2
    assert report.found == "teh"


@sqlite
def test_a_page_with_something_new_to_look_for_is_read_again(looking: Looking) -> None:
    looking.look()
    other = looking.accepted("noon", prefix="train leaves at ", suffix=" and so")
    looking.look(HOUR)
    assert looking.local.answered[-1] == 200
    assert looking.report(other).verdict is Verdict.STILL_THERE


@sqlite
def test_mistakes_of_one_page_share_its_visits(looking: Looking) -> None:
    others = [looking.accepted(**elsewhere(number)) for number in range(5)]
    looking.look()
    assert looking.local.visits() == 1
    assert all(looking.report(each).checked_at for each in others)


@sqlite
def test_it_looks_often_at_first_then_daily_for_two_weeks(looking: Looking) -> None:
    for after, visits in [(QUARTER, 1), (HOUR, 2), (5 * HOUR, 2), (17 * HOUR, 2), (HOUR, 3)]:
        looking.look(after)
        assert looking.local.visits() == visits
    for _ in range(16):
        looking.look(DAY)
    assert looking.local.visits() == 2 + 14
    assert looking.report().next_check_at is None


@sqlite
def test_a_broken_host_is_asked_less_and_less(looking: Looking) -> None:
    looking.local.statuses["/article.html"] = 503
    for number in range(8):
        looking.accepted(**elsewhere(number))
    for _ in range(24):
        looking.look(HOUR)
    assert looking.local.visits() <= 6
    report = looking.report()
    assert (report.verdict, looking.checks()[-1].why) == (Verdict.UNSEEN, "bad_answer")


@sqlite
def test_a_host_rests_as_long_as_it_asks(looking: Looking) -> None:
    looking.look()
    visits = len(looking.local.asked)
    for _ in range(50):
        write(request_check, looking.report().page_id)
        claim = next_claim()
        assert claim is None
    assert len(looking.local.asked) == visits


@sqlite
def test_what_an_editor_has_just_fixed_may_still_be_cached(looking: Looking) -> None:
    write(set_fix, looking.id, Fix.FIXED, by=looking.editor_id)
    assert looking.look().fix is Fix.FIXED
    assert looking.look(HOUR).fix is Fix.UNFIXED


def test_a_page_is_claimed_once(looking: Looking) -> None:
    looking.clock.shift(QUARTER)
    claim = next_claim()
    assert claim is not None
    assert next_claim() is None
    assert write(claim_visit, claim.page_id, claim.host, utcnow()) is None


@sqlite
def test_a_killed_workers_claim_ends(looking: Looking) -> None:
    looking.clock.shift(QUARTER)
    assert next_claim() is not None
    assert looking.look(timedelta(minutes=2)).verdict is Verdict.STILL_THERE


@sqlite
def test_nothing_is_held_open_while_a_host_answers(app: Flask, looking: Looking) -> None:
    by = looking.editor_id

    def fix(_path: str) -> None:
        with app.app_context():
            write(set_fix, looking.id, Fix.FIXED, by=by)

    looking.local.before = fix
    assert looking.look().fixed_by is FixedBy.EDITOR


@sqlite
def test_another_correction_is_looked_for_anew(looking: Looking) -> None:
    looking.local.write(WRONG.replace("teh", "our"))
    looking.look()
    other = Wanted(replacement="our")
    write(change_correction, looking.id, other, by=looking.editor_id, version=None)
    assert looking.look(HOUR).fix is Fix.FIXED
    assert looking.local.answered[-1] == 200


@sqlite
def test_what_is_asked_for_during_a_visit_is_not_forgotten(app: Flask, looking: Looking) -> None:
    page_id = looking.report().page_id

    def save(_path: str) -> None:
        looking.clock.shift(timedelta(seconds=1))
        with app.app_context():
            write(request_check, page_id)
        looking.local.before = lambda _path: None
        looking.clock.shift(timedelta(seconds=1))

    looking.clock.shift(QUARTER)
    looking.work()
    looking.local.before = save
    looking.look(HOUR)
    visits = looking.local.visits()
    looking.look(timedelta(minutes=1))
    assert looking.local.visits() == visits + 1


@sqlite
def test_a_saved_page_may_be_served_from_a_cache_for_a_while(looking: Looking) -> None:
    for _ in range(4):
        looking.look(DAY)
    write(note_saved, looking.site_id, PageRef(url=looking.local.url()))
    assert looking.look(timedelta(minutes=1)).verdict is Verdict.STILL_THERE
    looking.local.write(RIGHT, at=LONG_AGO + 1)
    assert looking.look(QUARTER).fix is Fix.FIXED
