"""Programs that mend a site's texts say what became of a correction."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from moderation.api.blueprints import moderators_blueprint, the_moderator
from moderation.api.bodies import read_json
from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Invalid
from moderation.operations.outcomes import note_outcome
from moderation.queries.patches import find_report, site_id_of
from moderation.text.patches import Outcome
from moderation.transactions import write

bp = moderators_blueprint("outcomes", __name__)


@bp.post("/sites/<site_key>/corrections/<int:correction_id>/outcomes")
def create(site_key: str, correction_id: int) -> ResponseReturnValue:
    """Keep an outcome; where the mistake is said to be gone, the page is looked at soon."""
    moderator = the_moderator()
    site_id = site_id_of(site_key, moderator=moderator)
    find_report(correction_id, site_id=site_id, moderator=moderator)
    by = moderator.id
    reader = Reader(read_json())
    outcome, revision = reader.token("outcome"), reader.line("revision", LIMITS.title)
    if outcome not in set(Outcome) and "outcome" not in reader.errors:
        reader.refuse("outcome", "not_a_choice" if outcome else "required")
    if reader.errors:
        raise Invalid(reader.errors)
    write(
        note_outcome, correction_id, Outcome(outcome), site_id=site_id, by=by, revision=revision
    )  # fmt: skip
    report = find_report(correction_id, site_id=site_id, moderator=the_moderator())
    return {"id": report.id, "outcome": outcome, "fix": report.fix.value}, 201
