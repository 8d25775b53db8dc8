"""Build the application: the groundwork, then every room."""

from __future__ import annotations

from flask import Flask

from moderation import accounts, groundwork, models
from moderation.api import moderators, readers
from moderation.cli.menu import Menu
from moderation.settings import Settings, load_settings
from moderation.views import dashboard
from moderation.views.dashboard import templating
from moderation.views.public import correction_feeds, every, marked_places

BLUEPRINTS = (
    *every.BLUEPRINTS,
    *readers.BLUEPRINTS,
    correction_feeds.bp,  # these two are for editors
    marked_places.bp,
    *dashboard.BLUEPRINTS,
    *moderators.BLUEPRINTS,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Create the application."""
    models.load()
    app = groundwork.begin(settings or load_settings())
    accounts.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    templating.init_app(app)
    app.cli = Menu(lambda: app, name=app.name)
    return groundwork.finish(app)


__all__ = ["create_app"]
