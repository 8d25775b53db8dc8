"""Many corrections in one stroke."""

from flask import Flask

from moderation.models import Role, Status
from tests.factories import moderator, site, stored, typo
from tests.services.databases import ON_BOTH
from tests.signing_in import signed_in


@ON_BOTH
def test_those_ticked_are_accepted_together(app: Flask) -> None:
    news = site()
    both = [typo(news, word).id for word in ("aa", "bb")]
    desk = signed_in(app, moderator(news, role=Role.EDITOR))
    shown = desk.get("/dashboard/corrections?pile=to_confirm").text
    items = [f"{each}:{stored(each).version}" for each in both]
    assert all(f'value="{each}"' in shown for each in items)
    done = desk.post("/dashboard/batches?pile=to_confirm", {"verb": "approve", "item": items})
    assert "/dashboard/corrections?pile=to_confirm" in done.text
    assert [stored(each).status for each in both] == [Status.APPROVED] * 2
    assert 'class="card"' not in desk.get("/dashboard/corrections?pile=to_confirm").text
    assert desk.get("/dashboard/corrections?pile=to_fix").text.count('class="card"') == 2
