"""The demo newspaper: three articles to try things on, while the demo site exists."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.demo.articles import ARTICLES
from moderation.errors import NotFound
from moderation.views.blueprints import public_blueprint
from moderation.views.http import settings, the_site

bp = public_blueprint("demo", __name__)


@bp.get("/demo/")
def index() -> ResponseReturnValue:
    """Begin with the first article."""
    the_site("demo")
    return redirect(url_for("public_demo.show", slug=ARTICLES[0].slug), 303)


@bp.get("/demo/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """One article, with the widget."""
    site = the_site("demo")
    article = next((each for each in ARTICLES if each.slug == slug), None)
    if article is None:
        raise NotFound
    return render_template(
        f"demo/{article.slug}.html",
        site=site,
        articles=ARTICLES,
        article=article,
        page_url=f"{settings().base_url}/demo/{article.slug}",
        widget_url=f"{request.script_root}/embed.js",
    )
