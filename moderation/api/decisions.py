"""Moderators' programs decide on one submission."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import moderators_blueprint, the_moderator
from moderation.api.bodies import read_json
from moderation.api.verbs import decision_json, read_reason, read_verb
from moderation.drafts.fields import Reader
from moderation.errors import Invalid
from moderation.operations.decide import decide
from moderation.queries.submissions import find_submission
from moderation.transactions import write

bp = moderators_blueprint("decisions", __name__)


@bp.post("/submissions/<int:submission_id>/decisions")
def create(submission_id: int) -> ResponseReturnValue:
    """Record a decision; 409 when somebody was quicker or the text has changed."""
    moderator = the_moderator()
    find_submission(submission_id, moderator=moderator)
    reader = Reader(read_json())
    verb, reason, version = read_verb(reader), read_reason(reader), reader.whole("version")
    if reader.errors:
        raise Invalid(reader.errors)
    decided = write(decide, submission_id, verb, by=moderator.id, version=version, reason=reason)
    return decision_json(decided), 201
