"""Where a page is edited, and whose word for it counts."""

from __future__ import annotations

import pytest

from moderation.policies import Policy
from moderation.text.editing import edit_address

PAGE = "https://news.example/a?b=1&c=2"
TEMPLATE = "https://cms.example/edit?url={url}&id={id}"


def address(own: str = "", template: str = "", *hosts: str) -> str:
    return edit_address(PAGE, own, page_id="a/7", template=template, hosts=hosts)


def test_the_template_takes_the_address_and_the_id_escaped() -> None:
    filled = "https://cms.example/edit?url=https%3A%2F%2Fnews.example%2Fa%3Fb%3D1%26c%3D2&id=a%2F7"
    assert address(template=TEMPLATE) == filled


@pytest.mark.parametrize(
    "own",
    [
        "https://evil.example/edit",
        "javascript:alert(1)//news.example",
        "https://news.example@evil.example/",
        "//news.example/edit",
        "https://news.example.evil.example/",
    ],
)
def test_a_page_cannot_lead_an_editor_elsewhere(own: str) -> None:
    assert address(own) == ""


def test_a_page_says_where_it_is_edited_on_the_sites_own_hosts() -> None:
    assert address("https://news.example/wp-admin?post=7") == "https://news.example/wp-admin?post=7"
    assert address("https://cms.example/7", "", "cms.example") == "https://cms.example/7"


def test_with_a_template_only_its_host_is_believed() -> None:
    assert address("https://cms.example/7", TEMPLATE) == "https://cms.example/7"
    assert address("https://news.example/7", TEMPLATE).startswith("https://cms.example/edit?")


@pytest.mark.parametrize(
    "template",
    ["edit?url={url}", "https://cms.example/", "https://{url}/", "javascript:{url}",
     "https://cms.example/{name}", "https://me@cms.example/{url}"],
)  # fmt: skip
def test_a_template_that_leads_nowhere_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="edit_url"):
        Policy().with_settings({"edit_url": template})
