"""The dictionary's hints: stored by the worker, sorted by, deciding nothing."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from moderation.extensions import db
from moderation.models import Role, Status, TypoReport
from moderation.operations.dictionary import add_word
from moderation.settings import Settings
from moderation.transactions import write
from tests.factories import moderator, site, stored, typo
from tests.services.dictionaries import write_dictionaries
from tests.worker.conftest import WorkOff

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def dictionaries(settings: Settings) -> Path:
    return write_dictionaries(settings.dictionaries)


def report(submission_id: int) -> TypoReport:
    found = stored(submission_id)
    assert isinstance(found, TypoReport)
    return found


def hints_of(work_off: WorkOff, exact: str, **more: Any) -> dict[str, Any]:
    receipt = typo(site(), exact, **more)
    work_off()
    return report(receipt.id).hints


@pytest.mark.usefixtures("dictionaries")
def test_a_report_is_hinted_at(work_off: WorkOff) -> None:
    hints = hints_of(work_off, "tranfser", suggestion="transfer", quote_lang="en")
    assert hints == {
        "word": "tranfser",
        "word_known": False,
        "suggestion_known": True,
        "suggestions": ["transfer"],
    }


@pytest.mark.usefixtures("dictionaries")
@pytest.mark.parametrize(
    ("exact", "lang"), [("安装", "zh"), ("tranfser", "en-GB"), ("2024", "en"), ("Москва", "en")]
)
def test_no_dictionary_and_no_word_mean_no_hint(work_off: WorkOff, exact: str, lang: str) -> None:
    assert hints_of(work_off, exact, suggestion="", quote_lang=lang) == {}


def test_without_a_dictionary_nothing_is_said(work_off: WorkOff) -> None:
    assert hints_of(work_off, "tranfser", quote_lang="en") == {}


@pytest.mark.usefixtures("dictionaries")
def test_hints_sort_and_change_nothing_else(work_off: WorkOff) -> None:
    news = site()
    doubtful = typo(news, "there", suggestion="theyr", quote_lang="en").id
    clear = typo(news, "tranfser", suggestion="transfer", quote_lang="en").id
    versions = report(doubtful).version, report(clear).version
    work_off()
    assert report(doubtful).score > report(clear).score
    assert (report(doubtful).version, report(clear).version) == versions
    assert report(doubtful).status is Status.PENDING


@pytest.mark.usefixtures("dictionaries")
def test_a_new_word_of_the_site_is_known_at_once(work_off: WorkOff, app: Flask) -> None:
    news = site()
    editor = moderator(news, role=Role.EDITOR).id
    receipt = typo(news, "нейросетью", suggestion="", quote_lang="ru")
    work_off()
    assert report(receipt.id).hints["word_known"] is False
    write(add_word, news.id, "ru", "нейросеть", by=editor, like="сеть")
    work_off()
    assert report(receipt.id).hints["word_known"] is True
    db.session.rollback()
