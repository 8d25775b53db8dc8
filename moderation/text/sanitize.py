"""The last word on HTML that readers see: two cleaners with one small list, then every link."""

import re

import bleach
import nh3

from moderation.text.urls import is_http_url

TAGS = frozenset(["p", "br", "strong", "em", "a", "blockquote", "code", "pre", "ul", "ol", "li"])
ATTRIBUTES = {"a": {"href"}}
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "nofollow ugc noopener"

_MAILTO = re.compile(r"mailto:[A-Za-z0-9.!#$'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
# nh3 writes its tags in one way only, and one link never stands inside another.
_PRE_OPENING = re.compile(r"<pre>\n+")
# In which the first cleaner, a parser written in Python, would find nothing to take away: most
# comments are no more than that. The second one reads them all the same.
_PARAGRAPHS = re.compile(
    r"(?:<p>(?:[^<>&\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff]++"
    r"|&(?:amp|lt|gt|quot);|<br>)*+</p>\n?)++"
)
_CONTROLS = dict.fromkeys(set(range(0x20)) - {0x09, 0x0A, 0x0D}, "\ufffd") | {0x0D: "\n"}
_BARE_LINK = re.compile(rf'<a rel="{LINK_REL}">(.*?)</a>', re.DOTALL)


def clean(html: str) -> str:
    """HTML with nothing in it but a few harmless elements and links that lead to the web."""
    html = html.replace("\r\n", "\n").translate(_CONTROLS)
    once = _second_opinion(html if _PARAGRAPHS.fullmatch(html) else _first_opinion(html))
    unlinked = _BARE_LINK.sub(r"\1", once)
    # What a parser would change on each reading is changed here, so that cleaning twice changes
    # nothing: it drops the line feed that opens a pre, and controls come out of references.
    return _PRE_OPENING.sub("<pre>", unlinked.translate(_CONTROLS))


def safe_href(href: str) -> bool:
    """Whether a link may lead there: a whole web address or a plain mail address."""
    return is_http_url(href) or _MAILTO.fullmatch(href) is not None


def _first_opinion(html: str) -> str:
    """The list applied by bleach; its cleaner objects cannot be shared between threads."""
    cleaned: str = bleach.clean(
        html,
        tags=TAGS,
        attributes={tag: sorted(names) for tag, names in ATTRIBUTES.items()},
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return cleaned


def _second_opinion(html: str) -> str:
    """The same list applied by another parser, which also adds the links' `rel`."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_safe_attribute,
        strip_comments=True,
        link_rel=LINK_REL,
        url_schemes=set(SCHEMES),
    )


def _safe_attribute(_tag: str, name: str, value: str) -> str | None:
    return None if name == "href" and not safe_href(value) else value
