"""Rules: what they look for, what they would catch, switched on once that was seen."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.database import utcnow
from moderation.errors import Errors, Invalid, NotFound, Problem
from moderation.models import Moderator, Role, Rule, Site
from moderation.operations.rules import add_rule, change_rule, remove_rule
from moderation.queries.outbox import pulse
from moderation.queries.rehearsals import examples_of, false_alarms
from moderation.queries.rules import (
    find_rule,
    hits_of,
    may_keep,
    reach_of,
    rules_of,
    see_rule,
    versions_of,
)
from moderation.queries.submissions import sites_of
from moderation.screening.rule_drafts import RuleDraft, parse_rule
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.dashboard.spans import in_pieces
from moderation.views.http import current_moderator
from moderation.wording import ACTIONS, RULE_KINDS, error_texts

bp = dashboard_blueprint("rules", __name__)


@bp.get("/rules")
def index() -> ResponseReturnValue:
    """The rules of one's sites, the newest first."""
    sites = rule_sites()
    return render_template(
        "dashboard/rules.html",
        rules=rules_of(current_moderator()),
        sites=sites,
        kinds=RULE_KINDS,
        actions=ACTIONS,
        false_alarms=false_alarms,
    )


@bp.get("/rules/new")
def new() -> ResponseReturnValue:
    """Ask what a new rule is to look for."""
    said = {name: request.args.get(name, "")[:500] for name in ("pattern", "rule_kind")}
    return _form(None, {**said, "site": request.args.getlist("site")}, {})


@bp.post("/rules")
def create() -> ResponseReturnValue:
    """Make a rule that does nothing yet."""
    try:
        draft, site_ids = _read_form()
    except Invalid as error:
        return _form(None, _said(), error.errors), 422
    rule_id = write(add_rule, draft, site_ids=site_ids, by=current_moderator().id)
    flash(_("The rule is there, switched off. See first what it would have caught."), "success")
    return redirect(url_for("dashboard_rules.show", rule_id=rule_id), 303)


@bp.get("/rules/<int:rule_id>")
def show(rule_id: int) -> ResponseReturnValue:
    """A rule: what it would have caught, and all that it ever was."""
    moderator = current_moderator()
    rule = see_rule(rule_id, moderator=moderator)
    may_change = may_keep(moderator, rule.site_ids)
    sites = rule_sites(moderator)
    return render_template(
        "dashboard/rule.html",
        rule=rule,
        may_change=may_change,
        reach=reach_of(rule.site_ids, sites),
        hits=hits_of([rule.id]).get(rule.id, 0),
        versions=[(row, reach_of(row.site_ids, sites)) for row in versions_of(rule.id)],
        kinds=RULE_KINDS,
        actions=ACTIONS,
        **(rehearsed(rule) if may_change else {}),  # its examples are of every site
    )


@bp.get("/rules/<int:rule_id>/edit")
def edit(rule_id: int) -> ResponseReturnValue:
    """Ask what a rule is to look for instead."""
    moderator = current_moderator()
    rule = find_rule(rule_id, moderator=moderator)
    said = {
        "site": [each.key for each in rule_sites(moderator) if each.id in (rule.site_ids or ())],
        "for_all": "on" if rule.for_all else "",
        "rule_kind": rule.kind.value,
        "pattern": rule.pattern,
        "exceptions": "\n".join(rule.exceptions),
        "action": rule.action.value,
    }
    return _form(rule, said, {})


@bp.post("/rules/<int:rule_id>")
def update(rule_id: int) -> ResponseReturnValue:
    """Keep another version of a rule."""
    moderator = current_moderator()
    rule = find_rule(rule_id, moderator=moderator)
    try:
        draft, site_ids = _read_form()
    except Invalid as error:
        return _form(rule, _said(), error.errors), 422
    went_off = write(change_rule, rule_id, draft, site_ids=site_ids, by=moderator.id)
    say_changed(went_off=went_off)
    return redirect(url_for("dashboard_rules.show", rule_id=rule_id), 303)


@bp.post("/rules/<int:rule_id>/removal")
def destroy(rule_id: int) -> ResponseReturnValue:
    """Take a rule away."""
    write(remove_rule, rule_id, by=current_moderator().id)
    flash(_("The rule is gone. What it held stands in the queue like anything else."), "success")
    return redirect(url_for("dashboard_rules.index"), 303)


def rehearsed(rule: Rule) -> dict[str, object]:
    """What a page shows of a rule's rehearsal."""
    examples = [(each, in_pieces(each.text, each.spans)) for each in examples_of(rule)]
    return {
        "rehearsal": rule.rehearsal,
        "examples": examples,
        "false_alarms": false_alarms(rule.rehearsal) if rule.rehearsal else None,
        "has_worker": pulse(utcnow()).beats,
    }


def say_changed(*, went_off: bool) -> None:
    """Say that a rule was changed, and whether that switched it off."""
    if went_off:
        flash(
            _("Saved, and switched off: see first what it would have caught like this."), "success"
        )
    else:
        flash(_("Saved."), "success")


def rule_sites(moderator: Moderator | None = None) -> list[Site]:
    """The sites whose rules one looks after; the pages are not there for who has none."""
    moderator = moderator or current_moderator()
    sites = sites_of(moderator, Role.ADMIN)
    if not sites and not moderator.is_owner:
        raise NotFound
    return sites


def _read_form() -> tuple[RuleDraft, list[int] | None]:
    """The rule of the form, and the sites that it is for; none: all, which only owners may say."""
    errors: Errors = {}
    draft, site_ids = None, None
    try:
        draft = parse_rule(request.form)
    except Invalid as error:
        errors.update(error.errors)
    if not (request.form.get("for_all") == "on" and current_moderator().is_owner):
        known = {site.key: site.id for site in rule_sites()}
        keys = request.form.getlist("site")
        site_ids = [known[key] for key in keys if key in known]
        if not keys or len(site_ids) < len(keys):
            errors["site"] = [Problem("not_a_choice" if keys else "required")]
    if draft is None or errors:
        raise Invalid(errors)
    return draft, site_ids


def _said() -> dict[str, object]:
    """The form as it was sent."""
    return {**request.form, "site": request.form.getlist("site")}


def _form(rule: Rule | None, said: Mapping[str, object], errors: Errors) -> str:
    return render_template(
        "dashboard/rule_form.html",
        rule=rule,
        sites=rule_sites(),
        may_share=current_moderator().is_owner,
        said=said,
        errors=error_texts(errors),
        kinds=RULE_KINDS,
        actions=ACTIONS,
    )
