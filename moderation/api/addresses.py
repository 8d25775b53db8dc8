"""What the query of an address says."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.drafts import PageRef
from moderation.drafts.fields import Reader, read_page
from moderation.errors import Invalid, Problem
from moderation.models import Site
from moderation.text.urls import host_of


def page_of(site: Site, fields: Mapping[str, object]) -> PageRef:
    """The page that ``url`` names; raises ``Invalid`` for one that is not the site's."""
    reader = Reader(fields)
    ref = read_page(reader)
    if reader.errors:
        raise Invalid(reader.errors)
    if not site.has_host(host_of(ref.url)):
        raise Invalid({"url": [Problem("invalid_url")]})
    return ref


def number_of(fields: Mapping[str, object], name: str, *, default: int, most: int) -> int:
    """A number from 1 to ``most``; raises ``Invalid`` for any other."""
    reader = Reader(fields)
    number = reader.whole(name)
    if reader.errors:
        raise Invalid(reader.errors)
    if number is None:
        return default
    if not 1 <= number <= most:
        raise Invalid({name: [Problem("not_a_choice")]})
    return number
