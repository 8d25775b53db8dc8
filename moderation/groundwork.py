"""What every application here stands on: settings, database, guards, headers, errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from moderation import transactions
from moderation.database import engine_options, prepare, psycopg_url, replica_options
from moderation.extensions import REPLICA, babel, csrf, db
from moderation.log import configure_logging
from moderation.middleware import BodyLimit, Mount
from moderation.ready import READY
from moderation.ready.freshness import source_of
from moderation.ready.front import Front
from moderation.settings import Settings
from moderation.signing import Signer
from moderation.views import answers, errors, replicas, strict_forms, templating
from moderation.views.languages import select_locale, select_timezone

PACKAGE = Path(__file__).parent


class Application(Flask):
    """Flask, where nothing is a coroutine: it asks that of a dozen functions at each request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def begin(settings: Settings) -> Flask:
    """An application with nothing to show yet."""
    app = Application("moderation", static_folder=None)
    _configure(app, settings)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    transactions.init_app(app, settings)
    strict_forms.init_app(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=select_locale, timezone_selector=select_timezone)
    return app


def finish(app: Flask) -> Flask:
    """What comes after all rooms: what every answer carries, and what stands before Flask."""
    answers.init_app(app)
    replicas.init_app(app)
    errors.init_app(app)
    templating.init_app(app)
    _wrap(app, app.extensions["moderation.settings"])
    return app


def _configure(app: Flask, settings: Settings) -> None:
    configure_logging(settings.log_format)
    if settings.is_embedded:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TELLS_CACHES=bool(settings.purge_urls),
        SQLALCHEMY_DATABASE_URI=psycopg_url(settings.database),
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database),
        SQLALCHEMY_BINDS=_replicas(settings),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a shift is long
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(PACKAGE / "translations"),
    )
    app.extensions["moderation.settings"] = settings
    app.extensions["moderation.signer"] = Signer(settings.secret_key)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _replicas(settings: Settings) -> dict[str | None, dict[str, Any]]:
    if settings.is_embedded or not settings.replica_url:
        return {}
    return {REPLICA: replica_options(settings.replica_url, settings.replica_lag)}


def _wrap(app: Flask, settings: Settings) -> None:
    wsgi = app.wsgi_app
    if settings.trusted_proxies:
        wsgi = ProxyFix(wsgi, x_for=settings.trusted_proxies, x_proto=0, x_host=0, x_prefix=0)
    wsgi = Mount(BodyLimit(wsgi), settings)
    if settings.ready_cache:
        with app.app_context():
            wsgi = Front(wsgi, source_of(db.engine), settings.ready_cache)
        app.extensions[READY] = wsgi
    app.wsgi_app = wsgi  # type: ignore[method-assign]
