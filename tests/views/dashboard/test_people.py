"""Who sees which people, and what they may do for them."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from moderation.models import Moderator, Role, Site
from moderation.operations.people import Key, renew_key
from moderation.queries.people import find_by_email
from moderation.transactions import write
from tests.accounts.browsers import Browser, again, letters, person
from tests.factories import moderator, site
from tests.services.databases import ON_BOTH
from tests.signing_in import Desk, signed_in

NEW = "new@news.example"


@pytest.fixture
def news(app: Flask) -> Site:
    """Alice's site."""
    return site("News")


@pytest.fixture
def talk(app: Flask) -> Site:
    """Bob's site."""
    return site("Talk", host="talk.example")


def admin(app: Flask, *sites: Site) -> Desk:
    """The desk of somebody who looks after sites."""
    return signed_in(app, moderator(*sites, role=Role.ADMIN, name="Admin"))


def owner(app: Flask) -> Desk:
    """The desk of the installation's owner."""
    return signed_in(app, moderator(is_owner=True, name="Olga"))


def invite(desk: Desk, where: Site, email: str = NEW, role: str = "editor") -> TestResponse:
    """Fill in the form."""
    return desk.post("/dashboard/people", {"email": email, "site": where.key, "role": role})


def link_on(answer: TestResponse) -> str:
    """The path of the link that a page shows, or nothing."""
    found = re.search(r"/dashboard/(reset|invitations)/[^<\s]+", answer.text)
    return found[0] if found else ""


@ON_BOTH
def test_admins_see_the_people_of_their_sites(app: Flask, news: Site, talk: Site) -> None:
    here, there = moderator(news, name="Here"), moderator(talk, name="There")
    page = admin(app, news).get("/dashboard/people").text
    assert here.email in page
    assert there.email not in page


@ON_BOTH
def test_owners_see_everybody(app: Flask, news: Site, talk: Site) -> None:
    people = [moderator(news), moderator(talk), moderator()]
    page = owner(app).get("/dashboard/people").text
    assert [each.email for each in people if each.email not in page] == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR])
@pytest.mark.parametrize("path", ["people", "people/new", "people/1"])
def test_others_do_not_find_the_pages(app: Flask, news: Site, role: Role, path: str) -> None:
    desk = signed_in(app, moderator(news, role=role))
    assert desk.get(f"/dashboard/{path}").status_code == 404


def steps(somebody: Moderator) -> list[tuple[str, dict[str, str]]]:
    """Everything that can be done to a person."""
    membership = somebody.memberships[0].id
    return [
        (f"/dashboard/people/{somebody.id}/deactivation", {}),
        (f"/dashboard/people/{somebody.id}/keys", {}),
        (f"/dashboard/people/{somebody.id}/second-step", {}),
        (f"/dashboard/memberships/{membership}", {"role": "admin"}),
        (f"/dashboard/memberships/{membership}/removal", {}),
    ]


def test_bob_does_not_find_it(app: Flask, news: Site, talk: Site) -> None:
    alice = person(news)
    before = (alice.fs_uniquifier, alice.active, alice.memberships[0].role)
    bob = admin(app, talk)
    assert bob.get(f"/dashboard/people/{alice.id}").status_code == 404
    assert {bob.post(path, data).status_code for path, data in steps(alice)} == {404}
    assert invite(bob, news).status_code == 404
    alice = again(alice)
    assert (alice.fs_uniquifier, alice.active, alice.memberships[0].role) == before


def test_an_editor_does_not_find_it_either(app: Flask, news: Site) -> None:
    alice = person(news)
    editor = signed_in(app, moderator(news, role=Role.EDITOR, name="Eve"))
    assert {editor.post(path, data).status_code for path, data in steps(alice)} == {404}
    assert invite(editor, news).status_code == 404


def test_an_admin_of_one_site_cannot_shut_who_works_on_another(
    app: Flask, news: Site, talk: Site
) -> None:
    both = person(news, talk)
    desk = admin(app, news)
    shut, key, step = [desk.post(path, data) for path, data in steps(both)[:3]]
    assert {shut.status_code, key.status_code, step.status_code} == {404}
    assert "Shut the account" not in desk.get(f"/dashboard/people/{both.id}").text


def test_an_admin_cannot_make_a_link_for_who_has_a_password(app: Flask, news: Site) -> None:
    alice = person(news)
    assert admin(app, news).post(f"/dashboard/people/{alice.id}/keys").status_code == 404


