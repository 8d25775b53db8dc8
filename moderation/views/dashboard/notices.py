"""Notices of illegal content: what waits, and deciding with a statement of reasons."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from moderation.drafts.fields import Reader
from moderation.drafts.verdicts import parse_verdict
from moderation.errors import Conflict, Errors
from moderation.operations.notices import decide_notice
from moderation.queries.cards import find_card
from moderation.queries.decision_log import colleagues
from moderation.queries.notices import find_notice, notices
from moderation.transactions import write
from moderation.views.blueprints import dashboard_blueprint
from moderation.views.http import current_moderator
from moderation.wording import error_texts

bp = dashboard_blueprint("notices", __name__)


@bp.get("/notices")
def index() -> ResponseReturnValue:
    """The notices that wait, and the ones decided last."""
    moderator, reader = current_moderator(), Reader(request.args)
    after, before = reader.whole("after"), reader.whole("before")
    return render_template(
        "dashboard/notices.html",
        waiting=notices(moderator, is_open=True, beyond=after),
        decided=notices(moderator, is_open=False, beyond=before),
        after=after,
        before=before,
    )


@bp.get("/notices/<int:notice_id>")
def edit(notice_id: int) -> ResponseReturnValue:
    """One notice beside the comment it is about, and the form for the decision."""
    return _page(notice_id, {}, {})


@bp.post("/notices/<int:notice_id>")
def update(notice_id: int) -> ResponseReturnValue:
    """Decide; nothing typed is lost when somebody was quicker or a field is missing."""
    moderator = current_moderator()
    find_notice(notice_id, moderator=moderator)
    verdict = parse_verdict(request.form)
    if isinstance(verdict, dict):
        return _page(notice_id, verdict, request.form.to_dict()), 422
    version = Reader(request.form).whole("version")
    try:
        decided = write(decide_notice, notice_id, verdict, by=moderator.id, version=version)
    except Conflict:
        return _page(notice_id, {}, request.form.to_dict(), conflict=True), 409
    if verdict.upheld:
        done = _("The comment is taken down; its author reads the reasons. It is kept as evidence.")
    else:
        done = _("The comment stays.")
    flash(done, f"undo {decided.batch}")
    return redirect(url_for(".index"), 303)


def _page(notice_id: int, errors: Errors, values: dict[str, str], *, conflict: bool = False) -> str:
    moderator = current_moderator()
    notice = find_notice(notice_id, moderator=moderator)
    return render_template(
        "dashboard/notice.html",
        notice=notice,
        card=find_card(notice.submission_id, moderator=moderator),
        by=dict(colleagues(moderator)).get(notice.moderator_id or 0, ""),
        values=values,
        errors=error_texts(errors),
        conflict=conflict,
    )
