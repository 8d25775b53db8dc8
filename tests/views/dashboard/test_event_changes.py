"""What an event changed, as one says it."""

import pytest
from flask import Flask

from moderation.models import Event, Role
from moderation.operations.memberships import Terms, change_terms
from moderation.queries.events import EventEntry
from moderation.transactions import write
from moderation.views.dashboard.event_changes import changes_of, subject_of, value_text
from tests.factories import moderator, site
from tests.signing_in import signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_changed_role_reads_like_a_sentence(app: Flask) -> None:
    news = site()
    anna, boris = moderator(news, role=Role.ADMIN, name="Anna"), moderator(news, name="Boris")
    terms = Terms(Role.EDITOR, ("legal",), sees_senders=True)
    write(change_terms, boris.memberships[0].id, terms, by=anna.id)
    page = signed_in(app, anna).get("/dashboard/events").text
    for words in (
        "<bdi>Boris</bdi>",
        "<dt>Role</dt><dd><del><bdi>moderator</bdi></del> <ins><bdi>editor</bdi></ins>",
        "<dt>Duties</dt><dd><ins><bdi>legal</bdi></ins>",
        "<dt>Sees who sent it</dt><dd><del><bdi>no</bdi></del> <ins><bdi>yes</bdi></ins>",
    ):
        assert words in page


def test_what_only_a_program_needs_is_left_to_files(app: Flask) -> None:
    edited = Event(name="comment_edited", subject="", before={}, after={"salt": "x", "length": 5})
    with app.test_request_context():
        (change,) = changes_of(EventEntry(edited, None, None), {}, {})
    assert (change.name, change.old, change.new) == ("Characters", None, "5")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("hosts", ["a.example", "b.example"], "a.example, b.example"),
        ("duties", [], None),
        ("flood", "off", "off"),
        ("moderator", 7, "Vera"),
        ("moderator", 8, "8"),
        ("until", "2026-03-02T09:00:00+00:00", "3/2/26, 9:00\u202fAM"),
        ("braking", "pause", "nothing is taken"),
        ("of a later version", "so", "so"),
    ],
)
def test_a_value_is_said_in_words(app: Flask, name: str, value: object, words: str | None) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert value_text(name, value, {"moderator": {7: "Vera"}}) == words


@pytest.mark.parametrize(
    ("subject", "name", "url"),
    [
        ("moderator 7", "Vera", ""),
        ("moderator 8", "person 8", ""),
        ("submission 3", "submission 3", "/dashboard/submissions/3"),
        ("address v@mail.example", "v@mail.example", ""),
        ("page 3", "Fair", ""),
        ("page 4", "page 4", ""),
        ("section Politics", "section “Politics”", ""),
        ("site", "the whole site", ""),
    ],
)
def test_a_subject_is_called_by_its_name(app: Flask, subject: str, name: str, url: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        found = subject_of(Event(name="x", subject=subject), {7: "Vera"}, {"page 3": "Fair"})
    assert (found.name, found.url) == (name, url)
