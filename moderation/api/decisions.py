"""Moderators' programs decide on one submission."""

from __future__ import annotations

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import moderators_blueprint, the_moderator
from moderation.api.bodies import read_json
from moderation.api.verbs import decision_json, read_reason, read_verb
from moderation.drafts.fields import Reader
from moderation.drafts.limits import Limits
from moderation.errors import Invalid
from moderation.models import Submission, TypoReport, Verb
from moderation.operations.corrections import Explained, accept, refuse
from moderation.operations.decide import decide
from moderation.queries.submissions import find_submission
from moderation.transactions import write

bp = moderators_blueprint("decisions", __name__)


@bp.post("/submissions/<int:submission_id>/decisions")
def create(submission_id: int) -> ResponseReturnValue:
    """Record a decision; 409 when somebody was quicker or the text has changed."""
    moderator = the_moderator()
    submission = find_submission(submission_id, moderator=moderator)
    reader = Reader(read_json())
    verb, reason, version = read_verb(reader), read_reason(reader), reader.whole("version")
    more = read_more(reader, submission, verb)
    if reader.errors:
        raise Invalid(reader.errors)
    by = moderator.id
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


def read_more(reader: Reader, submission: Submission, verb: Verb) -> More:
    """``replacement`` goes with accepting a typo report, ``answers`` with refusing one."""
    is_typo = isinstance(submission, TypoReport)
    fits = {
        "replacement": is_typo and verb is Verb.APPROVE,
        "answers": is_typo and verb is Verb.REJECT,
    }
    for name, may_stand in fits.items():
        if reader.fields.get(name) is not None and not may_stand:
            reader.refuse(name, "not_a_choice")
    if reader.fields.get("replacement") is None:
        return More(answers=reader.tick("answers"))
    limit = Limits.of(submission.site.policy).suggestion
    return More(replacement=reader.text("replacement", limit), answers=reader.tick("answers"))
