"""Fetching and handing over: whom we ask, and what we say."""

import socket
from pathlib import Path

import pytest

from moderation.integrations.http import FetchError, fetch, post
from tests.integrations.http.asking import PAGE, code_of, first, get, resolver
from tests.services.naughty import certified, naughty, say

SPELLINGS = [
    "http://0x7f.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://127.1/",
    "http://0/",
    "http://127.0.0.1.:{port}/",
    "http://user@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@news.example/",
    "http://127.0.0.1:{port}\\@news.example/",
    "http:127.0.0.1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/x",
    "//127.0.0.1:{port}/",
    "ftp://127.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/",
    "http://127.0.0.1:22/",
    "http://[::1%25lo]:{port}/",
]


def test_a_page_is_fetched_with_what_the_server_says_of_it() -> None:
    said = "Content-Type: text/html", 'ETag: "7"', "Last-Modified: Mon, 02 Mar 2026 09:00:00 GMT"
    with naughty(say("200 OK", *said, body=b"<p>x</p>")) as server:
        answer = get(server, "/a?b=1")
    assert (answer.status, answer.body, answer.etag) == (200, b"<p>x</p>", '"7"')
    assert answer.last_modified == "Mon, 02 Mar 2026 09:00:00 GMT"
    assert server.heads[0].startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert server.header("Host") == server.host


def test_an_unchanged_page_is_not_sent_again() -> None:
    with naughty(say("304 Not Modified")) as server:
        answer = get(server, etag='W/"7"', last_modified="Mon, 02 Mar 2026 09:00:00 GMT")
    assert (answer.status, answer.body) == (304, b"")
    assert server.header("If-None-Match") == 'W/"7"'
    assert server.header("If-Modified-Since") == "Mon, 02 Mar 2026 09:00:00 GMT"


def test_what_is_no_header_is_not_sent_as_one() -> None:
    with naughty(PAGE) as server:
        get(server, etag="7\r\nX-Evil: 1", last_modified="в понедельник")
    assert "Evil" not in server.heads[0]
    assert "If-Modified" not in server.heads[0]


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Oops", "503 Busy"])
def test_a_failure_is_an_answer(status: str) -> None:
    with naughty(say(status, "Retry-After: 120", body=b"<p>sorry</p>")) as server:
        answer = get(server)
    assert (answer.status, answer.retry_after, answer.body) == (int(status[:3]), 120, b"")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("Mon, 02 Mar 2026 09:01:00 GMT", 60), ("Sun, 01 Mar 2026 09:00:00 GMT", 0), ("soon", None)],
)
@pytest.mark.usefixtures("clock")
def test_a_server_may_name_the_moment(said: str, seconds: int | None) -> None:
    with naughty(say("503 Busy", f"Retry-After: {said}")) as server:
        assert get(server).retry_after == seconds


def test_no_cookie_is_kept() -> None:
    cookie = "Set-Cookie: sid=1; Path=/"
    with naughty(first(say("302 Found", "Location: /b", cookie), PAGE)) as server:
        get(server)
        get(server)
    assert not any("cookie" in head.lower() for head in server.heads)


def test_the_environments_proxies_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    with naughty(PAGE) as server, naughty(say("502 Proxy")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url())
        assert get(server).status == 200
    assert proxy.heads == []


def test_only_registered_hosts_are_asked() -> None:
    with naughty(PAGE) as server:
        assert code_of(server.url(), {"news.example"}, {server.host}) == "not_registered"
        assert code_of(server.url(), {"127.0.0.1"}, {server.host}) == "not_registered"
    assert server.heads == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_an_address_leads_past_the_list(spelling: str) -> None:
    with naughty(PAGE) as server:
        url = spelling.format(port=server.port)
        hosts = {"news.example", "127.0.0.1", "user@127.0.0.1"}
        assert code_of(url, hosts) in ("not_registered", "private_address")
    assert server.heads == []


def test_a_registered_host_at_a_private_address_is_not_asked() -> None:
    with naughty(PAGE) as server:
        assert code_of(server.url(), {server.host}) == "private_address"
        with resolver(["127.0.0.1"]):
            host = f"news.example:{server.port}"
            assert code_of(f"http://{host}/", {host}) == "private_address"
    assert server.heads == []


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with resolver(["93.184.215.14", "10.0.0.7"]):
        assert code_of("http://news.example/", {"news.example"}) == "private_address"


def test_the_name_is_looked_up_once_and_what_was_checked_is_asked() -> None:
    with naughty(PAGE) as server, resolver(["127.0.0.1"], ["127.0.0.99"]) as asked:
        host = f"news.example:{server.port}"
        answer = fetch(f"http://{host}/", hosts={host}, private={host})
    assert (answer.status, asked) == (200, ["news.example"])
    assert server.header("Host") == host


def test_a_name_in_another_script_is_asked_for_in_punycode() -> None:
    with naughty(PAGE) as server, resolver(["127.0.0.1"]) as asked:
        host = f"xn--b1amnebsh.xn--p1ai:{server.port}"
        fetch(f"http://новости.рф:{server.port}/", hosts={host}, private={host})
    assert (asked, server.header("Host")) == (["xn--b1amnebsh.xn--p1ai"], host)


def test_an_address_of_ipv6_is_asked_in_brackets() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 here")
    with naughty(PAGE, at="::1") as server:
        assert get(server).status == 200
        assert code_of(server.url(), {server.host}) == "private_address"
    assert server.header("Host") == server.host


def test_an_absent_name_is_unreachable() -> None:
    with resolver([]):
        assert code_of("http://news.example/", {"news.example"}) == "unreachable"


def test_a_closed_port_is_unreachable() -> None:
    with naughty(PAGE) as server:
        host = server.host
    assert code_of(f"http://{host}/", {host}, {host}) == "unreachable"


def test_a_path_is_asked_for_escaped() -> None:
    with naughty(PAGE) as server:
        get(server, "//новости/a%2Fb?q=%D1%8F&й")
    path = "//%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/a%2Fb?q=%D1%8F&%D0%B9"
    assert server.heads[0].startswith(f"GET {path} HTTP/1.1")


def test_a_certificate_is_checked_against_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certified("news.example", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with naughty(PAGE, context) as server, resolver(["127.0.0.1"]):
        good, bad = f"news.example:{server.port}", f"evil.example:{server.port}"
        assert fetch(f"https://{good}/", hosts={good}, private={good}).status == 200
        assert code_of(f"https://{bad}/", {bad}, {bad}) == "unreachable"
        monkeypatch.delenv("SSL_CERT_FILE")
        assert code_of(f"https://{good}/", {good}, {good}) == "unreachable"


def test_something_is_handed_over_as_it_is() -> None:
    with naughty(say("204 No Content")) as server:
        own = {"Content-Type": "application/json", "webhook-id": "7"}
        answer = post(
            server.url("/in"), b'{"a": 1}', headers=own, hosts={server.host}, private={server.host}
        )
    assert (answer.status, server.bodies) == (204, [b'{"a": 1}'])
    assert (server.header("webhook-id"), server.header("Content-Type")) == (
        "7",
        own["Content-Type"],
    )


def test_nothing_is_handed_over_at_private_addresses() -> None:
    with naughty(PAGE) as server, pytest.raises(FetchError, match="private_address"):
        post(server.url(), b"", headers={}, hosts={server.host})
    assert server.heads == []
