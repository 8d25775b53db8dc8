"""Who mends what stands on which pages of a site."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.drafts.limits import LIMITS
from moderation.errors import Errors, Invalid
from moderation.models import Role
from moderation.operations.handing import add_rule, remove_rule
from moderation.queries.editors import (
    editors_of,
    find_handing_rule,
    handing_rules,
    sections_and_authors,
)
from moderation.queries.sites import site_of
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.own_sites import chosen_site
from moderation.views.dashboard.reading import checked
from moderation.views.http import current_moderator
from moderation.wording import error_texts

bp = dashboard_blueprint("handing_rules", __name__)


@bp.get("/handing-rules")
def index() -> ResponseReturnValue:
    """Who is named for which pages, and a form for one more."""
    return _page()


@bp.post("/handing-rules")
def create() -> ResponseReturnValue:
    """Name an editor for an author or a section."""
    site, _sites = chosen_site(Role.ADMIN)
    key, reader = site.key, Reader(request.form)
    try:
        field, value = reader.token("field"), reader.line("value", LIMITS.title)
        editor = checked(reader, reader.whole("editor")) or 0
        write(add_rule, site.id, field, value, to=editor, by=current_moderator().id)
    except Invalid as invalid:
        return _page(invalid.errors), 422
    flash(_("Added."), "success")
    return redirect(url_for(".index", site=key), 303)


@bp.post("/handing-rules/<int:handing_rule_id>/removal")
def destroy(handing_rule_id: int) -> ResponseReturnValue:
    """Hand by this rule no more."""
    rule = find_handing_rule(handing_rule_id, moderator=current_moderator())
    key = site_of(rule.site_id).key
    write(remove_rule, handing_rule_id, by=current_moderator().id)
    flash(_("Removed."), "success")
    return redirect(url_for(".index", site=key), 303)


def _page(errors: Errors | None = None) -> str:
    site, sites = chosen_site(Role.ADMIN)
    return render_template(
        "dashboard/handing_rules.html",
        site=site,
        sites=sites,
        rules=handing_rules(site.id),
        editors=editors_of(site.id, me=current_moderator().id),
        known=sections_and_authors(site.id),
        said=request.form,
        errors=error_texts(errors or {}),
    )
