"""Addresses and headers that nobody's browser sends."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api.callers import API, bearer
from tests.factories import URL, comment, moderator, site
from tests.faults.doors import DOORS, is_sound, outcome

READ = (
    "/sites/{key}/thread?url={url}&{query}",
    "/sites/{key}/thread?fragment=1&url={url}&{query}",
    "/sites/{key}/ticket?url={url}&{query}",
    "/sites/{key}/typos?url={url}&{query}",
    "/sites/{key}/feed.atom?url={url}&{query}",
    API + "/sites/{key}/thread?url={url}&{query}",
    API + "/sites/{key}/counts?url={url}&{query}",
)
NAMES = ("url", "lang", "after", "limit", "page_id", "parent_id", "title", "exact", "x[]")
VALUES = (
    *("", "0", "-1", "1", "2147483648", "9" * 5000, "1e309", "NaN", "[]", "{}", "[" * 9999),
    *("%E2%80%AE%D0%B6", "Z" + "%CD%91" * 300, "a" * 3000, "%25FF", "..%2F..%2F", "%0D%0AX:1"),
    *("javascript:alert(1)", "https://evil.example/", "https://[", "<script>", "{{7*7}}"),
)
NO_TEXT = ("%FF", "%00", "a%ED%A0%80", "%C0%AF", "%F8")


@pytest.mark.parametrize("path", READ)
def test_no_parameter_of_the_query_does_harm(client: FlaskClient, path: str) -> None:
    news = site(hold="findings", newcomers="welcome")
    comment(news)
    unsound = []
    for name in NAMES:
        for value in VALUES:
            asked = path.format(key=news.key, url=URL, query=f"{name}={value}")
            if not is_sound(client.get(asked)):
                unsound.append((name, value[:40]))
    assert unsound == []


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_query_that_is_no_text_is_refused(client: FlaskClient, path: str) -> None:
    key = site().key
    for value in NO_TEXT:
        for query in (f"lang={value}", f"{value}=1", f"url={value}"):
            answer = client.get(path.format(key=key, url=URL, query=query))
            assert answer.status_code == 400, query
            assert is_sound(answer)


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_of_ten_megabytes_is_refused(client: FlaskClient, path: str) -> None:
    long = "https://news.example/" + "a" * 10_000_000
    answer = client.get(path.format(key=site().key, url=long, query=""))
    assert answer.status_code == 414
    assert outcome(answer)[1] in ("", "too_large")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", ["comments", "typos"])
@pytest.mark.parametrize("door", DOORS)
def test_an_address_field_of_ten_megabytes_is_refused(
    client: FlaskClient, what: str, door: str
) -> None:
    answer = DOORS[door](client, site(), what, {"url": "https://news.example/" + "a" * 10_000_000})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "key", ["%00", "%FF", "%ED%A0%80", "a" * 100_000, "%F0%9F%98%80", "-", "'"]
)
def test_a_site_that_is_none_is_not_found(client: FlaskClient, key: str) -> None:
    for path in READ:
        assert client.get(path.format(key=key, url=URL, query="")).status_code == 404
    for path in ("/sites/{}/comments", "/sites/{}/typos", API + "/sites/{}/comments"):
        assert client.post(path.format(key)).status_code == 404


@pytest.mark.parametrize("token", ["%00", "%FF", ".", "a.b", "WzEsbnVsbF0.x", "a" * 100_000, "é"])
def test_a_receipt_that_is_none_is_not_found(client: FlaskClient, token: str) -> None:
    assert client.get(f"/receipts/{token}").status_code == 404
    assert client.post(f"/receipts/{token}/withdrawal").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 30, "9" * 5000, "a", "%00", "٣"])
def test_a_submission_that_is_none_is_not_found(client: FlaskClient, number: str) -> None:
    headers = bearer(moderator(site(), is_owner=True))
    address = f"{API}/submissions/{number}/decisions"
    assert client.post(address, json={"verb": "approve"}, headers=headers).status_code == 404


HEADERS = {
    "Origin": ["", "null", "://", "http://[", "https://\xff", "a" * 9999, "https://news.example:x"],
    "Sec-Fetch-Site": ["", "\xff", "x" * 9999],
    "Accept-Language": ["\xff", "x" * 99999, "ru;q=nan", "ru;q=1e999", ",;=," * 999, "*"],
    "Accept-Encoding": ["\xff", "gzip;q=nan", "gzip;q=-1", ";;;", "*;q=0"],
    "If-None-Match": ["\xff", '"', "*", 'W/"', "," * 9999],
    "User-Agent": ["\xff" * 999],
    "X-Request-ID": ["\xff", "x" * 9999],
    "X-Forwarded-For": ["\xff", "1.2.3", ",,,", "::ffff:1.2.3.4"],
    "Content-Type": ["\xff", ";", "application/json;" * 999],
    "Range": ["bytes=-1", "bytes=9-1", "x"],
    "Cookie": ["session=\xff", ";" * 9999],
}


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_header_does_harm(client: FlaskClient, name: str) -> None:
    news = site(hold="findings", newcomers="welcome")
    comment(news)
    reads = [path.format(key=news.key, url=URL, query="") for path in READ]
    for value in HEADERS[name]:
        sent = {name: value}
        answers = [client.get(path, headers=sent) for path in reads]
        answers += [
            client.post(f"{API}/sites/{news.key}/comments", data=b"{}", headers=sent),
            client.post(f"/sites/{news.key}/comments", data=b"a=1", headers=sent),
            client.options(f"{API}/sites/{news.key}/comments", headers=sent),
        ]
        assert all(answer.status_code < 500 for answer in answers), value[:40]
