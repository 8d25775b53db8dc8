"""What is said to people, in their language: problems, findings, statuses, verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from moderation.errors import Errors, Problem
from moderation.problems import PROBLEMS, Words

REFUSALS: dict[str, Words] = {
    "not_found": lambda: _("There is nothing here."),
    "invalid_text": lambda: _("This text has characters that cannot be stored."),
    "invalid_fields": lambda: _("Please look at the marked fields."),
    "origin_not_allowed": lambda: _("This was sent from a page that does not belong to the site."),
    "thread_closed": lambda: _("Comments are closed here."),
    "blocked": lambda: _("You cannot post on this site at present."),
    "flags_off": lambda: _("This site does not take objections to comments here."),
    "edits_off": lambda: _("Comments cannot be edited on this site."),
    "edit_too_late": lambda: _("The time for editing this comment is over."),
    "not_editable": lambda: _("This comment can no longer be edited."),
    "kept_as_evidence": lambda: _("This is kept as evidence for now and cannot be changed."),
    "appeals_off": lambda: _("This site does not take appeals."),
    "nothing_to_appeal": lambda: _("There is no decision to appeal against."),
    "appealed_before": lambda: _("You have asked for a second look before; there is only one."),
    "second_factor_missing": lambda: _(
        "A site of yours asks for a second step at sign-in. Set it up in your account first."
    ),
    "rate_limited": lambda: _("You have sent a lot in a short time. Please try again in a moment."),
    "key_reused": lambda: _("This key was used before, for something else."),
    "conflict": lambda: _("Somebody has decided on this already."),
    "too_large": lambda: _("This is too large."),
    "unsupported_media_type": lambda: _("Send this as application/json."),
    "method_not_allowed": lambda: _("This cannot be done here."),
    "unauthorized": lambda: _("Please sign in."),
    "csrf": lambda: _("This form has expired. Please send it again."),
    "unavailable": lambda: _(
        "The service cannot take this just now. Please try again in a moment."
    ),
    "internal": lambda: _("Something went wrong here. Nothing that was acknowledged is lost."),
}

CLOSED: dict[str, Words] = {
    "paused": lambda: _("Comments are paused on this site for now."),
    "paused_here": lambda: _("Comments are paused here for now."),
    "closed": lambda: _("The editors have closed the comments on this page."),
    "old": lambda: _("Comments on this page have closed by themselves after some time."),
}

FINDINGS: dict[str, Words] = {
    "honeypot": lambda: _("filled in a field that people do not see"),
    "ticket_missing": lambda: _("sent without opening the form"),
    "ticket_forged": lambda: _("the form was made for another page"),
    "ticket_old": lambda: _("the form was open for more than a day"),
    "too_fast": lambda seconds: ngettext(
        "sent %(num)s second after opening the form",
        "sent %(num)s seconds after opening the form",
        seconds,
    ),
    "same_text": lambda times: ngettext(
        "same text sent %(num)s time before", "same text sent %(num)s times before", times
    ),
    "many_links": lambda links: ngettext("%(num)s link", "%(num)s links", links),
    "banned_words": lambda words: _("word: %(words)s", words=", ".join(words)),
    "rule": lambda text, **_rule: _("rule: %(text)s", text=text),
    "newcomer": lambda: _("new author"),
    "always_held": lambda: _("this author is always held"),
    "braked": lambda: _("everything is held here for now"),
    "reserved_name": lambda name: _("signed like staff: %(name)s", name=name),
    "parent_rejected": lambda: _("the comment it replies to was not approved"),
}

FLAG_REASONS: dict[str, Words] = {
    "spam": lambda: _("Spam or advertising"),
    "insult": lambda: _("Insults or hatred"),
    "off_topic": lambda: _("Off the subject"),
    "personal_data": lambda: _("Somebody's private details"),
    "illegal": lambda: _("Against the law"),
    "other": lambda: _("Something else"),
}

STATUSES: dict[str, Words] = {
    "pending": lambda: _("waiting"),
    "approved": lambda: _("approved"),
    "rejected": lambda: _("rejected"),
    "spam": lambda: _("spam"),
    "deleted": lambda: _("deleted"),
}

VERBS: dict[str, Words] = {
    "approve": lambda: _("Approve"),
    "reject": lambda: _("Reject"),
    "mark_spam": lambda: _("Spam"),
    "delete": lambda: _("Delete"),
    "hold": lambda: _("Back to the queue"),
    "restore": lambda: _("Undo"),
}

DUTIES: dict[str, Words] = {
    "legal": lambda: _("legal"),
    "lead": lambda: _("lead"),
    "reporter": lambda: _("reporter, to answer"),
}

RULE_KINDS: dict[str, Words] = {
    "word": lambda: _("a word, in its forms"),
    "phrase": lambda: _("a phrase"),
    "link": lambda: _("a link to a host"),
    "pattern": lambda: _("a pattern"),
}

ACTIONS: dict[str, Words] = {
    "hold": lambda: _("hold for a human"),
    "reject": lambda: _("reject"),
    "mark_spam": lambda: _("put to spam"),
}

BRAKINGS: dict[str, Words] = {
    "hold": lambda: _("everything waits"),
    "pause": lambda: _("nothing is taken"),
}

ROLES: dict[str, Words] = {
    "editor": lambda: _("editor"),
    "moderator": lambda: _("moderator"),
    "admin": lambda: _("admin"),
}


BLOCKED_BY: dict[str, Words] = {
    "author": lambda: _("the key in their browser"),
    "network": lambda: _("their network"),
    "email": lambda: _("their e-mail"),
}


def block_text(mark: str) -> str:
    """What a blocked sender is known by."""
    return BLOCKED_BY[mark]()


def problem_text(problem: Problem) -> str:
    """One problem, in words."""
    return PROBLEMS[problem.code](**problem.args)


def error_texts(errors: Errors) -> dict[str, list[str]]:
    """``{field: [text]}`` for the form and for ``application/problem+json``."""
    return {
        field: [problem_text(problem) for problem in problems] for field, problems in errors.items()
    }


def refusal_text(code: str) -> str:
    """What a code says to the one who was refused."""
    return (REFUSALS.get(code) or PROBLEMS[code])()


def closed_text(why: str) -> str:
    """Why a page takes no comments; empty for one that is open."""
    return CLOSED[why]() if why else ""


def finding_text(finding: Mapping[str, Any]) -> str:
    """Why a human should look, in a few words for a chip; an unknown code is shown as it is."""
    words = FINDINGS.get(finding["code"])
    return words(**finding.get("args", {})) if words else str(finding["code"])


def flag_text(reason: str) -> str:
    """What a reader objects to; an unknown code is shown as it is."""
    words = FLAG_REASONS.get(reason)
    return words() if words else reason


def status_text(status: str) -> str:
    return STATUSES[status]()


def verb_text(verb: str) -> str:
    return VERBS[verb]()


def braking_text(braking: str) -> str:
    """What the brake does."""
    return BRAKINGS[braking]()


def role_text(role: str) -> str:
    return ROLES[role]()


def duty_text(duty: str) -> str:
    """A duty in words; a site's own is called what the site calls it."""
    return DUTIES[duty]() if duty in DUTIES else duty


