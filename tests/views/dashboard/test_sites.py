"""Managing sites in the dashboard."""

from flask import Flask

from moderation.models import Role
from moderation.queries.sites import find_site, house_rules
from tests.factories import comment, moderator, site
from tests.services.databases import ON_BOTH
from tests.signing_in import signed_in

FILLED = {
    "name": "Renamed",
    "hosts": "news.example\nwww.news.example",
    "hold": "findings",
    "newcomers": "welcome",
    "banned_words": "casino\nказино",
    "reserved_names": "",
    "max_links": "3",
    "min_seconds": "3",
    "close_after_days": "0",
    "flood": "5/minute",
    "comment_limit": "5000",
    "quote_limit": "200",
    "languages": "ru,en",
    "rules_ru": "Без рекламы.",
    "privacy_en": "No cookies.",
}


def test_an_admin_changes_everything_at_once(app: Flask) -> None:
    news = site()
    desk = signed_in(app, moderator(news, role=Role.ADMIN))
    assert desk.post(f"/dashboard/sites/{news.key}", FILLED).status_code == 303
    changed = find_site(news.key)
    assert (changed.name, changed.policy.hold) == ("Renamed", "findings")
    assert changed.policy.banned_words == ("casino", "казино")
    assert [own.host for own in changed.hosts] == ["news.example", "www.news.example"]
    assert house_rules(changed, "ru")["rules"] == "Без рекламы."


def test_nothing_changes_when_one_field_is_wrong(app: Flask) -> None:
    news = site()
    desk = signed_in(app, moderator(news, role=Role.ADMIN))
    answer = desk.post(f"/dashboard/sites/{news.key}", {**FILLED, "flood": "often"})
    assert answer.status_code == 422
    assert 'value="often"' in answer.text
    assert find_site(news.key).name == "News"


@ON_BOTH
def test_house_rules_get_a_new_version_only_when_they_change(app: Flask) -> None:
    news = site()
    desk = signed_in(app, moderator(news, role=Role.ADMIN))
    for _twice in range(2):
        desk.post(f"/dashboard/sites/{news.key}", FILLED)
    assert find_site(news.key).rules_version == 1
    desk.post(f"/dashboard/sites/{news.key}", {**FILLED, "rules_ru": "Иначе."})
    assert find_site(news.key).rules_version == 2


def test_the_page_shows_the_snippet(app: Flask) -> None:
    news = site()
    page = signed_in(app, moderator(news, role=Role.ADMIN)).get(f"/dashboard/sites/{news.key}")
    assert f"data-site=&#34;{news.key}&#34;" in page.text


def test_a_moderator_does_not_manage_the_site(app: Flask) -> None:
    news = site()
    desk = signed_in(app, moderator(news))
    assert desk.get(f"/dashboard/sites/{news.key}").status_code == 404
    assert desk.post(f"/dashboard/sites/{news.key}", FILLED).status_code == 404


def test_bob_does_not_find_it(app: Flask) -> None:
    news = site()
    bob = moderator(site("Other", "other.example"), role=Role.ADMIN, name="Bob")
    assert signed_in(app, bob).get(f"/dashboard/sites/{news.key}").status_code == 404


@ON_BOTH
def test_only_the_owner_makes_sites(app: Flask) -> None:
    new = {"name": "Second", "hosts": "second.example", "key": "second"}
    admin = signed_in(app, moderator(site(), role=Role.ADMIN))
    assert admin.post("/dashboard/sites", new).status_code == 404
    owner = signed_in(app, moderator(is_owner=True, name="Olga"))
    assert owner.post("/dashboard/sites", new).location == "/dashboard/sites/second"
    assert owner.post("/dashboard/sites", new).status_code == 422


@ON_BOTH
def test_a_block_is_listed_and_lifted(app: Flask) -> None:
    news = site()
    alice = signed_in(app, moderator(news, role=Role.ADMIN))
    sent = comment(news, author_key="browser-1", name="Rowdy")
    alice.post(f"/dashboard/submissions/{sent.id}/blocks", {"days": "30"})
    page = alice.get(f"/dashboard/sites/{news.key}")
    assert "Rowdy" in page.text
    alice.post("/dashboard/blocks/1/lifting", {"site": news.key})
    assert "Rowdy" not in alice.get(f"/dashboard/sites/{news.key}").text
