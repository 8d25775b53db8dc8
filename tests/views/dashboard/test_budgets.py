"""How many statements a page of the desk takes: as many with much on it as with little."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from moderation.extensions import db
from moderation.models import Moderator, Purpose, Role, Site, Verb
from moderation.operations.blocks import block_sender
from moderation.operations.canned import add_canned
from moderation.operations.notes import note_author
from moderation.operations.rules import add_rule
from moderation.operations.sign_ins import Beginning, begin_sign_in
from moderation.operations.tokens import add_token
from moderation.operations.views import save_view
from moderation.screening.rule_drafts import RuleDraft
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo, visitor
from tests.objecting import decided, flag, notice, public
from tests.signing_in import Desk, signed_in
from tests.test_guards import address, routes, things_of

FEW, MORE = range(2), range(2, 6)
PLACES = ("by the harbour wall", "in a quiet room", "under seven bridges", "on Monday at noon",
          "beyond our garden fence", "with nobody watching")  # fmt: skip


def more_things(site_id: int, alice_id: int, numbers: Iterable[int]) -> None:
    """For each number, some of whatever a page can list."""
    news, alice = db.session.get_one(Site, site_id), db.session.get_one(Moderator, alice_id)
    for number in numbers:
        sender = visitor(f"t{number}")
        comment(news, f"Remark {number}. https://a.example/{number}", visitor=visitor(f"n{number}"))
        place = {"prefix": f"{PLACES[number]} ", "suffix": f" {PLACES[-number - 1]}"}
        accepted = typo(news, exact=f"teh{number}", visitor=sender, **place).id
        decided(accepted, Verb.APPROVE, alice)
        flagged = public(news, alice, f"Public {number}.", visitor=visitor(f"p{number}"))
        flag(news, flagged, network=f"f{number}")
        notice(news, flagged, network=f"q{number}")
        decided(
            comment(news, f"Bad {number}.", visitor=sender).id,
            Verb.REJECT,
            alice,
            reason="Off topic",
        )
        write(block_sender, flagged, by=alice.id, days=7)
        write(note_author, stored(flagged).author_id, f"Note {number}.", by=alice.id)
        _tools(news, alice, number)


def _tools(news: Site, alice: Moderator, number: int) -> None:
    texts = {"title": f"Text {number}", "text": "Thanks!"}
    write(add_canned, news.id, Purpose.REPLY, by=alice.id, lang="", **texts)
    rule = RuleDraft("word", f"casino{number}", (), "hold")
    write(add_rule, rule, site_ids=[news.id], by=alice.id)
    write(save_view, f"View {number}", {"kind": "comment"}, by=alice.id)
    write(begin_sign_in, Beginning(alice.id, f"sign-in {number}"))
    write(add_token, alice.email)
    moderator(news, name=f"Colleague {number}")


def statements(
    app: Flask, desk: Desk, seen: list[str], things: dict[str, object]
) -> dict[str, int]:
    """How many statements each page takes."""
    counts = {}
    for rule, method in routes(app):
        if method == "GET" and not is_signing_in(rule):
            db.session.remove()  # what an earlier page has read is read anew
            before = len(seen)
            desk.get(address(rule, things))
            counts[rule.rule] = len(seen) - before
    return counts


def is_signing_in(rule: Rule) -> bool:
    return rule.endpoint.startswith("security.") or "<token>" in rule.rule


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_page_takes_more_statements_for_more_rows(app: Flask, count_queries: list[str]) -> None:
    news = site()
    things = things_of(news)
    alice = moderator(news, role=Role.ADMIN)
    desk = signed_in(app, alice)
    site_id, alice_id = news.id, alice.id
    more_things(site_id, alice_id, FEW)
    few = statements(app, desk, count_queries, things)
    more_things(site_id, alice_id, MORE)
    many = statements(app, desk, count_queries, things)
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page]} == {}
