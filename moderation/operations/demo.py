"""Filling a site to try things on."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from moderation.database import utcnow
from moderation.demo.articles import ARTICLES, Article
from moderation.drafts import CommentDraft, PageRef, Sender, TypoDraft, Visitor
from moderation.extensions import db
from moderation.models import Page, Purpose, Submission, Verb, WaitingFor
from moderation.operations.canned import add_canned
from moderation.operations.decide import decide
from moderation.operations.demo_disputes import dispute_demo
from moderation.operations.report import submit_typo
from moderation.operations.sites import (
    add_site,
    set_hosts,
    set_house_rules,
    set_policy,
    site_id_of,
)
from moderation.operations.submit import submit_comment
from moderation.operations.waiting import begin_waiting
from moderation.screening.types import TicketState
from moderation.text.pages import place_of
from moderation.text.worked_out import work_out

KEY = "demo"
SENT = Path(__file__).parent.parent / "demo" / "submissions.json"
OPENED = TicketState("ok", 40.0)  # their forms were open for 40 seconds


def fill_demo(base_url: str, host: str, *, owner: int) -> None:
    """Make the demo site with its articles' threads and a waiting queue."""
    sent = json.loads(SENT.read_text(encoding="utf-8"))
    add_site("The Riverside Courier", [host], key=KEY)
    site_id = site_id_of(KEY)
    set_policy(site_id, {"flood": "off"})
    set_house_rules(site_id, sent["house_rules"])
    articles = {article.slug: article for article in ARTICLES}
    ids: dict[str, int] = {}
    for each in sorted(sent["comments"], key=lambda one: -int(one["minutes"])):
        ref = _page(articles[each["slug"]], base_url)
        parent_id = ids[each["parent"]] if "parent" in each else None
        comment_id = _comment(each, ref, site_id, parent_id)
        if "id" in each:
            ids[each["id"]] = comment_id
        if each.get("approve"):
            decide(comment_id, Verb.APPROVE, by=owner, version=None)
        elif reason := each.get("reject"):
            decide(comment_id, Verb.REJECT, by=owner, version=None, reason=reason)
    for each in sorted(sent["typos"], key=lambda one: -int(one["minutes"])):
        _typo(each, _page(articles[each["slug"]], base_url), site_id)
    for each in sent["texts"]:
        add_canned(site_id, Purpose(each.pop("purpose")), by=owner, **each)
    dispute_demo(sent, ids, site_id=site_id)
    set_policy(site_id, sent["policy"])


def move_demo(base_url: str, host: str) -> None:
    """Let the demo's articles be found at another address; raises ``NotFound`` without a demo."""
    site_id = site_id_of(KEY)
    set_hosts(site_id, [host])
    for article in ARTICLES:
        same = (Page.site_id == site_id, Page.url_key == place_of("", article.slug))
        db.session.execute(update(Page).where(*same).values(url=_address(article, base_url)))


def _page(article: Article, base_url: str) -> PageRef:
    return PageRef(
        _address(article, base_url),
        title=article.title,
        page_id=article.slug,
        lang=article.lang,
    )


def _address(article: Article, base_url: str) -> str:
    return f"{base_url}/demo/{article.slug}"


def _comment(each: dict[str, Any], page: PageRef, site_id: int, parent_id: int | None) -> int:
    name = each["name"]
    sender = Sender(name=name, author_key=f"demo {name}" if name else "")
    draft = CommentDraft(page=page, sender=sender, source=each["source"], parent_id=parent_id)
    receipt = submit_comment(
        draft, work_out(draft.source), site_id=site_id, visitor=_visitor(name), ticket=OPENED
    )
    _age(receipt.id, each["minutes"])
    return receipt.id


def _typo(each: dict[str, Any], page: PageRef, site_id: int) -> None:
    quote = {
        name: each.get(name, "")
        for name in ("exact", "prefix", "suffix", "sentence", "suggestion", "note")
    }
    draft = TypoDraft(page=page, sender=Sender(name=each.get("name", "")), **quote)
    receipt = submit_typo(draft, site_id=site_id, visitor=_visitor(""), ticket=OPENED)
    if receipt.sightings == 1:
        _age(receipt.id, each["minutes"])


def _visitor(name: str) -> Visitor:
    return Visitor(hash=f"demo {name}")


def _age(submission_id: int, minutes: int) -> None:
    """Date a submission back, so that the queue looks as after a morning."""
    sent_at = utcnow() - timedelta(minutes=minutes)
    submission = db.session.get_one(Submission, submission_id)
    submission.submitted_at = submission.waiting_since = sent_at
    begin_waiting(submission, WaitingFor.FIRST)
