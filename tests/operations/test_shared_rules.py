"""Rules of several sites: where they hold, whose they are, and what leaves with a site."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from flask import Flask
from sqlalchemy import select

from moderation.errors import NotFound
from moderation.extensions import db
from moderation.models import Event, Moderator, Role, Rule, Site
from moderation.operations.removing import remove_site
from moderation.operations.rules import add_rule, change_rule, switch_rule
from moderation.queries.rules import find_rule, rules_in_force, rules_of
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored
from tests.operations.test_rules import codes, rehearse, word


@pytest.fixture
def three(app: Flask) -> list[Site]:
    return [site(name, hold="findings") for name in ("News", "Blog", "Sport")]


def send(to: Site) -> int:
    return comment(to, "casino").id


def shared(sites: Collection[Site], by: Moderator) -> int:
    """A rule of these sites that is switched on."""
    rule_id = write(add_rule, word(), site_ids=[each.id for each in sites], by=by.id)
    write(switch_rule, rule_id, on=True, by=by.id)
    return rule_id


def limited_to(rule_id: int, sites: Collection[Site], by: Moderator) -> bool:
    return write(change_rule, rule_id, word(), site_ids=[each.id for each in sites], by=by.id)


def test_it_holds_on_each_of_its_sites_and_no_other(three: list[Site]) -> None:
    rule_id = shared(three[:2], moderator(*three, role=Role.ADMIN))
    found = [f"rule:{rule_id}" in codes(send(each)) for each in three]
    assert found == [True, True, False]


def test_it_is_kept_by_those_who_look_after_all_of_them(three: list[Site]) -> None:
    boss, helper = moderator(*three, role=Role.ADMIN), moderator(three[0], role=Role.ADMIN)
    rule_id = shared(three[:2], boss)
    (row,) = rules_of(helper)
    assert (row.reach.names, row.reach.others) == (("News",), 1)
    with pytest.raises(NotFound):
        find_rule(rule_id, moderator=helper)
    with pytest.raises(NotFound):
        write(switch_rule, rule_id, on=False, by=helper.id)
    with pytest.raises(NotFound):
        shared(three[:2], helper)
    assert rules_of(moderator(three[2], role=Role.ADMIN)) == []


def test_nobody_gives_it_a_site_that_is_not_theirs(three: list[Site]) -> None:
    boss = moderator(*three[:2], role=Role.ADMIN)
    rule_id = shared(three[:1], boss)
    with pytest.raises(NotFound):
        limited_to(rule_id, three, boss)
    with pytest.raises(NotFound):
        limited_to(rule_id, [], boss)


def test_one_site_less_leaves_it_on_and_lets_go_of_what_it_held_there(three: list[Site]) -> None:
    boss = moderator(*three, role=Role.ADMIN)
    rule_id, here, there = shared(three, boss), send(three[0]), send(three[1])
    assert limited_to(rule_id, [three[0], three[2]], boss) is False
    assert f"rule:{rule_id}" in codes(here)
    assert f"rule:{rule_id}" not in codes(there)
    assert stored(there).is_waiting
    assert stored(there).score < stored(here).score
    assert db.session.get_one(Rule, rule_id).active


def test_one_site_more_switches_it_off_until_it_was_seen(three: list[Site]) -> None:
    boss = moderator(*three, role=Role.ADMIN)
    rule_id = shared(three[:1], boss)
    assert limited_to(rule_id, three[:2], boss) is True
    assert not db.session.get_one(Rule, rule_id).active


def test_switched_on_again_it_takes_back_only_what_is_on_its_sites(three: list[Site]) -> None:
    boss = moderator(*three, role=Role.ADMIN)
    rule_id, here, there = shared(three[:2], boss), send(three[0]), send(three[1])
    write(switch_rule, rule_id, on=False, by=boss.id)
    limited_to(rule_id, three[:1], boss)
    write(switch_rule, rule_id, on=True, by=boss.id)
    assert f"rule:{rule_id}" in codes(here)
    assert f"rule:{rule_id}" not in codes(there)


def test_its_rehearsal_looks_through_its_sites(three: list[Site], app: Flask) -> None:
    for each in three:
        send(each)
    rule_id = shared(three[:2], moderator(*three, role=Role.ADMIN))
    rehearse(app)
    rehearsal = db.session.get_one(Rule, rule_id).rehearsal or {}
    assert (rehearsal["seen"], rehearsal["caught"]) == (2, 2)


def test_the_log_of_each_of_its_sites_tells_of_it(three: list[Site]) -> None:
    boss = moderator(*three, role=Role.ADMIN)
    rule_id = shared(three[:2], boss)
    limited_to(rule_id, three[1:], boss)
    changed = select(Event).where(Event.name == "rule_changed").order_by(Event.site_id)
    events = db.session.scalars(changed).all()
    first, second, third = (each.id for each in three)
    assert [event.site_id for event in events] == [first, second, third]
    assert events[0].before["sites"] == [first, second]
    assert events[0].after["sites"] == [second, third]


def test_it_outlives_one_of_its_sites_and_goes_with_the_last(three: list[Site]) -> None:
    boss = moderator(is_owner=True)
    rule_id, keys = shared(three[:2], boss), [each.key for each in three]
    write(remove_site, keys[0])
    assert db.session.get_one(Rule, rule_id).site_ids == [three[1].id]
    write(remove_site, keys[1])
    db.session.rollback()
    assert db.session.get(Rule, rule_id) is None


def test_one_for_all_sites_holds_on_those_to_come(three: list[Site]) -> None:
    boss = moderator(is_owner=True)
    rule_id = write(add_rule, word(), site_ids=None, by=boss.id)
    write(switch_rule, rule_id, on=True, by=boss.id)
    assert f"rule:{rule_id}" in codes(send(site(hold="findings")))
    limited_to(rule_id, three[:1], boss)
    assert rules_in_force(three[0].id).find("casino")  # type: ignore[union-attr]
    assert not rules_in_force(three[1].id).find("casino")  # type: ignore[union-attr]
