"""Moderators' programs decide on one submission."""

from __future__ import annotations

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import moderators_blueprint, the_moderator, the_moderators_id
from moderation.api.bodies import read_json
from moderation.api.verbs import decision_json, read_reason, read_verb
from moderation.drafts.fields import Reader
from moderation.drafts.limits import Limits
from moderation.errors import Invalid, NotFound
from moderation.models import Kind, Verb
from moderation.operations.corrections import Explained, accept, refuse
from moderation.operations.decide import decide
from moderation.queries.deciding import kinds_for
from moderation.queries.submissions import find_submission
from moderation.transactions import write

bp = moderators_blueprint("decisions", __name__)


@bp.post("/submissions/<int:submission_id>/decisions")
def create(submission_id: int) -> ResponseReturnValue:
    """Record a decision; 409 when somebody was quicker or the text has changed."""
    by = the_moderators_id()
    kind = kinds_for([submission_id], by=by).get(submission_id)
    if kind is None:
        raise NotFound
    reader = Reader(read_json())
    verb, reason, version = read_verb(reader), read_reason(reader), reader.whole("version")
    more = read_more(reader, kind, verb, submission_id)
    if reader.errors:
        raise Invalid(reader.errors)
    if more.replacement is not None:
        decided = write(accept, submission_id, by=by, version=version, replacement=more.replacement)
    elif more.answers:
        explained = Explained(reason, answers=True)
        decided = write(refuse, submission_id, explained, by=by, version=version)
    else:
        decided = write(decide, submission_id, verb, by=by, version=version, reason=reason)
    return decision_json(decided), 201


@dataclass(frozen=True)
class More:
    """What a decision on a typo report may say besides its verb."""

    replacement: str | None = None
    answers: bool = False


def read_more(reader: Reader, kind: Kind, verb: Verb, submission_id: int) -> More:
    """``replacement`` goes with accepting a typo report, ``answers`` with refusing one."""
    is_typo = kind is Kind.TYPO_REPORT
    fits = {
        "replacement": is_typo and verb is Verb.APPROVE,
        "answers": is_typo and verb is Verb.REJECT,
    }
    for name, may_stand in fits.items():
        if reader.fields.get(name) is not None and not may_stand:
            reader.refuse(name, "not_a_choice")
    if reader.fields.get("replacement") is None:
        return More(answers=reader.tick("answers"))
    report = find_submission(submission_id, moderator=the_moderator())
    limits = Limits.of(report.site.policy)
    return More(
        replacement=reader.text("replacement", limits.suggestion), answers=reader.tick("answers")
    )
