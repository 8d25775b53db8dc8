"""Sites, people, drafts and submissions for tests, each with what the test does not care about.

Alice moderates this site, Bob another one, Vera visits.
"""

from __future__ import annotations

import itertools
import uuid
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from moderation.drafts import CommentDraft, PageRef, Receipt, Sender, TypoDraft, Visitor
from moderation.extensions import db
from moderation.models import Membership, Moderator, Role, Site, SiteHost, Submission
from moderation.operations.report import submit_typo
from moderation.operations.search_index import index_words
from moderation.operations.submit import submit_comment
from moderation.policies import Policy
from moderation.text.worked_out import work_out
from moderation.transactions import write

HOST = "news.example"
URL = f"https://{HOST}/article"
T = TypeVar("T")
_numbers = itertools.count(1)


def site(name: str = "News", host: str = HOST, **policy: str) -> Site:
    """A site with one host; ``policy`` as in ``sites set``, without flood control unless asked."""
    settings = Policy().with_settings({"flood": "off", **policy}).to_stored()
    new = Site(key=f"site{next(_numbers)}", name=name, policy_settings=settings)
    new.hosts = [SiteHost(host=host)]
    return _saved(new)


def moderator(
    *sites: Site,
    role: Role = Role.MODERATOR,
    name: str = "Alice",
    is_owner: bool = False,
    sees_senders: bool = False,
) -> Moderator:
    """A person with a role on some sites, and no password."""
    person = Moderator(
        email=f"{name.lower()}{next(_numbers)}@{HOST}",
        name=name,
        fs_uniquifier=uuid.uuid4().hex,
        is_owner=is_owner,
        memberships=[
            Membership(site_id=each.id, role=role, sees_senders=sees_senders) for each in sites
        ],
    )
    return _saved(person)


def draft(source: str = "A calm remark.", url: str = URL, **more: Any) -> CommentDraft:
    """A comment's draft; what ``Sender`` has may be given too."""
    sender, rest = _sender(more)
    return CommentDraft(
        page=PageRef(url=url, title="An article"), sender=sender, source=source, **rest
    )


def typo_draft(exact: str = "teh", url: str = URL, **more: Any) -> TypoDraft:
    """A typo report's draft, with a suggestion and a sentence."""
    sender, rest = _sender(more)
    words = {
        "prefix": "and so ",
        "suffix": " end came",
        "sentence": f"and so {exact} end came",
        "suggestion": "the",
    }
    return TypoDraft(
        page=PageRef(url=url, title="An article"), sender=sender, exact=exact, **words | rest
    )


def visitor(network: str = "a") -> Visitor:
    return Visitor(hash=network * 32)


def comment(site: Site, source: str = "A calm remark.", **more: Any) -> Receipt:
    """A comment as taken in from an API client."""
    sender = more.pop("visitor", None) or visitor()
    sent = draft(source, **more)
    receipt = write(
        submit_comment, sent, work_out(sent.source), site_id=site.id, visitor=sender, ticket=None
    )
    write(index_words, [receipt.id])  # which the worker does otherwise
    return receipt


def typo(site: Site, exact: str = "teh", **more: Any) -> Receipt:
    """A typo report as taken in from an API client."""
    sender = more.pop("visitor", None) or visitor()
    return write(
        submit_typo, typo_draft(exact, **more), site_id=site.id, visitor=sender, ticket=None
    )


def stored(submission_id: int) -> Submission:
    """A submission as it is in the database now."""
    db.session.rollback()
    return db.session.scalars(select(Submission).where(Submission.id == submission_id)).one()


def _sender(more: dict[str, Any]) -> tuple[Sender, dict[str, Any]]:
    names = set(Sender.__dataclass_fields__)
    said = {name: value for name, value in more.items() if name in names}
    rest = {name: value for name, value in more.items() if name not in names}
    return Sender(**{"name": "Vera", **said}), rest


def _saved(thing: T) -> T:
    for _ in range(10):
        try:
            db.session.add(thing)
            db.session.commit()
        except OperationalError:  # an open page wrote since this session read: read anew
            db.session.rollback()
        else:
            return thing
    raise AssertionError("the database stayed locked")
