"""Whatever was decided, undoing it from the last to the first leads exactly back."""

from __future__ import annotations

import random

import pytest
from flask import Flask
from sqlalchemy import func, select

from moderation.extensions import db
from moderation.models import Author, Facet, Likeness, Page, Submission, Verb
from moderation.operations.decide import decide_many
from moderation.operations.undo import undo
from moderation.queries.chains import chains
from moderation.transactions import write
from tests.factories import comment, moderator, site

TEXTS = ("First!", "FIRST", "f i r s t", "Second", "second!", "A third remark.", "First")
VERBS = (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE, Verb.HOLD)
STANDING = (
    *(Submission.id, Submission.status, Submission.waiting_since, Submission.waiting_for),
    *(Submission.decided_at, Submission.priority, Submission.due_at, Submission.score),
    *(Submission.alike_id, Submission.passed_to, Submission.passed_duty),
)


def everything() -> list[object]:
    """All that a decision moves: where each stands, how it is found, and what is counted."""
    db.session.rollback()
    return [
        db.session.execute(select(*STANDING).order_by(Submission.id)).all(),
        db.session.execute(
            select(Facet.submission_id, Facet.code, Facet.due_at, Facet.priority).order_by(
                Facet.submission_id, Facet.code
            )
        ).all(),
        db.session.execute(
            select(Likeness.submission_id, Likeness.mark).order_by(
                Likeness.submission_id, Likeness.mark
            )
        ).all(),
        db.session.execute(select(func.sum(Author.approved), func.sum(Author.rejected))).one(),
        db.session.scalar(select(func.sum(Page.comment_count))),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_undoing_all_of_it_leads_through_every_former_state(app: Flask, seed: int) -> None:
    chance, news = random.Random(seed), site()
    by = moderator(news).id
    ids = [comment(news, text, author_key=f"key {text}").id for text in TEXTS]
    done: list[tuple[str, list[object]]] = []
    for _ in range(8):
        before, some = everything(), chance.sample(ids, chance.randint(1, len(ids)))
        versions = dict(db.session.execute(select(Submission.id, Submission.version)).all())
        items = [(each, versions[each]) for each in some]
        batch = write(decide_many, items, chance.choice(VERBS), by=by)
        if batch.decided:
            done.append((batch.batch, before))
    for batch_id, before in reversed(done):
        write(undo, batch_id, by=by)
        assert everything() == before
    assert all(chain.is_whole for chain in chains())
