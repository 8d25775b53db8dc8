"""Names that only the staff may sign with."""

from __future__ import annotations

import pytest

from moderation.screening.names import reserved_name
from moderation.screening.types import Finding
from tests.screening.drafts import KNOWN, POLICY, comment, facts, policy, typo


@pytest.mark.parametrize(
    "name",
    [
        "Admin",
        "аdmіn",  # two letters are Cyrillic
        "ADM1N",
        "ad-min",
        "a d m i n",
        "ad\u200bmin",
        "The Moderator (official)",
        "Модератор",
        "M\u043eдератор",
        "Редактор Иванов",
        "Ｅｄｉｔｏｒ",
        "管理员",
        "小编辑",
        "本站管理员！",
    ],
)
def test_it_objects_to_names_that_read_like_the_staff(name: str) -> None:
    found = reserved_name(comment(name=name), KNOWN, POLICY)
    assert found is not None
    assert (found.code, found.field, found.spans) == ("reserved_name", "name", ((0, len(name)),))


@pytest.mark.parametrize(
    "name", ["Vera", "Adminova", "Brad Minton", "Ира", "小明", "", "!!!", "🙂"]
)
def test_it_lets_other_names_pass(name: str) -> None:
    assert reserved_name(comment(name=name), KNOWN, POLICY) is None


def test_it_keeps_the_names_that_the_site_has_reserved() -> None:
    site = policy(reserved_names=("Daily News",))
    found = reserved_name(comment(name="DaiIy-News team"), KNOWN, site)
    assert found == Finding("reserved_name", {"name": "Daily News"}, "name", ((0, 15),))


def test_it_keeps_the_names_of_moderators() -> None:
    staff = facts(staff_names=frozenset({"Anna Petrova", "Ivan"}))
    assert reserved_name(comment(name="Аnnа Реtrоvа"), staff, POLICY) is not None
    assert reserved_name(comment(name="Anna Petrova, Daily News"), staff, POLICY) is not None
    assert reserved_name(comment(name="ivan"), staff, POLICY) is not None


def test_it_does_not_take_a_first_name_for_every_longer_one() -> None:
    staff = facts(staff_names=frozenset({"Ivan"}))
    assert reserved_name(comment(name="Ivan Sidorov"), staff, POLICY) is None


def test_it_leaves_typo_reports_alone() -> None:
    assert reserved_name(typo(), KNOWN, POLICY) is None
