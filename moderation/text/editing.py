"""Where a page is edited: its own word for it, if it can be trusted, or the site's template."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from moderation.text.urls import InvalidURL, host_of, is_http_url


def edit_address(
    page_url: str, own: str, *, page_id: str, template: str, hosts: Collection[str]
) -> str:
    """The address to edit a page at; empty when none is known that can be trusted.

    What a page says of itself came from a reader's browser, so it counts only on the host
    of the site's template, or without a template on the site's own hosts.
    """
    trusted = {_host(template)} if template else {*hosts, _host(page_url)}
    if is_http_url(own) and host_of(own) in trusted:
        return own
    return filled(template, page_url, page_id)


def filled(template: str, page_url: str, page_id: str) -> str:
    """The template with the page's address and id in it, both escaped."""
    return template.replace("{url}", quote(page_url, safe="")).replace(
        "{id}", quote(page_id, safe="")
    )


def _host(url: str) -> str:
    try:
        return host_of(url)
    except InvalidURL:
        return ""
