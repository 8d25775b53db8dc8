"""Sites: their hosts, rules, words and snippet."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.errors import Errors, Invalid, NotFound
from moderation.models import Role, Site
from moderation.operations.sites import add_site, change_site
from moderation.queries.blocks import blocks_of
from moderation.queries.sites import find_site, house_rules_texts
from moderation.queries.submissions import reaches, sites_of
from moderation.snippets import snippet
from moderation.text.languages import LANGUAGES
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.policy_fields import policy_sections, read_policy
from moderation.views.http import current_moderator, settings
from moderation.wording import error_texts

bp = dashboard_blueprint("sites", __name__)

LANGUAGE_NAMES = {"en": "English", "ru": "Русский", "zh": "中文"}


@bp.get("/sites")
def index() -> ResponseReturnValue:
    """The sites that one manages."""
    moderator = current_moderator()
    sites = sites_of(moderator, Role.ADMIN)
    if not sites and not moderator.is_owner:
        raise NotFound
    return render_template("dashboard/sites.html", sites=sites, is_owner=moderator.is_owner)


@bp.get("/sites/new")
def new() -> ResponseReturnValue:
    """Ask for a new site's name and hosts."""
    _check_owner()
    return render_template("dashboard/site_new.html", values={}, errors={})


@bp.post("/sites")
def create() -> ResponseReturnValue:
    """Make a site, and show what to paste into its pages."""
    _check_owner()
    values = {name: request.form.get(name, "") for name in ("name", "hosts", "key")}
    try:
        key = write(
            add_site,
            values["name"],
            values["hosts"].split(),
            key=values["key"].strip(),
            by=current_moderator().id,
        )
    except Invalid as error:
        errors = error_texts(error.errors)
        return render_template("dashboard/site_new.html", values=values, errors=errors), 422
    flash(_("The site is there. Paste the two lines below into its pages."), "success")
    return redirect(url_for("dashboard_sites.edit", key=key), 303)


@bp.get("/sites/<key>")
def edit(key: str) -> ResponseReturnValue:
    """A site's rules, with what to paste into its pages."""
    return _form(_managed(key), {}, {})


@bp.post("/sites/<key>")
def update(key: str) -> ResponseReturnValue:
    """Change a site's name, hosts, rules and words, all or nothing."""
    site = _managed(key)
    form = request.form
    policy = read_policy(form, site.policy)
    texts = {
        lang: {name: form.get(f"{name}_{lang}", "") for name in ("rules", "privacy")}
        for lang in LANGUAGES
    }
    hosts = form.get("hosts", "").split()
    try:
        write(
            change_site,
            site.id,
            name=form.get("name", ""),
            hosts=hosts,
            policy=policy,
            texts=texts,
            by=current_moderator().id,
        )
    except Invalid as error:
        return _form(_managed(key), error.errors, form), 422
    flash(_("Saved. It holds from now on."), "success")
    return redirect(url_for("dashboard_sites.edit", key=key), 303)


def _check_owner() -> None:
    if not current_moderator().is_owner:
        raise NotFound


def _managed(key: str) -> Site:
    site = find_site(key)
    if not reaches(current_moderator().role_on(site.id), Role.ADMIN):
        raise NotFound
    return site


def _form(site: Site, errors: Errors, said: Mapping[str, str]) -> str:
    return render_template(
        "dashboard/site.html",
        site=site,
        sections=policy_sections(site.policy),
        said=said,
        errors=error_texts(errors),
        texts=house_rules_texts(site),
        languages=LANGUAGE_NAMES,
        snippet=snippet(settings().base_url, site.key),
        blocks=blocks_of(site.id),
    )