def test_an_owner_can(app: Flask, news: Site) -> None:
    alice = person(news)
    answer = owner(app).post(f"/dashboard/people/{alice.id}/keys")
    assert answer.status_code == 201
    assert Browser(app).get(link_on(answer)).status_code == 200


def test_an_invitation_is_a_link_shown_once(app: Flask, news: Site) -> None:
    desk = admin(app, news)
    answer = invite(desk, news)
    somebody = find_by_email(NEW)
    assert (answer.status_code, somebody.memberships[0].role) == (201, Role.EDITOR)
    assert Browser(app).get(link_on(answer)).status_code == 200
    assert link_on(desk.get(f"/dashboard/people/{somebody.id}")) == ""


def test_a_new_link_makes_the_old_one_void(app: Flask, news: Site) -> None:
    desk = admin(app, news)
    old = link_on(invite(desk, news))
    desk.post(f"/dashboard/people/{find_by_email(NEW).id}/keys")
    assert Browser(app).get(old).status_code == 410


def test_inviting_who_has_an_account_adds_a_role_and_shows_no_link(
    app: Flask, news: Site, talk: Site
) -> None:
    alice = person(news)
    answer = invite(admin(app, talk), talk, alice.email)
    assert (answer.status_code, link_on(answer)) == (303, "")
    assert again(alice).role_on(talk.id) is Role.EDITOR
    assert again(alice).fs_uniquifier == alice.fs_uniquifier


def test_inviting_somebody_elses_guest_shows_no_link(app: Flask, news: Site, talk: Site) -> None:
    invite(admin(app, news), news)
    answer = invite(admin(app, talk), talk)
    assert (answer.status_code, link_on(answer)) == (303, "")


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a b@news.example", "x" * 255, "a@b\0.de"])
def test_an_address_must_be_one(app: Flask, news: Site, email: str) -> None:
    assert invite(admin(app, news), news, email).status_code in (400, 422)
    assert letters() == []


@pytest.mark.parametrize("role", ["", "owner", "admin\0", "ADMIN"])
def test_a_role_must_be_one(app: Flask, news: Site, role: str) -> None:
    alice = person(news)
    desk = admin(app, news)
    assert invite(desk, news, role=role).status_code in (400, 422)
    path = f"/dashboard/memberships/{alice.memberships[0].id}"
    assert desk.post(path, {"role": role}).status_code in (400, 422)


def test_a_role_can_be_changed_and_taken_away(app: Flask, news: Site) -> None:
    alice = person(news)
    desk, path = admin(app, news), f"/dashboard/memberships/{alice.memberships[0].id}"
    desk.post(path, {"role": "admin"})
    assert again(alice).role_on(news.id) is Role.ADMIN
    desk.post(f"{path}/removal")
    assert (again(alice).role_on(news.id), again(alice).active) == (None, True)


def test_the_last_owner_stays(app: Flask) -> None:
    only = moderator(is_owner=True, name="Olga")
    desk = signed_in(app, only)
    answer = desk.post(f"/dashboard/people/{only.id}/deactivation")
    assert answer.location == f"/dashboard/people/{only.id}"
    assert again(only).active


@ON_BOTH
def test_one_of_two_owners_may_go(app: Flask) -> None:
    other = moderator(is_owner=True)
    owner(app).post(f"/dashboard/people/{other.id}/deactivation")
    assert (again(other).active, again(other).is_owner) == (False, False)


def test_who_was_shut_out_and_invited_again_begins_anew(app: Flask, news: Site, talk: Site) -> None:
    alice = person(news, role=Role.ADMIN)
    owner(app).post(f"/dashboard/people/{alice.id}/deactivation")
    invite(admin(app, talk), talk, alice.email)
    alice = again(alice)
    assert (alice.active, alice.password, alice.is_owner) == (True, None, False)
    assert [own.site_id for own in alice.memberships] == [talk.id]


def test_a_key_lasts_an_hour_and_not_beyond_the_next_one(app: Flask, news: Site) -> None:
    alice = person(news)
    chief = moderator(is_owner=True, name="Olga")
    write(renew_key, alice.id, Key("first"), by=chief.id)
    write(renew_key, alice.id, Key("second"), by=chief.id)
    assert again(alice).fs_uniquifier == "second"
