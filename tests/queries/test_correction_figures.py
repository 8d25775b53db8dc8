"""What became of readers' reports, stretch by stretch, the same on both databases."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from time_machine import Traveller

from moderation.database import utcnow
from moderation.models import Fix, Verb
from moderation.operations.fixes import set_fix
from moderation.queries.correction_figures import correction_figures
from moderation.transactions import write
from tests.factories import moderator, site, typo
from tests.objecting import decided


def test_each_is_counted_in_its_own_day(app: Flask, clock: Traveller) -> None:
    news, ed = site(), moderator(is_owner=True, name="Ed")
    first = (utcnow() - timedelta(hours=1)).astimezone(ZoneInfo("Asia/Kolkata"))
    edges = [first + timedelta(days=day) for day in range(4)]
    early = typo(news).id
    clock.shift(timedelta(days=1))
    typo(news, "wich", prefix="far from it ", suffix=" was")
    decided(early, Verb.APPROVE, ed)
    clock.shift(timedelta(days=1, hours=2))
    write(set_fix, early, Fix.FIXED, by=ed.id)
    found = correction_figures(ed, site_key="", edges=edges)
    assert [(day.came, day.gone) for day in found.stretches] == [(1, 0), (1, 0), (0, 1)]
    assert [day.begins for day in found.stretches] == edges[:-1]
    assert (found.reported, found.confirmed, found.fixed) == (2, 1, 1)
    assert found.median is not None
    assert abs(found.median / timedelta(days=1, hours=2).total_seconds() - 1) < 0.05
