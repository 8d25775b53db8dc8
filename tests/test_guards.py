"""Every address of the dashboard: nothing for strangers, other sites' people, forged forms."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.routing import Rule

from moderation.extensions import db
from moderation.models import (
    Block,
    Braking,
    CannedText,
    Decision,
    Job,
    Membership,
    MergeProposal,
    Moderator,
    Note,
    Purpose,
    Revision,
    Role,
    SecondReading,
    Site,
    Token,
    Verb,
)
from moderation.operations.blocks import block_sender
from moderation.operations.brakes import Pull, set_brake
from moderation.operations.canned import add_canned
from moderation.operations.decide import decide_many
from moderation.operations.dictionary import add_word
from moderation.operations.edit import edit_comment
from moderation.operations.handing import add_rule as add_handing_rule
from moderation.operations.house_answers import add_answer
from moderation.operations.notes import note_author
from moderation.operations.passkeys import NewPasskey, add_passkey
from moderation.operations.rules import add_rule
from moderation.operations.selections import keep_selection
from moderation.operations.sign_ins import Beginning, begin_sign_in
from moderation.operations.tokens import add_token
from moderation.operations.views import save_view
from moderation.operations.webhooks import add_webhook
from moderation.queries.brakes import Stretch
from moderation.screening.rule_drafts import RuleDraft
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored, typo, visitor
from tests.objecting import notice
from tests.signing_in import RAW_TOKEN, Desk, forget, signed_in

SIGN_IN = {
    "security.login",
    "security.forgot_password",
    "security.reset_password",
    "dashboard_passkey_sign_ins.new",
    "dashboard_passkey_sign_ins.create",
    "dashboard_invitations.show",
    "dashboard_invitations.create",
}
OPEN = {"public_desk_assets.show", *SIGN_IN}
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Each rule of the dashboard, with each method it answers to."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/dashboard"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def address(rule: Rule, things: dict[str, object]) -> str:
    """The rule's address of real things; a parameter that is not among them fails the test."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(things[match[1]]), rule.rule)


def things_of(news: Site) -> dict[str, object]:
    """One thing of each kind that an address can name, all of them the site's own."""
    alice = moderator(news, role=Role.ADMIN)
    waiting, decided = comment(news).id, comment(news, "Another.").id
    batch = write(decide_many, [(decided, None)], Verb.APPROVE, by=alice.id).batch
    write(block_sender, decided, by=alice.id, days=None)
    write(add_token, alice.email)
    alices = write(begin_sign_in, Beginning(alice.id, "of Alice"))
    passkey = NewPasskey("Alice's", b"id", b"key", 0, (), False, "single_device")
    decision_id = db.session.scalar(select(Decision.id).where(Decision.submission_id == decided))
    reading = SecondReading(decision_id=decision_id, site_id=news.id)
    db.session.add(reading)
    db.session.commit()
    return {
        **desk_things_of(news, waiting, alice),
        "reading_id": reading.id,
        "sign_in_id": alices,
        "passkey_id": write(add_passkey, passkey, by=alice.id),
        "submission_id": waiting,
        "brake_id": write(set_brake, Stretch(news.id), Pull(Braking.HOLD, None, ""), by=alice.id),
        "rule_id": write(
            add_rule, RuleDraft("word", "casino", (), "hold"), site_ids=[news.id], by=alice.id
        ),
        "notice_id": notice(news, decided),
        "block_id": db.session.scalars(select(Block.id)).one(),
        "page_id": stored(waiting).page_id,
        "key": news.key,
        "person_id": alice.id,
        "membership_id": db.session.scalars(
            select(Membership.id).where(Membership.moderator_id == alice.id)
        ).one(),
        "job_id": db.session.scalars(select(Job.id)).first(),
        "token_id": db.session.scalars(select(Token.id)).one(),
        "token": "none",
        "version": "none",
        "path": "none",
        "batch": batch,
    }


