"""The demo comes with everything, and goes without leaving anything."""

import pytest

from moderation.database import utcnow
from moderation.models import (
    Appeal,
    CannedText,
    Decision,
    FixedBy,
    Flag,
    Notice,
    Revision,
    Site,
    Submission,
    TypoReport,
    Verdict,
    WaitingFor,
)
from moderation.operations.checks import note_look, request_check
from moderation.operations.demo import KEY, fill_demo
from moderation.operations.edit import edit_comment
from moderation.operations.looks import Look
from moderation.operations.notes import note_author
from moderation.operations.removing import remove_site
from moderation.queries.chains import chains
from moderation.transactions import write
from tests.factories import comment, moderator, site, stored
from tests.objecting import all_of
from tests.rows import count_of

pytestmark = pytest.mark.usefixtures("app")


def test_it_goes_with_all_it_has_and_leaves_others_alone() -> None:
    owner = moderator(is_owner=True).id
    other = comment(site()).id
    write(fill_demo, "http://demo.example", "demo.example", owner=owner)
    assert count_of(CannedText) == 18
    write(note_author, stored(other + 1).author_id, "Hm", by=owner)
    write(edit_comment, other + 1, "Other", by=owner, version=stored(other + 1).version)
    report = all_of(TypoReport)[0]
    write(request_check, report.page_id, is_saved=True)
    write(note_look, report.id, Look(Verdict.STILL_THERE), by=FixedBy.CHECK)
    write(remove_site, KEY)
    assert (count_of(Site), count_of(Submission), count_of(CannedText)) == (1, 1, 0)
    assert stored(other).is_waiting


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_has_something_of_each_kind_and_a_whole_log() -> None:
    write(fill_demo, "http://demo.example", "demo.example", owner=moderator(is_owner=True).id)
    for kind in (Flag, Notice, Revision, Appeal):
        assert [each.decision_id for each in all_of(kind)][:1] == [None]
    waiting = {each.waiting_for for each in all_of(Submission) if each.waiting_since}
    assert waiting == set(WaitingFor)
    assert all(each.is_whole for each in chains())
    assert all(each.decided_at < utcnow() for each in all_of(Decision))
