"""How far a submission has come, in words for the one who sent it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Stage:
    """A heading, what it means, and whether it is good news, bad news or neither."""

    title: LazyString
    meaning: LazyString
    mood: str = ""


STAGES = {
    "waiting": Stage(
        _("Waiting for a moderator"),
        _("Your comment has arrived. Only you see it until a moderator has read it."),
    ),
    "held": Stage(
        _("Hidden until a moderator has looked"),
        _("Readers have objected to your comment. A moderator will look at it and decide."),
    ),
    "public": Stage(_("Published"), _("Your comment stands under the article."), "good"),
    "hidden": Stage(
        _("Approved, but not shown at present"), _("The comment it replies to was taken down.")
    ),
    "refused": Stage(
        _("Not published"), _("A moderator has decided not to publish your comment."), "bad"
    ),
    "refused_by_rule": Stage(
        _("Not published"),
        _("A rule of this site keeps such comments out. No person has read yours."),
        "bad",
    ),
    "removed": Stage(
        _("Taken down"), _("Your comment was published, and was taken down later."), "bad"
    ),
    "withdrawn": Stage(_("Withdrawn"), _("You have taken it back.")),
    "reported": Stage(
        _("Waiting for an editor"), _("Your report has arrived. An editor will look at it.")
    ),
    "confirmed": Stage(_("Confirmed"), _("It is a mistake. The editors will correct it."), "good"),
    "fixed": Stage(
        _("Corrected"), _("The mistake in the article has been corrected. Thank you."), "good"
    ),
    "gone": Stage(
        _("No longer there"), _("The passage has changed since, or is gone from the article.")
    ),
    "not_a_mistake": Stage(
        _("Closed"), _("An editor has looked at it and left the article as it is.")
    ),
}
