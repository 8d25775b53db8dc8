"""The corrections' piles, as an editor sees them."""

import json
import re
from dataclasses import replace

from flask import Flask

from moderation.drafts import PageRef
from moderation.extensions import db
from moderation.models import Fix, Role, TypoReport, Verb
from moderation.operations.corrections import accept
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.operations.handing import hand
from moderation.operations.merging import merge
from moderation.operations.report import submit_typo
from moderation.transactions import write
from tests.factories import URL, moderator, site, stored, typo, typo_draft, visitor
from tests.services.databases import ON_BOTH
from tests.signing_in import signed_in


@ON_BOTH
def test_each_pile_shows_its_own(app: Flask) -> None:
    news = site()
    ed = moderator(news, role=Role.EDITOR)
    waits, right, fixed, wrong = (typo(news, word).id for word in ("aa", "bb", "cc", "dd"))
    for each, verb in ((right, Verb.APPROVE), (fixed, Verb.APPROVE), (wrong, Verb.REJECT)):
        write(decide, each, verb, by=ed.id, version=None)
    write(set_fix, fixed, Fix.FIXED, by=ed.id)
    desk = signed_in(app, ed)
    piles = {"to_confirm": waits, "to_fix": right, "fixed": fixed, "not_mistakes": wrong}
    for pile, own in piles.items():
        shown = desk.get(f"/dashboard/corrections?pile={pile}").text
        assert [each for each in piles.values() if f'id="submission-{each}"' in shown] == [own]


def test_the_queue_leads_to_what_is_to_be_fixed(app: Flask) -> None:
    desk = signed_in(app, moderator(site(), role=Role.EDITOR))
    led = desk.get("/dashboard/queue?status=to_fix&q=word")
    assert led.location == "/dashboard/corrections?pile=to_fix&q=word"


@ON_BOTH
def test_it_says_where_something_is_open(app: Flask) -> None:
    news = site()
    ed = moderator(news, role=Role.EDITOR)
    about = replace(typo_draft(), page=PageRef(URL, title="The harbour", section="City"))
    sent = write(submit_typo, about, site_id=news.id, visitor=visitor(), ticket=None)
    write(hand, sent.id, ed.id, by=ed.id)
    desk = signed_in(app, ed)
    said = {"page": "The harbour", "section": "City", "category": "Spelling", "editor": "me"}
    for by, name in said.items():
        shown = desk.get(f"/dashboard/corrections/groups?by={by}").text
        assert name in shown
        assert "pile=to_confirm" in shown


@ON_BOTH
def test_a_part_of_a_pile_in_any_order(app: Flask) -> None:
    news = site()
    about = replace(typo_draft(), page=PageRef(URL, title="The harbour", section="City"))
    sent = write(submit_typo, about, site_id=news.id, visitor=visitor(), ticket=None)
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    for narrowed in ("category=spelling", "section=City", "readers=1", "q=teh"):
        for order in ("oldest", "newest", "readers"):
            shown = desk.get(f"/dashboard/corrections?pile=to_confirm&{narrowed}&order={order}")
            assert f'id="submission-{sent.id}"' in shown.text


@ON_BOTH
def test_what_open_corrections_an_article_has_stands_as_in_its_text(app: Flask) -> None:
    news = site()
    ids = [typo(news, word).id for word in ("late", "early", "unseen")]
    for number, position in zip(ids, (900, 20), strict=False):
        report = db.session.get_one(TypoReport, number)
        report.position = position
    db.session.commit()
    page = stored(ids[0]).page_id
    shown = signed_in(app, moderator(news)).get(f"/dashboard/corrections?page={page}").text
    found = re.findall(r'<article class="card" id="submission-(\d+)"', shown)
    assert [int(each) for each in found] == [ids[1], ids[0], ids[2]]


def test_bob_finds_neither_page_nor_reports(app: Flask) -> None:
    sent = typo(site())
    page = stored(sent.id).page_id
    bob = signed_in(app, moderator(site("Other", "other.example"), name="Bob"))
    assert f"submission-{sent.id}" not in bob.get("/dashboard/corrections?pile=to_confirm").text
    assert bob.get(f"/dashboard/corrections?page={page}").status_code == 404


def test_a_press_without_a_script_leads_back_to_the_pile(app: Flask) -> None:
    news = site()
    sent = typo(news)
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    url = f"/dashboard/submissions/{sent.id}/decisions?pile=to_confirm&section=City"
    led = desk.post(url, {"verb": "approve", "version": stored(sent.id).version}).location
    assert led == "/dashboard/corrections?pile=to_confirm&section=City"


@ON_BOTH
def test_a_pile_comes_as_a_file_that_is_harmless(app: Flask) -> None:
    news = site()
    typo(news, "=HYPERLINK(1)", note="<b>bold</b>")
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    as_csv = desk.get("/dashboard/corrections/file?pile=to_confirm").text
    assert ",'=HYPERLINK(1)," in as_csv
    [one] = json.loads(desk.get("/dashboard/corrections/file?pile=to_confirm&as=json").text)
    assert (one["exact"], one["replacement"], one["readers"]) == ("=HYPERLINK(1)", "the", 1)
    assert desk.get("/dashboard/corrections/file?pile=fixed&as=json").json == []


@ON_BOTH
def test_figures_tell_what_became_of_reports(app: Flask) -> None:
    news = site()
    ed = moderator(news, role=Role.EDITOR)
    fixed, wrong, _waits = (typo(news, word).id for word in ("the tranfser", "bb", "cc"))
    write(accept, fixed, by=ed.id, version=None, replacement="the transfer")
    write(decide, wrong, Verb.REJECT, by=ed.id, version=None)
    write(set_fix, fixed, Fix.FIXED, by=ed.id)
    shown = signed_in(app, ed).get("/dashboard/corrections/figures?days=7").text
    facts = re.findall(r"<dd>(.*?)(?:<| )", shown)
    assert facts[:3] == ["3", "50%", "1"]
    assert re.search(r"<del><bdi>tranfser</bdi></del>.*<ins><bdi>transfer</bdi></ins>", shown)


def test_what_went_into_another_card_is_in_no_pile(app: Flask) -> None:
    news = site()
    ed = moderator(news, role=Role.EDITOR)
    one, other = typo(news, "teh").id, typo(news, "teh", prefix="far from ", suffix=" rest").id
    write(merge, other, one, by=ed.id)
    desk = signed_in(app, ed)
    shown = desk.get(f"/dashboard/corrections?page={stored(one).page_id}").text
    assert (f'id="submission-{one}"' in shown, f'id="submission-{other}"' in shown) == (True, False)
    assert ">1</a>" in desk.get("/dashboard/corrections/groups").text


def test_an_unread_report_stands_where_its_reader_saw_it(app: Flask) -> None:
    sent = typo(site(), start=420)
    report = stored(sent.id)
    assert isinstance(report, TypoReport)
    assert report.position == 420
