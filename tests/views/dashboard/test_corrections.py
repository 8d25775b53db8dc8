"""The corrections' piles, as an editor sees them."""

from flask import Flask

from moderation.models import Fix, Role, Verb
from moderation.operations.decide import decide
from moderation.operations.fixes import set_fix
from moderation.transactions import write
from tests.factories import moderator, site, typo
from tests.signing_in import signed_in


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
