"""What stands beside every page of the desk: where one can go, and what waits there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import request, url_for
from flask_babel import gettext as _

from moderation.models import Moderator, Role
from moderation.queries.brakes import BrakeRow, brakes_of
from moderation.queries.counts import Waiting, waiting
from moderation.queries.saved_views import saved_views
from moderation.queries.submissions import reaches
from moderation.troubles import noted
from moderation.views.http import current_moderator, lacks_second_factor

Args = dict[str, str]

# Rooms behind a room: their pages belong to an entry that is called otherwise.
BEHIND = {
    "dashboard_events": "dashboard_log",
    "dashboard_canned": "dashboard_sites",
    "dashboard_correction_figures": "dashboard_corrections",
    "dashboard_correction_groups": "dashboard_corrections",
    "dashboard_dictionary": "dashboard_corrections",
    "dashboard_handing_rules": "dashboard_corrections",
    "dashboard_house_answers": "dashboard_corrections",
    "dashboard_passkeys": "dashboard_account",
    "dashboard_pull_backs": "dashboard_brakes",
    "dashboard_rule_trials": "dashboard_rules",
    "dashboard_second_readings": "dashboard_figures",
}


@dataclass(frozen=True)
class Place:
    """One entry of the rail."""

    name: str
    icon: str
    endpoint: str
    args: Args = field(default_factory=dict)
    count: int | None = None
    waits: str = ""  # the kinds whose number this is, for the script that keeps it true
    parts: tuple[Place, ...] = ()
    is_typed: bool = False  # its name is what somebody called it
    key: str = ""  # the letter that leads there from the cards

    @property
    def url(self) -> str:
        return url_for(self.endpoint, **self.args)  # type: ignore[arg-type]

    @property
    def is_here(self) -> bool:
        """Whether this is the place the answer shows."""
        view = request.args.get("view", "")
        if view or "view_id" in self.args:
            return view == self.args.get("view_id", "")
        room = request.blueprint or ""
        if BEHIND.get(room, room) != self.endpoint.partition(".")[0]:
            return False
        asked = {name: request.args.get(name, "") for name in ("kind", "status", "waiting_for")}
        if asked["status"] in ("approved", "rejected", "deleted"):
            asked["status"] = "decided"
        return asked == {"kind": "", "status": "", "waiting_for": "", **self.args}


@dataclass(frozen=True)
class Rail:
    """The whole rail, and whose it is."""

    moderator: Moderator
    groups: tuple[tuple[Place, ...], ...]
    own: tuple[Place, ...]
    decides_comments: bool
    brakes: tuple[BrakeRow, ...] = ()


def rail(counts: Waiting | None = None) -> Rail:
    """The rail of the moderator who asks; ``counts`` when the page has counted already."""
    moderator = current_moderator()
    if lacks_second_factor():  # one's own affairs are all there is until then
        return Rail(moderator, (), tuple(_own(moderator)), decides_comments=False)
    counts = counts or waiting(moderator)
    groups = (
        tuple(_queues(counts)),
        tuple(_finding(moderator)),
        tuple(_records(moderator)),
        tuple(_management(moderator)),
    )
    brakes = tuple(brakes_of(moderator))
    return Rail(moderator, groups, tuple(_own(moderator)), counts.has_comments, brakes)


def _queues(counts: Waiting) -> Iterator[Place]:
    queue = "dashboard_queue.index"
    yield Place(
        _("Queue"),
        "queue",
        queue,
        count=counts.all,
        waits="comment typo_report",
        parts=(
            Place(_("Comments"), "comment", queue, {"kind": "comment"}, counts.comments, "comment"),
            Place(_("Typos"), "typo", queue, {"kind": "typo_report"}, counts.typos, "typo_report"),
        )
        if counts.has_comments
        else (),
    )
    if counts.has_comments:
        yield Place(_("Flagged"), "flag", queue, {"waiting_for": "flag"}, counts.flagged, "flagged")
        yield Place(
            _("Notices"), "law", "dashboard_notices.index", count=counts.notices, waits="notice"
        )
    if counts.passed:
        yield Place(_("Passed to me"), "pass", queue, {"passed": "1"}, counts.passed)
    yield Place(
        _("Corrections"),
        "fix",
        "dashboard_corrections.index",
        count=counts.to_fix,
        waits="to_fix",
    )
    yield Place(_("Spam"), "spam", queue, {"status": "spam"})
    yield Place(_("Decided"), "decided", queue, {"status": "decided"})


def _finding(moderator: Moderator) -> Iterator[Place]:
    yield Place(_("Search"), "search", "dashboard_queue.index", {"status": "any"})
    for view in saved_views(moderator):
        args = {"view_id": str(view.id)}
        yield Place(view.name, "view", "dashboard_saved_views.show", args, is_typed=True)


def _records(moderator: Moderator) -> Iterator[Place]:
    if may(moderator, Role.MODERATOR):
        yield Place(_("Pages"), "page", "dashboard_pages.index")
        yield Place(_("Brake"), "brake", "dashboard_brakes.index")
        yield Place(_("Figures"), "figures", "dashboard_figures.index", key="i")
    yield Place(_("Log"), "log", "dashboard_log.index")


def _management(moderator: Moderator) -> Iterator[Place]:
    if may(moderator, Role.ADMIN):
        yield Place(_("Rules"), "rule", "dashboard_rules.index")
        yield Place(_("Sites"), "site", "dashboard_sites.index")
        yield Place(_("People"), "people", "dashboard_people.index")
    if moderator.is_owner:
        yield Place(_("Outbox"), "outbox", "dashboard_outbox.index")
        yield Place(_("State"), "state", "dashboard_state.index", count=len(noted()))


def _own(moderator: Moderator) -> Iterator[Place]:
    yield Place(moderator.display_name, "account", "dashboard_account.show")
    yield Place(_("Help"), "help", "dashboard_help.index")


def may(moderator: Moderator, least: Role) -> bool:
    """Whether the moderator has at least this role on any site."""
    return moderator.is_owner or any(reaches(own.role, least) for own in moderator.memberships)
