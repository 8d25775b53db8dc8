"""Any part of a long thread is what the whole of it would show there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from moderation.drafts import PageRef
from moderation.extensions import db
from moderation.models import Page, Site, Submission, Verb
from moderation.operations.decide import decide_many
from moderation.operations.undo import undo
from moderation.operations.withdraw import withdraw
from moderation.queries.nodes import DEEPEST, Node
from moderation.queries.sites import find_site
from moderation.queries.thread import REPLIES, Thread, open_thread, thread
from moderation.transactions import write
from tests import factories
from tests.factories import URL
from tests.queries.talks import Place, Said, around, hold, places_on

REF = PageRef(url=URL)
ON_FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site(hold="findings", newcomers="welcome")


@st.composite
def talks(draw: st.DrawFn) -> list[Said]:
    """Talks in which some are hidden and some withdrawn, with branches wide and deep."""
    length = draw(st.integers(1, 60))
    near = draw(st.integers(1, 60))
    talk = []
    for number in range(length):
        parent = draw(st.integers(max(0, number - near), number)) if number else 0
        stands = draw(st.sampled_from("aaaaaaarwwp"))
        talk.append(Said(None if parent == number else parent, stands))
    return talk


def now(site: Site, url: str = URL, **part: Any) -> Thread:
    return thread(open_thread(find_site(site.key), PageRef(url=url)), **part)


def flat(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from flat(node.replies)


def holders(nodes: list[Node], holder: int | None = None) -> dict[int, int | None]:
    """In whose replies each comment stands."""
    found: dict[int, int | None] = {}
    for node in nodes:
        found |= {node.id: holder} | holders(node.replies, node.id)
    return found


def whole(site: Site, url: str, limit: int) -> dict[int, Place]:
    """Everything that is reached by following all the ways on, each comment once."""
    found: dict[int, Place] = {}

    def note(nodes: list[Node]) -> None:
        for node in flat(nodes):
            assert node.id not in found
            found[node.id] = Place(node.id, node.parent_id, node.gone)

    part = now(site, url, limit=limit)
    while True:
        note(part.nodes)
        for root in part.nodes:
            left, after = root.replies_left, root.replies_after
            while after:
                [more] = now(site, url, under=root.id, after=after, limit=limit).nodes
                note(more.replies)
                left -= len(list(flat(more.replies)))
                after = more.replies_after
            assert left == 0
        if part.after is None:
            return found
        part = now(site, url, limit=limit, after=part.after)


@ONE_DATABASE
@settings(max_examples=25, suppress_health_check=ON_FIXTURES, deadline=None)
@given(talk=talks(), limit=st.integers(1, 7))
def test_the_parts_together_are_the_whole(app: Flask, talk: list[Said], limit: int) -> None:
    site = factories.site(hold="findings", newcomers="welcome")
    ids = hold(site, talk)
    part = now(site)
    assert part.page is not None
    seen = places_on(part.page.id)
    assert whole(site, URL, limit) == {place.id: place for place in seen}
    assert part.count == sum(not place.gone for place in seen)
    if not any(root.replies_after for root in part.nodes):
        assert holders(part.nodes) == around(seen, DEEPEST)
    backwards = roots_backwards(site, limit)
    assert backwards == [place.id for place in seen if place.parent_id is None][::-1]
    for number in {ids[0], ids[-1], ids[len(ids) // 2]} & {place.id for place in seen}:
        at = now(site, comment=number, limit=limit)
        assert number in {node.id for node in flat(at.nodes)}


def roots_backwards(site: Site, limit: int) -> list[int]:
    """The comments on the page, read from the last part to the first."""
    found: list[int] = []
    before: int | None = 2**31 - 1
    while before:
        part = now(site, before=before, limit=limit)
        found += [node.id for node in reversed(part.nodes)]
        before = part.before
    return found


def test_what_is_kept_is_what_statuses_say(site: Site) -> None:
    alice = factories.moderator(site)
    talk = [Said(None), Said(0), Said(1), Said(2), Said(0, "p"), Said(4), Said(None, "r"), Said(6)]
    ids = hold(site, talk)
    check(site)
    for number in (0, 1, 2, 3):  # placeholders above one another, in the end above nothing
        write(withdraw, ids[number], None)
        check(site)
    for numbers, verb in (((4, 6), Verb.APPROVE), ((4,), Verb.REJECT), ((5, 7, 4), Verb.REJECT)):
        items = [(ids[each], factories.stored(ids[each]).version) for each in numbers]
        done = write(decide_many, items, verb, by=alice.id)
        check(site)
    write(undo, done.batch, by=alice.id)
    check(site)


def check(site: Site) -> None:
    """What is kept of each comment, and the page's count, is what the old way of reading finds."""
    db.session.rollback()
    page = db.session.scalars(select(Page).where(Page.site_id == site.id)).one()
    seen = places_on(page.id)
    kept = select(Submission.id).where(Submission.page_id == page.id, Submission.shown)
    assert set(db.session.scalars(kept)) == {place.id for place in seen}
    assert page.comment_count == sum(not place.gone for place in seen)


