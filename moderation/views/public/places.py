"""Which page of a site a reader's request is about, and where the links around it lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from flask import request, url_for

from moderation.drafts import PageRef, Receipt
from moderation.drafts.fields import Reader, read_page
from moderation.errors import Errors, Invalid
from moderation.models import Site
from moderation.queries.nodes import Node
from moderation.text.languages import LANGUAGES
from moderation.text.urls import host_of
from moderation.views.http import signer


@dataclass(frozen=True)
class Place:
    """A page as a request names it; ``article`` is empty when it is not one of the site's."""

    site_key: str
    ref: PageRef
    article: str
    lang: str | None  # the language asked for, handed on from page to page
    is_embedded: bool = False  # the article's own address leads to each comment

    @property
    def name(self) -> str:
        """What to call an article whose title nobody has said."""
        return self.ref.title or self.article.partition("://")[2]

    def titled(self, title: str) -> Place:
        """The same place under the title it is known by, if any."""
        return replace(self, ref=replace(self.ref, title=title)) if title else self

    def in_language(self, lang: str) -> Place:
        """The same place, its links leading to answers in a language."""
        return replace(self, lang=lang)

    @cached_property
    def _here(self) -> str:
        """The thread's address, made once: each comment has a link that begins so."""
        return self.thread()

    def thread(self, **more: object) -> str:
        return self._link("public_threads.show", **more)

    def comment(self, comment_id: int) -> str:
        """The thread where this comment stands in it."""
        return self.thread(comment=comment_id, _anchor=f"comment-{comment_id}")

    def answered(self, node: Node) -> str:
        """Where the comment that this one answers stands."""
        if self.is_embedded or node.is_parent_here or node.parent_id is None:
            return f"#comment-{node.parent_id}"
        return self.comment(node.parent_id)

    def comments(self) -> str:
        """Where the comment form goes; the page is named in its fields."""
        return url_for("public_comments.create", site_key=self.site_key, lang=self.lang)

    def reports(self) -> str:
        """Where the form for a spelling error goes."""
        return url_for("public_typos.create", site_key=self.site_key, lang=self.lang)

    def reply(self, comment_id: int) -> str:
        return f"{self._here}&parent_id={comment_id}#moderation-form"

    @cached_property
    def _flags(self) -> str:
        """Where flags begin, made once as well; the comment's number stands at its end."""
        return url_for(
            "public_flags.new", site_key=self.site_key, lang=self.lang, id="", _external=True
        )

    def flag(self, comment_id: int) -> str:
        return f"{self._flags}{comment_id}"

    def typos(self) -> str:
        return self._link("public_typos.new")

    def feed(self) -> str:
        return self._link("public_feeds.index")

    def _link(self, endpoint: str, **more: object) -> str:
        """A whole address: fragments stand in pages of other hosts."""
        return url_for(
            endpoint,
            site_key=self.site_key,
            url=self.ref.url,
            page_id=self.ref.page_id or None,
            lang=self.lang,
            _external=True,
            **more,  # type: ignore[arg-type]
        )


def asked_place(site: Site) -> Place:
    """The page that the request's address names; raises ``Invalid`` when the site has no such."""
    place, errors = _read(site, request.args)
    if errors:
        raise Invalid(errors)
    return place


def sent_place(site: Site, fields: Mapping[str, str]) -> Place:
    """The page that a form names, right or wrong."""
    return _read(site, fields)[0]


def asked_language() -> str | None:
    """The language that the reader chose by address or form, if it is one of ours."""
    asked = request.values.get("lang", "")[:35].lower().partition("-")[0]
    return asked if asked in LANGUAGES else None


def receipt_address(receipt: Receipt) -> str:
    """The author's link to what was sent."""
    token = signer().receipt(receipt.id, receipt.sighting_id)
    return url_for("public_receipts.show", token=token, lang=asked_language(), _external=True)


def _read(site: Site, fields: Mapping[str, str]) -> tuple[Place, Errors]:
    reader = Reader(fields)
    ref = read_page(reader)
    if "url" not in reader.errors and not site.has_host(host_of(ref.url)):
        reader.refuse("url", "invalid_url")
    article = "" if "url" in reader.errors else ref.url
    return Place(site.key, ref, article, asked_language()), reader.errors
