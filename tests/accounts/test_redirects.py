"""``next`` never leads to another origin."""

from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from flask import Flask

from tests.accounts.browsers import PASSWORD, Browser, person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# What browsers have been known to take for another origin.
# https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html
ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x19//evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/.//evil.example",
    "/..//evil.example",
    "/dashboard/..//evil.example",
    "/%2e%2e//evil.example",
    "//127.0.0.1:8000@evil.example",
    "http://127.0.0.1:8000@evil.example",
    "http://127.0.0.1:8000.evil.example",
    "http://127.0.0.1:80001/",
    "〱evil.example",
    "\u3000//evil.example",
    "//evil。example",
    "?next=//evil.example",
    "evil.example",
    "/%0d%0aLocation:%20//evil.example",
]
OURS = "http://127.0.0.1:8000"


def goes_to(location: str | None, page: str) -> str:
    """The origin where a browser ends up."""
    parts = urlsplit(urljoin(OURS + page, (location or "").replace("\\", "/")))
    return f"{parts.scheme}://{parts.netloc}"


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("place", ["address", "form"])
def test_it_stays_here(app: Flask, elsewhere: str, place: str) -> None:
    email = person().email
    query = "?" + urlencode({"next": elsewhere}) if place == "address" else ""
    fields = {"email": email, "password": PASSWORD}
    fields |= {"next": elsewhere} if place == "form" else {}
    answer = Browser(app).send(f"/dashboard/login{query}", fields)
    assert answer.status_code == 303
    assert goes_to(answer.location, "/dashboard/login") == OURS
    assert not (answer.location or "").startswith("//")


@pytest.mark.parametrize(
    "path", ["/dashboard/people", "/dashboard/queue?site=news&q=%D1%8F", "/dashboard/log#entry-7"]
)
def test_it_goes_where_one_wanted_to(app: Flask, path: str) -> None:
    browser, email = Browser(app), person().email
    fields = {"email": email, "password": PASSWORD, "next": path}
    assert browser.send("/dashboard/login", fields).location == path


def test_a_closed_door_leads_back_after_signing_in(app: Flask) -> None:
    browser, somebody = Browser(app), person()
    door = browser.get("/dashboard/account").location or ""
    answer = browser.send(door, {"email": somebody.email, "password": PASSWORD})
    assert answer.location == "/dashboard/account"
