"""What readers see under a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from moderation.drafts import PageRef
from moderation.models import Role, Site, Verb
from moderation.operations.decide import decide
from moderation.operations.submit import submit_comment
from moderation.operations.withdraw import withdraw
from moderation.queries.nodes import DEEPEST, Node
from moderation.queries.sites import find_site
from moderation.queries.thread import (
    Thread,
    find_page,
    find_shown,
    open_thread,
    thread,
)
from moderation.text.worked_out import work_out
from moderation.transactions import write
from tests import factories
from tests.factories import URL
from tests.queries.talks import Said, hold

REF = PageRef(url=URL)


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site(hold="findings", newcomers="welcome")


def now(site: Site, **part: int) -> Thread:
    """The thread as a new request would see it."""
    return thread(open_thread(find_site(site.key), REF), **part)


def ids(nodes: list[Node]) -> list[object]:
    """The tree as nested lists of ids."""
    return [[node.id, *ids(node.replies)] if node.replies else node.id for node in nodes]


def say(site: Site, source: str = "A calm remark.", parent: int | None = None, **more: Any) -> int:
    return factories.comment(site, source, parent_id=parent, **more).id


def take_down(site: Site, comment_id: int, verb: Verb = Verb.REJECT) -> None:
    alice = factories.moderator(site, role=Role.MODERATOR)
    version = factories.stored(comment_id).version
    write(decide, comment_id, verb, by=alice.id, version=version)


def test_it_is_empty_for_a_page_nobody_wrote_about(site: Site) -> None:
    empty = now(site)
    assert (empty.page, empty.url, empty.count, empty.nodes, empty.after) == (
        None,
        URL,
        0,
        [],
        None,
    )


def test_it_is_a_tree_oldest_first(site: Site) -> None:
    first, second = say(site), say(site, "Another.")
    reply = say(site, "A reply.", parent=first)
    assert ids(now(site).nodes) == [[first, reply], second]
    assert now(site).count == 3


def test_it_says_who_wrote_what(site: Site) -> None:
    say(site, "**Well** said", name="Vera")
    node = now(site).nodes[0]
    assert (node.name, node.gone) == ("Vera", False)
    assert node.html.strip() == "<p><strong>Well</strong> said</p>"


def test_it_shows_nothing_that_waits(app: Flask) -> None:
    careful = factories.site(hold="all")
    say(careful)
    assert now(careful).nodes == []


@pytest.mark.parametrize("verb", [Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE])
def test_it_hides_the_branch_of_what_a_moderator_took_down(site: Site, verb: Verb) -> None:
    first = say(site)
    say(site, "A reply.", parent=say(site, "Deeper.", parent=first))
    take_down(site, first, verb)
    assert (now(site).nodes, now(site).count) == ([], 0)


def test_it_keeps_a_place_for_a_withdrawn_comment_with_replies(site: Site) -> None:
    first = say(site, "Regretted.")
    reply = say(site, "A reply.", parent=first)
    write(withdraw, first, None)
    assert ids(now(site).nodes) == [[first, reply]]
    assert (now(site).nodes[0].gone, now(site).nodes[0].html, now(site).count) == (True, "", 1)


def test_it_keeps_no_place_for_a_withdrawn_comment_without_replies(site: Site) -> None:
    write(withdraw, say(site), None)
    assert now(site).nodes == []


def test_it_keeps_no_place_above_replies_that_are_gone_too(site: Site) -> None:
    first = say(site)
    write(withdraw, say(site, "A reply.", parent=first), None)
    write(withdraw, first, None)
    assert now(site).nodes == []


def test_it_counts_as_the_page_does(site: Site) -> None:
    first, second = say(site), say(site, "Another.")
    take_down(site, say(site, "A reply.", parent=first))
    write(withdraw, second, None)
    page = now(site).page
    assert page is not None
    assert now(site).count == page.comment_count == 1


def test_it_goes_on_where_the_part_before_ended(site: Site) -> None:
    roots = [say(site, f"Number {number}") for number in range(5)]
    reply = say(site, "A reply.", parent=roots[0])
    first = now(site, limit=2)
    assert (ids(first.nodes), first.after, first.count) == (
        [[roots[0], reply], roots[1]],
        roots[1],
        6,
    )
    assert ids(now(site, limit=2, after=roots[1]).nodes) == roots[2:4]
    assert now(site, limit=2, after=roots[3]).after is None


def test_it_takes_four_queries(site: Site, count_queries: list[str]) -> None:
    first = say(site)
    say(site, "A reply.", parent=first)
    known = find_site(site.key)
    count_queries.clear()
    thread(open_thread(known, REF))
    assert len([each for each in count_queries if each.startswith("SELECT")]) <= 4


def test_it_shows_a_long_exchange_on_few_levels(site: Site) -> None:
    parent = None
    for number in range(DEEPEST + 3):
        parent = say(site, f"Number {number}", parent=parent, name=f"Reader {number}")
    deepest = now(site).nodes
    for _level in range(DEEPEST - 1):
        deepest = deepest[0].replies
    assert [node.parent_name for node in deepest] == [None, "Reader 3", "Reader 4", "Reader 5"]
    assert all(node.replies == [] for node in deepest)


def test_it_survives_a_chain_of_ten_thousand_replies(site: Site) -> None:
    talk = [Said(None), *(Said(number) for number in range(10_000))]
    ids = hold(site, talk)
    assert now(site).count == 10_002
    assert now(site).nodes[1].replies_left == 1_001
    assert find_shown(find_site(site.key), REF, ids[-1]) is not None
    assert say(site, "The last word.", parent=ids[-1]) > ids[-1]


def test_it_finds_no_comment_that_readers_do_not_see(site: Site) -> None:
    first = say(site)
    reply = say(site, "A reply.", parent=first)
    assert find_shown(find_site(site.key), REF, reply) is not None
    take_down(site, first)
    assert find_shown(find_site(site.key), REF, reply) is None


def test_it_says_why_the_page_is_closed(site: Site) -> None:
    say(site)
    site.policy_settings = site.policy_settings | {"pause": "on"}
    assert thread(open_thread(site, REF)).why_closed == "paused"
    assert thread(open_thread(site, PageRef(url=URL + "/unknown"))).why_closed == "paused"


def test_it_is_one_thread_whatever_the_address_of_a_named_page(site: Site) -> None:
    english = PageRef(url=URL + "/en", page_id="a-7")
    sent = replace(factories.draft(), page=english)
    text, sender = work_out(sent.source), factories.visitor()
    write(submit_comment, sent, text, site_id=site.id, visitor=sender, ticket=None)
    russian = PageRef(url=URL + "/ru", page_id="a-7")
    assert thread(open_thread(find_site(site.key), russian)).count == 1
    assert find_page(find_site(site.key), PageRef(url=URL + "/en")) is None