def branch(length: int) -> list[Said]:
    """One comment with so many replies."""
    return [Said(None), *([Said(0)] * length)]


@ONE_DATABASE
def test_a_long_branch_is_folded(site: Site) -> None:
    root, *replies = hold(site, branch(REPLIES + 3))
    [_opening, node] = now(site).nodes
    assert [each.id for each in node.replies] == replies[:REPLIES]
    assert (node.replies_after, node.replies_left, node.replies_before) == (
        replies[REPLIES - 1],
        3,
        None,
    )
    [more] = now(site, under=root, after=replies[REPLIES - 1]).nodes
    assert [each.id for each in more.replies] == replies[REPLIES:]
    assert (more.replies_after, more.replies_before) == (None, replies[REPLIES])


@ONE_DATABASE
def test_a_branch_just_as_long_as_is_shown_is_not_folded(site: Site) -> None:
    hold(site, branch(REPLIES))
    [_opening, node] = now(site).nodes
    assert (len(node.replies), node.replies_after, node.replies_left) == (REPLIES, None, 0)


def test_more_than_a_thousand_left_are_not_counted(site: Site) -> None:
    hold(site, branch(1_200))
    assert now(site).nodes[1].replies_left == 1_001


def test_a_reply_whose_parent_stands_elsewhere_says_whose_it_is(site: Site) -> None:
    talk = [*branch(REPLIES + 1), Said(1)]
    root, *replies = hold(site, talk)
    [more] = now(site, under=root, after=replies[REPLIES - 1]).nodes
    assert [each.parent_name for each in more.replies] == [None, f"R{replies[0]}"]


def test_the_part_around_a_comment_shows_its_neighbours(site: Site) -> None:
    ids = hold(site, [Said(None)] * 30)
    part = now(site, comment=ids[20], limit=10)
    assert [node.id for node in part.nodes] == ids[16:26]
    assert (part.before, part.after) == (ids[16], ids[25])
    earlier = now(site, before=part.before, limit=10)
    assert [node.id for node in earlier.nodes] == ids[6:16]
    assert now(site, comment=ids[3], limit=10).before is None


def test_a_reply_is_found_in_the_middle_of_its_branch(site: Site) -> None:
    talk = [Said(None), *([Said(0)] * 60), Said(None)]
    root, *replies, last = hold(site, talk)
    part = now(site, comment=replies[40])
    node = next(each for each in part.nodes if each.id == root)
    assert [each.id for each in node.replies] == replies[31 : 31 + REPLIES]
    assert (node.replies_before, node.replies_after) == (replies[31], replies[30 + REPLIES])
    [earlier] = now(site, under=root, before=replies[31], limit=10).nodes
    assert [each.id for each in earlier.replies] == replies[21:31]
    assert part.nodes[-1].id == last


def test_a_comment_that_nobody_sees_leads_to_the_first_part(site: Site) -> None:
    ids = hold(site, [*([Said(None)] * 9), Said(None, "r")])
    hidden = now(site, comment=ids[-1], limit=5)
    assert [node.id for node in hidden.nodes] == [node.id for node in now(site, limit=5).nodes]
    assert now(site, under=ids[-1]).nodes == []


@ONE_DATABASE
def test_a_part_takes_as_many_queries_however_long_the_thread_is(
    site: Site, count_queries: list[str]
) -> None:
    short = hold(site, [Said(None)] * 60, url=f"{URL}/short")
    long = hold(site, [Said(None) for _ in range(900)] + [Said(899)] * 300, url=f"{URL}/long")
    known = find_site(site.key)

    def taken(url: str, **part: int) -> int:
        count_queries.clear()
        thread(open_thread(known, PageRef(url=url)), **part)
        return sum(each.lstrip().startswith(("SELECT", "WITH")) for each in count_queries)

    assert taken(f"{URL}/short") == taken(f"{URL}/long") <= 4
    for short_part, long_part in (
        ({"after": short[49]}, {"after": long[600]}),
        ({"comment": short[55]}, {"comment": long[600]}),
    ):
        assert taken(f"{URL}/short", **short_part) == taken(f"{URL}/long", **long_part) <= 8


@ONE_DATABASE
def test_its_lists_are_read_by_the_index(site: Site, count_queries: list[str]) -> None:
    hold(site, branch(REPLIES + 5))
    now(site)
    walked = [each for each in count_queries if "RECURSIVE" in each and "walk" in each]
    assert walked
    for statement in walked:
        plan = db.session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", (1,) * statement.count("?")
        )
        steps = [row.detail for row in plan if "submissions" in row.detail]
        assert all("ix_submissions_thread" in step or "PRIMARY KEY" in step for step in steps), (
            steps
        )
