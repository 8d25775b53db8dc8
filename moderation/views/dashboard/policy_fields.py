"""A site's rules as fields of a form, in the moderator's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from moderation.policies import Policy, as_text


@dataclass(frozen=True)
class PolicyField:
    """How one rule is asked for: by ``choice``, ``tick``, ``number``, ``line`` or ``lines``."""

    name: str
    kind: str
    label: str
    hint: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0


def policy_fields(policy: Policy) -> list[PolicyField]:
    """Every rule with its present value, in the order in which one asks oneself."""
    return [field for _title, fields in policy_sections(policy) for field in fields]


def policy_sections(policy: Policy) -> list[tuple[str, list[PolicyField]]]:
    """The rules under a heading each: a page of them all at once is a wall."""
    asked = {name: as_text(getattr(policy, name)) for name in policy.to_stored()}
    return [
        (_("What is public, and when"), _publishing(asked)),
        (_("What makes a comment wait"), _screens(asked)),
        (_("What readers and authors may do"), _readers(asked)),
        (_("At the desk"), _desk(asked)),
        (_("Lengths and languages"), _limits(asked)),
    ]


def read_policy(form: Mapping[str, str], policy: Policy) -> dict[str, str]:
    """The settings as the form says them: ticks that are not sent are off."""
    return {
        field.name: ("on" if form.get(field.name) else "off")
        if field.kind == "tick"
        else form.get(field.name, field.value).strip()
        for field in policy_fields(policy)
    }


def _publishing(asked: Mapping[str, str]) -> list[PolicyField]:
    return [
        PolicyField(
            "hold", "choice", _("What is public at once"),
            _("Spelling reports are never public."), asked["hold"],
            (("all", _("Nothing: a moderator reads everything first")),
             ("findings", _("What no check objects to"))),
        ),
        PolicyField(
            "newcomers", "choice", _("An author's first comment"),
            _("Authors are known by a key in their browser."), asked["newcomers"],
            (("hold", _("waits")), ("welcome", _("is treated like any other"))),
        ),
        PolicyField("pause", "tick", _("Pause the whole site"),
                    _("Threads stay readable and say why nothing can be sent."), asked["pause"]),
        PolicyField("close_after_days", "number", _("Pages close by themselves after days"),
                    _("Counted from the first thing sent about a page; 0: never."),
                    asked["close_after_days"], least=0, most=36500),
        PolicyField("consent", "tick", _("Readers must agree to the house rules"), "",
                    asked["consent"]),
        PolicyField("reason_required", "tick", _("Rejecting needs a reason"), "",
                    asked["reason_required"]),
    ]  # fmt: skip


def _screens(asked: Mapping[str, str]) -> list[PolicyField]:
    return [
        PolicyField("banned_words", "lines", _("Words that make a comment wait"),
                    _("One a line, or separated by commas."),
                    asked["banned_words"].replace(",", "\n")),
        PolicyField("reserved_names", "lines", _("Names that readers may not sign with"),
                    _("Moderators' own names always count, and what looks like them."),
                    asked["reserved_names"].replace(",", "\n")),
        PolicyField("max_links", "number", _("Links in a comment before it waits"), "",
                    asked["max_links"], least=0, most=100),
        PolicyField("min_seconds", "number",
                    _("Fewest seconds between opening the form and sending"),
                    _("What is sent sooner after the form was opened waits."),
                    asked["min_seconds"], least=0, most=600),
        PolicyField("flood", "line", _("How much one sender may send"),
                    _("Such as 5/minute, 100/day, or off."), asked["flood"]),
    ]  # fmt: skip


def _readers(asked: Mapping[str, str]) -> list[PolicyField]:
    return [
        PolicyField("flags", "tick", _("Readers may object to public comments"), "",
                    asked["flags"]),
        PolicyField("flag_threshold", "number", _("Objections that hide a comment for review"),
                    _("0: none do."), asked["flag_threshold"], least=0, most=1000),
        PolicyField("edit_minutes", "number", _("Minutes in which authors may edit"),
                    _("An edit of a public comment waits; the old text stays until then."),
                    asked["edit_minutes"], least=0, most=1440),
        PolicyField("edited_note", "tick", _("Readers are told that a moderator edited"), "",
                    asked["edited_note"]),
        PolicyField("appeals", "tick", _("An author may ask once for another look"), "",
                    asked["appeals"]),
        PolicyField("newsroom_name", "line", _("The newsroom's replies are signed"),
                    _("Empty: by the site's name."), asked["newsroom_name"]),
    ]  # fmt: skip


def _desk(asked: Mapping[str, str]) -> list[PolicyField]:
    return [
        PolicyField("target_minutes", "number", _("Minutes to a decision, at best"),
                    _("The queue is ordered by it."), asked["target_minutes"], least=1, most=10080),
        PolicyField("duties", "lines", _("What can be passed to instead of a person"),
                    _("Such as legal, lead, reporter."), asked["duties"].replace(",", "\n")),
        PolicyField("block_days", "number", _("Days for which a sender is blocked"),
                    _("Unless said otherwise."), asked["block_days"], least=1, most=3650),
        PolicyField("second_factor", "tick", _("Moderators need a second factor here"), "",
                    asked["second_factor"]),
        PolicyField("person_figures", "tick", _("Show each moderator's figures"),
                    _("To themselves and to admins."), asked["person_figures"]),
        PolicyField("second_readings", "number", _("Percent of decisions read again, blind"),
                    _("0: none."), asked["second_readings"], least=0, most=100),
        PolicyField("keep_refused_days", "number",
                    _("Days until refused and withdrawn texts are erased"),
                    _("Also what was deleted, and spam. 0: never. Appeals need the text."),
                    asked["keep_refused_days"], least=0, most=36500),
        PolicyField("keep_reports_days", "number",
                    _("Days until spelling reports are erased after they were fixed"),
                    _("The figures keep counting them. 0: never."),
                    asked["keep_reports_days"], least=0, most=36500),
        PolicyField("rechecks", "tick", _("Look at pages to see what was corrected"),
                    _("Fetches the page a quarter of an hour, an hour and a day after a mistake"
                      " is confirmed, then daily for two weeks."), asked["rechecks"]),
        PolicyField("obey_robots", "tick", _("Obey the site's robots.txt when doing so"), "",
                    asked["obey_robots"]),
        PolicyField("edit_url", "line", _("Where a page is edited"),
                    _("Such as https://cms.example/edit?url={url}; {id} is the page’s own id."),
                    asked["edit_url"]),
    ]  # fmt: skip


def _limits(asked: Mapping[str, str]) -> list[PolicyField]:
    return [
        PolicyField("comment_limit", "number", _("Characters in a comment"), "",
                    asked["comment_limit"], least=1, most=20000),
        PolicyField("quote_limit", "number",
                    _("Characters in the selected text of a spelling report"), "",
                    asked["quote_limit"], least=20, most=1000),
        PolicyField("languages", "line", _("Languages"),
                    _("Of en, ru and zh, the main one first."), asked["languages"]),
    ]  # fmt: skip
