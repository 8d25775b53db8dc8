"""What a decision on a typo report says besides its verb: what should stand there, or why not."""

from __future__ import annotations

from flask import request

from moderation.drafts.fields import Reader
from moderation.drafts.limits import Limits
from moderation.models import Verb
from moderation.operations.corrections import Explained, accept, refuse
from moderation.operations.decide import Decided
from moderation.text.words import LONGEST
from moderation.transactions import write
from moderation.views.dashboard.reading import Asked, checked
from moderation.views.http import current_moderator

LONGEST_CORRECTION = Limits(quote=1000).suggestion  # what any site may allow


def decide_on_typo(submission_id: int, asked: Asked) -> Decided | None:
    """The decision, where the form says more than a verb; nothing where any card's would do."""
    by = current_moderator().id
    if asked.verb is Verb.APPROVE and "replacement" in request.form:
        replacement = read_replacement(Reader(request.form))
        return write(
            accept,
            submission_id,
            by=by,
            version=asked.version,
            replacement=replacement,
            reason=asked.reason,
        )
    explained = read_explained(asked.reason)
    if asked.verb is Verb.REJECT and (explained.answers or explained.word):
        return write(refuse, submission_id, explained, by=by, version=asked.version)
    return None


def read_replacement(reader: Reader) -> str:
    """What is to stand there; raises ``Invalid``."""
    return checked(reader, reader.text("replacement", LONGEST_CORRECTION))


def read_explained(reason: str) -> Explained:
    """Why it is no mistake, and who shall know of it; raises ``Invalid``."""
    reader = Reader(request.form)
    explained = Explained(reason, reader.tick("answers"), reader.line("word", LONGEST))
    return checked(reader, explained)
