"""An accepted mistake on a small site of one's own, and a worker that looks at its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from time_machine import Traveller

from moderation.extensions import db
from moderation.models import Check, Role, Site, TypoReport, Verb
from moderation.operations.decide import decide
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.visits import next_claim, visit
from tests.factories import moderator, site, stored, typo
from tests.services.folder_site import FolderSite

WRONG = "The train leaves at noon and so teh end came, as was said by all."
RIGHT = WRONG.replace("teh", "the")
QUARTER = timedelta(minutes=16)
HOUR = timedelta(hours=1, minutes=1)
DAY = timedelta(days=1, minutes=1)


@dataclass
class Looking:
    """A report of ``teh`` that an editor has accepted, its page, and the clock."""

    local: FolderSite
    settings: Settings
    clock: Traveller
    policy: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.local.write(WRONG)
        news = site(host=self.local.host, **self.policy)
        self.site_id, self.editor_id = news.id, moderator(news, role=Role.EDITOR).id
        self.id = self.accepted()

    def accepted(self, exact: str = "teh", **more: Any) -> int:
        """One more mistake, accepted."""
        around = {"prefix": "at noon and so ", "suffix": " end came, as was said", "sentence": ""}
        given = {"url": self.local.url(), **around, **more}
        news = db.session.get_one(Site, self.site_id)
        report = typo(news, exact, **given)
        write(decide, report.id, Verb.APPROVE, by=self.editor_id, version=None)
        return report.id

    def work(self) -> int:
        """Make all visits that are due, as fast as hosts allow; how many."""
        visits = 0
        for _ in range(4):
            while (claim := next_claim()) is not None:
                visits += 1
                visit(claim, self.settings, lambda: False)
            self.clock.shift(timedelta(seconds=6))  # the host rests
        return visits

    def look(self, after: timedelta = QUARTER) -> TypoReport:
        """The report after the looks that are due by then."""
        self.clock.shift(after)
        self.work()
        return self.report()

    def report(self, submission_id: int | None = None) -> TypoReport:
        found = stored(submission_id or self.id)
        assert isinstance(found, TypoReport)
        return found

    def checks(self) -> list[Check]:
        """All looks for the mistake, the oldest first."""
        db.session.rollback()
        mine = select(Check).where(Check.submission_id == self.id).order_by(Check.id)
        return list(db.session.scalars(mine))
