"""A site's own dictionary: words that are right there, whatever another dictionary says."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.errors import Errors, Invalid
from moderation.operations.dictionary import add_word, remove_word
from moderation.queries.house_words import PAGE, find_word, words_of
from moderation.queries.sites import site_of
from moderation.text.words import LONGEST
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.own_sites import chosen_site
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator
from moderation.wording import error_texts

bp = dashboard_blueprint("dictionary", __name__)


@bp.get("/words")
def index() -> ResponseReturnValue:
    """The words of a site, and a form for one more."""
    return _page()


@bp.post("/words")
def create() -> ResponseReturnValue:
    """Add a word, inflected as another one where that is said."""
    site, _sites = chosen_site()
    key, reader = site.key, Reader(request.form)
    try:
        lang = reader.token("lang", 3).lower()
        word, like = reader.line("word", LONGEST), reader.line("like", LONGEST)
        checked(reader, word)
        write(add_word, site.id, lang, word, by=current_moderator().id, like=like)
    except Invalid as invalid:
        return _page(invalid.errors), 422
    flash(_("Added."), "success")
    return redirect(url_for(".index", site=key), 303)


@bp.post("/words/<int:word_id>/removal")
def destroy(word_id: int) -> ResponseReturnValue:
    """Let the site forget a word."""
    word = find_word(word_id, moderator=current_moderator())
    key = site_of(word.site_id).key
    write(remove_word, word_id, by=current_moderator().id)
    flash(_("Removed."), "success")
    return redirect(url_for(".index", site=key), 303)


def _page(errors: Errors | None = None) -> str:
    site, sites = chosen_site()
    reader = Reader(request.args)
    begins, beyond = reader.line("q", LONGEST), reader.whole("beyond") or 0
    found = words_of(site.id, begins=begins, beyond=beyond, limit=PAGE + 1)
    return render_template(
        "dashboard/dictionary.html",
        site=site,
        sites=sites,
        q=begins,
        rows=found[:PAGE],
        more=len(found) > PAGE,
        said=request.form,
        errors=error_texts(errors or {}),
    )