def desk_things_of(news: Site, submission_id: int, alice: Moderator) -> dict[str, object]:
    """What Alice made at her desk: a note, an edit, a text at hand, a view, a selection."""
    one, by = stored(submission_id), alice.id
    author_id, version = one.author_id, one.version
    write(edit_comment, submission_id, "A calmer remark.", by=by, version=version)
    text = write(add_canned, news.id, Purpose.REPLY, by=by, lang="", title="Thanks", text="Thanks!")
    return {
        "author_id": author_id,
        "webhook_id": write(add_webhook, news.id, "https://cms.example/moderation", by=by),
        "note_id": write(note_author, author_id, "Known to us.", by=by),
        "revision_id": db.session.scalars(select(Revision.id)).one(),
        "canned_id": text,
        "answer_id": write(add_answer, news.id, "cta", "Our style.", by=by),
        "word_id": write(add_word, news.id, "en", "covid", by=by),
        "handing_rule_id": write(add_handing_rule, news.id, "section", "Sport", to=by, by=by),
        "view_id": write(save_view, "Alice's", {"status": "waiting"}, by=by),
        "selection_id": write(keep_selection, [(submission_id, version, 0)], {}, by=by).id,
        "proposal_id": proposed_merge(news),
    }


def proposed_merge(news: Site) -> int:
    """The number of a question whether two cards of a page are of one mistake."""
    reader = visitor("r")
    one = typo(news, visitor=reader).id
    other = typo(news, "wich", prefix="far from it ", suffix=" was", visitor=reader).id
    proposal = MergeProposal(site_id=news.id, report_id=one, other_id=other)
    db.session.add(proposal)
    db.session.commit()
    return proposal.id


def stranger(app: Flask) -> Desk:
    """Nobody's browser, though its forms carry a good token: the guard alone stands in the way."""
    client = app.test_client()
    with client.session_transaction(path="/dashboard/") as session:
        session["since"] = int(time.time())
        session["csrf_token"] = RAW_TOKEN
    serializer = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token")
    return Desk(client, str(serializer.dumps(RAW_TOKEN)))


def ask(desk: Desk, method: str, url: str, **data: object) -> int:
    forget()
    body = {"csrf_token": desk.csrf_token, **data} if method in CHANGING else None
    return desk.client.open(url, method=method, data=body).status_code


def test_a_stranger_gets_nothing(app: Flask) -> None:
    things = things_of(site())
    answers = {
        (method, rule.rule): ask(stranger(app), method, address(rule, things))
        for rule, method in routes(app)
        if rule.endpoint not in OPEN
    }
    # What the sign-in does not offer is not there for anyone.
    refused = (302, 303, 401, 404)
    assert {which: status for which, status in answers.items() if status not in refused} == {}


def test_bob_finds_nothing_of_another_site(app: Flask) -> None:
    things = things_of(site())
    bob = moderator(site("Other", "other.example"), role=Role.ADMIN, name="Bob")
    desk = signed_in(app, bob)
    answers = {
        (method, rule.rule): ask(desk, method, address(rule, things))
        for rule, method in routes(app)
        if "<" in rule.rule and not rule.endpoint.startswith("security.")
    }
    assert {which: status for which, status in answers.items() if status != 404} == {}
    assert ask(desk, "POST", "/dashboard/undos", batch=things["batch"]) == 404


def test_bob_leaves_no_trace(app: Flask) -> None:
    things = things_of(site())
    desk = signed_in(app, moderator(site("Other", "other.example"), role=Role.ADMIN, name="Bob"))
    submission_id = int(str(things["submission_id"]))
    for rule, method in routes(app):
        if rule.arguments and method in CHANGING:
            ask(desk, method, address(rule, things), verb="approve", closed="1", role="admin")
    assert stored(submission_id).is_waiting
    assert stored(submission_id).page.closed_at is None
    assert db.session.scalars(select(Block.lifted_at)).one() is None
    assert db.session.get_one(Moderator, things["person_id"]).active
    assert db.session.get_one(Note, things["note_id"]).text == "Known to us."
    assert db.session.get_one(CannedText, things["canned_id"]).removed_at is None
    assert db.session.scalars(select(Revision.source)).one() == "A calmer remark."


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_changes_without_a_token(app: Flask) -> None:
    things = things_of(site())
    owner = signed_in(app, moderator(is_owner=True, name="Olga"))
    answers = {}
    for rule, method in routes(app):
        if method in CHANGING:
            forget()
            url = address(rule, things)
            for token in ({}, {"csrf_token": ""}, {"csrf_token": "forged"}):
                status = owner.client.open(url, method=method, data=token).status_code
                answers[method, rule.rule, str(token)] = status
    assert {which: status for which, status in answers.items() if status != 400} == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_open_is_there(app: Flask) -> None:
    assert {rule.endpoint for rule, _ in routes(app)} >= OPEN
