"""Reasons at hand: the site's own in the comment's language, read by authors in theirs."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.drafts import Receipt
from moderation.extensions import db
from moderation.models import Purpose, Role, Site, Verb
from moderation.operations.canned import add_canned
from moderation.operations.decide import decide
from moderation.transactions import write
from moderation.views.http import signer
from tests.factories import comment, moderator, site, stored, typo
from tests.signing_in import Desk, signed_in

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ENGLISH, RUSSIAN = "Stay with the article.", "Держитесь статьи."


@pytest.fixture
def news(app: Flask) -> Site:
    """Where it happens; it has one reason, in two languages."""
    news = site()
    by = moderator(news, role=Role.ADMIN, name="Ada").id
    for lang, text in (("en", ENGLISH), ("ru", RUSSIAN)):
        write(add_canned, news.id, Purpose.REASON, by=by, lang=lang, title="Off topic", text=text)
    return news


@pytest.fixture
def desk(app: Flask, news: Site) -> Desk:
    """Alice's browser."""
    return signed_in(app, moderator(news))


def sent_in(lang: str, news: Site) -> Receipt:
    one = comment(news, f"In {lang or 'some language'}")
    stored(one.id).lang = lang
    db.session.commit()
    return one


@pytest.mark.parametrize(
    ("lang", "ending"), [("ru", "-ru"), ("en-GB", "-en"), ("zh", None), ("", None)]
)
def test_a_card_offers_those_in_its_language(
    desk: Desk, news: Site, lang: str, ending: str | None
) -> None:
    page = desk.get(f"/dashboard/submissions/{sent_in(lang, news).id}").text
    name = f"{news.id}{ending}" if ending else "comment"
    assert f'maxlength="500" list="reasons-{name}"' in page
    assert f'<datalist id="reasons-{name}">' in page


def test_typo_reports_have_reasons_of_their_own(
    app: Flask, news: Site, client: FlaskClient
) -> None:
    ada, said = moderator(news, role=Role.ADMIN, name="Ada"), "Our style book spells it so."
    desk, one = signed_in(app, ada), typo(news)
    address = f"/dashboard/submissions/{one.id}"
    assert 'list="reasons-typo_report"' in desk.get(address).text
    form = {"purpose": "typo_reason", "lang": "", "title": "", "text": said}
    assert desk.post(f"/dashboard/sites/{news.key}/texts", form).status_code == 303
    assert f'list="reasons-typo-{news.id}-"' in desk.get(address).text
    page = desk.get(f"/dashboard/queue?site={news.key}&kind=typo_report").text
    assert f'<datalist id="reasons-typo-{news.id}-"><option value="{said}"' in page
    assert f'maxlength="500" list="reasons-typo-{news.id}"' in page
    write(decide, one.id, Verb.REJECT, by=ada.id, version=None, reason=said)
    receipt = client.get(f"/receipts/{signer().receipt(one.id, None)}")
    assert f'<span dir="auto">{said}</span>' in receipt.text


def test_the_menu_names_what_the_author_reads(desk: Desk, news: Site) -> None:
    page = desk.get("/dashboard/queue").text
    assert f'<option value="{RUSSIAN}" label="Off topic" lang="ru">' in page
    assert '<option value="Advertising">' in page


def test_a_selection_of_one_site_has_its_own(app: Flask, news: Site) -> None:
    other = site("Other", "other.example")
    desk = signed_in(app, moderator(news, other))
    bar = 'id="selection-reason" maxlength="500" list="reasons-'
    assert f'{bar}comment"' in desk.get("/dashboard/queue").text
    assert f'{bar}{news.id}"' in desk.get(f"/dashboard/queue?site={news.key}").text
    assert f'{bar}typo_report"' in desk.get("/dashboard/queue?kind=typo_report").text


def test_nobody_is_offered_those_of_another_site(app: Flask, news: Site) -> None:
    other = site("Other", "other.example")
    assert "Off topic" not in signed_in(app, moderator(other)).get("/dashboard/queue").text


def test_the_drawer_and_a_frozen_selection_offer_them(desk: Desk, news: Site) -> None:
    one = sent_in("ru", news)
    drawer = desk.get(f"/dashboard/authors/{stored(one.id).author_id}?submission={one.id}").text
    assert drawer.count(f'list="reasons-{news.id}-ru"') >= 2  # blocking, and the branch
    chosen = desk.post("/dashboard/selections", {})
    page = desk.get(chosen.headers["Location"]).text if chosen.status_code == 303 else chosen.text
    assert f'<datalist id="reasons-{news.id}">' in page


@pytest.mark.parametrize(
    ("said", "lang", "read"),
    [
        (ENGLISH, "ru", RUSSIAN),
        (RUSSIAN, "en-US", ENGLISH),
        (ENGLISH, "zh", ENGLISH),
        ("Advertising", "ru", "Реклама"),
        ("Реклама", "zh", "广告"),
        ("In my own words", "ru", "In my own words"),
    ],
)
def test_authors_read_it_in_the_language_of_their_page(
    client: FlaskClient, news: Site, said: str, lang: str, read: str
) -> None:
    one = sent_in(lang, news)
    version = stored(one.id).version
    write(decide, one.id, Verb.REJECT, by=moderator(news).id, version=version, reason=said)
    receipt = client.get(f"/receipts/{signer().receipt(one.id, None)}")
    assert f'<span dir="auto">{read}</span>' in receipt.text
