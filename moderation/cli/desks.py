"""The corrections desk of the database on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from moderation.errors import NotFound
from moderation.integrations.adapter import Correction
from moderation.operations.outcomes import note_outcome
from moderation.queries.patches import Patch, Stage, patches
from moderation.queries.sites import find_site
from moderation.text.anchors import Quote
from moderation.text.patches import Outcome
from moderation.transactions import write

PART = 200  # corrections read at a time


class LocalDesk:
    """One site's corrections, without a server between."""

    def __init__(self, site_key: str) -> None:
        self._site_id = find_site(site_key).id

    def corrections(self) -> Iterator[Correction]:
        """What is accepted and not yet mended."""
        after: int | None = 0
        while after is not None:
            part = patches(self._site_id, Stage.ACCEPTED, after=after, limit=PART)
            yield from (_correction(row) for row in part.rows)
            after = part.after

    def tell(self, correction_id: int, outcome: Outcome) -> None:
        """Say what became of one; of one that is no longer accepted there is nothing to say."""
        with suppress(NotFound):
            write(note_outcome, correction_id, outcome, site_id=self._site_id, by=None)


def _correction(row: Patch) -> Correction:
    quote = Quote(row.exact, row.prefix, row.suffix, row.sentence, row.occurrence)
    return Correction(row.id, row.url, quote, row.replacement)