def browser_text(names: tuple[str, str]) -> str:
    """A browser and its system, by the names that people know."""
    browser, system = names
    if browser and system:
        return str(_("%(browser)s on %(system)s", browser=browser, system=system))
    return browser or system or str(_("a browser"))


KEY_MEANINGS: dict[str, Words] = {
    "next": lambda: _("next card"),
    "previous": lambda: _("previous card"),
    "approve": lambda: _("approve, accept"),
    "reject": lambda: _("reject; not a mistake; take down"),
    "spam": lambda: _("spam"),
    "undo": lambda: _("take back my last decision"),
    "deal": lambda: _("one card at a time, and back to the list"),
    "skip": lambda: _("skip: for others (one card at a time)"),
    "pass": lambda: _("pass on"),
    "take_over": lambda: _("take over from who is at it"),
    "edit": lambda: _("edit the text before approving; another correction"),
    "answer": lambda: _("answer as the newsroom; copy the correction"),
    "drawer": lambda: _("who wrote it: the drawer"),
    "block": lambda: _("keep the sender out; then Enter"),
    "hold": lambda: _("a public comment back to the queue; a mistake to an editor"),
    "select": lambda: _("select"),
    "choose": lambda: _("select all that match the filter"),
    "menu": lambda: _("what is rarely done"),
    "place": lambda: _("open the page at the place"),
    "fixed": lambda: _("fixed (in To fix)"),
    "check": lambda: _("look at the page now"),
    "edit_page": lambda: _("accept and edit the page"),
    "kind": lambda: _("what kind of mistake it is; then a digit"),
    "copy_sentence": lambda: _("copy the corrected sentence"),
    "copy_mistake": lambda: _("copy the mistake, to search for it"),
    "figures": lambda: _("figures"),
}


def key_text(name: str) -> str:
    """What a letter of the desk does."""
    return KEY_MEANINGS[name]()
