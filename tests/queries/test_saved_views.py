"""Who sees which saved views."""

from flask import Flask

from moderation.operations.views import save_view
from moderation.queries.saved_views import saved_views
from moderation.transactions import write
from tests.factories import moderator, site


def test_a_colleague_does_not_see_one_about_a_site_of_others(app: Flask) -> None:
    news, secret = site(), site("Secret", "secret.example")
    by = moderator(news, secret).id
    write(save_view, "Rumours", {"site": secret.key}, by=by, shared=True)
    write(save_view, "Ours", {"site": news.key}, by=by, shared=True)
    assert [view.name for view in saved_views(moderator(news, name="Bob"))] == ["Ours"]
    assert len(saved_views(moderator(is_owner=True))) == 2
