"""Tables, and the rules of one thing; no session, no request."""

from moderation.models.author import Author, Block
from moderation.models.comment import Comment, Flag, Revision
from moderation.models.decision import Decision
from moderation.models.enums import OUTCOMES, Fix, Kind, Role, Status, Telling, Verb, WaitingFor
from moderation.models.moderator import Membership, Moderator, Subscription, Token
from moderation.models.page import Page
from moderation.models.site import HouseRules, Site, SiteHost
from moderation.models.submission import Submission
from moderation.models.typo_report import Sighting, TypoReport
from moderation.models.work import Beat, IdempotencyKey, Job, Rule

__all__ = [
    "OUTCOMES",
    "Author",
    "Beat",
    "Block",
    "Comment",
    "Decision",
    "Fix",
    "Flag",
    "HouseRules",
    "IdempotencyKey",
    "Job",
    "Kind",
    "Membership",
    "Moderator",
    "Page",
    "Revision",
    "Role",
    "Rule",
    "Sighting",
    "Site",
    "SiteHost",
    "Status",
    "Submission",
    "Subscription",
    "Telling",
    "Token",
    "TypoReport",
    "Verb",
    "WaitingFor",
]
