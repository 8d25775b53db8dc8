"""Tables, and the rules of one thing; no session, no request."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from moderation.models.enums import (
    OUTCOMES,
    Action,
    Braking,
    Category,
    Fix,
    FixedBy,
    Kind,
    Purpose,
    Role,
    RuleKind,
    Status,
    Telling,
    Trust,
    Verb,
    Verdict,
    WaitingFor,
)

if TYPE_CHECKING:
    from moderation.models.author import Author, Block, Note
    from moderation.models.comment import Comment, Revision
    from moderation.models.correction import (
        Check,
        DictionaryWord,
        HandingRule,
        HouseAnswer,
        MergeProposal,
    )
    from moderation.models.decision import Decision
    from moderation.models.desk import CannedText, SavedView, SecondReading, Selection, Tally
    from moderation.models.event import Event
    from moderation.models.facet import Facet, Likeness
    from moderation.models.moderator import Membership, Moderator, Subscription, Token
    from moderation.models.objection import Appeal, Flag, Notice
    from moderation.models.outside import FetchedHost, PageFetch, ReaderMailbox, Webhook
    from moderation.models.page import Page
    from moderation.models.rule import Brake, Rule, RuleHit, RuleSite, RuleVersion
    from moderation.models.search import SearchText
    from moderation.models.sign_in import Passkey, SignIn
    from moderation.models.site import HouseRules, Site, SiteHost
    from moderation.models.submission import Submission
    from moderation.models.typo_report import Sighting, TypoReport
    from moderation.models.work import Beat, IdempotencyKey, Job, Sweep

# Each module, and the tables in it: who needs few tables does not wait until all are mapped.
PLACES = {
    "author": ("Author", "Block", "Note"),
    "comment": ("Comment", "Revision"),
    "correction": ("Check", "DictionaryWord", "HandingRule", "HouseAnswer", "MergeProposal"),
    "decision": ("Decision",),
    "desk": ("CannedText", "SavedView", "SecondReading", "Selection", "Tally"),
    "event": ("Event",),
    "facet": ("Facet", "Likeness"),
    "moderator": ("Membership", "Moderator", "Subscription", "Token"),
    "objection": ("Appeal", "Flag", "Notice"),
    "outside": ("FetchedHost", "PageFetch", "ReaderMailbox", "Webhook"),
    "page": ("Page",),
    "rule": ("Brake", "Rule", "RuleHit", "RuleSite", "RuleVersion"),
    "search": ("SearchText",),
    "sign_in": ("Passkey", "SignIn"),
    "site": ("HouseRules", "Site", "SiteHost"),
    "submission": ("Submission",),
    "typo_report": ("Sighting", "TypoReport"),
    "work": ("Beat", "IdempotencyKey", "Job", "Sweep"),
}


__all__ = [
    "OUTCOMES",
    "Action",
    "Appeal",
    "Author",
    "Beat",
    "Block",
    "Brake",
    "Braking",
    "CannedText",
    "Category",
    "Check",
    "Comment",
    "Decision",
    "DictionaryWord",
    "Event",
    "Facet",
    "FetchedHost",
    "Fix",
    "FixedBy",
    "Flag",
    "HandingRule",
    "HouseAnswer",
    "HouseRules",
    "IdempotencyKey",
    "Job",
    "Kind",
    "Likeness",
    "Membership",
    "MergeProposal",
    "Moderator",
    "Note",
    "Notice",
    "Page",
    "PageFetch",
    "Passkey",
    "Purpose",
    "ReaderMailbox",
    "Revision",
    "Role",
    "Rule",
    "RuleHit",
    "RuleKind",
    "RuleSite",
    "RuleVersion",
    "SavedView",
    "SearchText",
    "SecondReading",
    "Selection",
    "Sighting",
    "SignIn",
    "Site",
    "SiteHost",
    "Status",
    "Submission",
    "Subscription",
    "Sweep",
    "Tally",
    "Telling",
    "Token",
    "Trust",
    "TypoReport",
    "Verb",
    "Verdict",
    "WaitingFor",
    "Webhook",
]


_PLACE_OF = {name: module for module, names in PLACES.items() for name in names}


def load() -> None:
    """Map every table. Nothing may be written before: foreign keys lead anywhere."""
    for name, module in _PLACE_OF.items():
        globals()[name] = getattr(import_module(f"moderation.models.{module}"), name)


if not TYPE_CHECKING:  # else every misspelt name would do

    def __getattr__(name: str) -> Any:
        if name not in _PLACE_OF:
            raise AttributeError(name)
        load_one = import_module(f"moderation.models.{_PLACE_OF[name]}")
        return globals().setdefault(name, getattr(load_one, name))
