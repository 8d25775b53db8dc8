"""Where answers send us on to, and where we do not go."""

from pathlib import Path

import pytest

from moderation.integrations.http import post
from tests.integrations.http.asking import PAGE, code_of, first, get, resolver
from tests.services.naughty import certified, naughty, say


def test_a_name_that_means_something_else_after_a_redirect_is_refused() -> None:
    with (
        naughty(say("302 Found", "Location: /b")) as server,
        resolver(["127.0.0.1"], ["169.254.169.254"]),
    ):
        host = f"news.example:{server.port}"
        assert code_of(f"http://{host}/", {host}, {host}) == "private_address"
    assert len(server.heads) == 1


def test_a_redirect_within_the_hosts_is_followed() -> None:
    moved = say("308 Moved", "Location: ../новая?я=1#там")
    with naughty(first(moved, PAGE)) as server:
        answer = get(server, "/a/b")
    assert answer.url == server.url("/%D0%BD%D0%BE%D0%B2%D0%B0%D1%8F?%D1%8F=1#%D1%82%D0%B0%D0%BC")
    assert (answer.status, len(server.heads)) == (200, 2)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest",
        "http://10.0.0.7/",
        "//evil.example/",
        "ftp://evil.example/",
        "http://news.example@evil.example/",
        "http://0x7f.1/",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_elsewhere_is_not_followed(status: int, to: str) -> None:
    with naughty(say(f"{status} Moved", f"Location: {to}")) as server:
        assert code_of(server.url(), {server.host}, {server.host}) == "redirected_away"


def test_a_redirect_to_a_registered_host_at_a_private_address_is_refused() -> None:
    with naughty(PAGE) as inside, naughty(say("302 Found", f"Location: {inside.url()}")) as server:
        hosts = {server.host, inside.host}
        assert code_of(server.url(), hosts, {server.host}) == "private_address"
    assert inside.heads == []


def test_a_loop_of_redirects_ends() -> None:
    with naughty(say("302 Found", "Location: /again")) as server:
        assert code_of(server.url(), {server.host}, {server.host}) == "too_many_redirects"
    assert len(server.heads) == 6


def test_a_redirect_does_not_leave_encryption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certified("127.0.0.1", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with (
        naughty(PAGE) as plain,
        naughty(say("302 Found", f"Location: {plain.url()}"), context) as server,
    ):
        hosts = {server.host, plain.host}
        assert code_of(f"https://{server.host}/", hosts, hosts) == "redirected_away"
    assert plain.heads == []


def test_what_is_handed_over_follows_no_redirect() -> None:
    with naughty(say("307 Moved", "Location: /b")) as server:
        answer = post(server.url(), b"", headers={}, hosts={server.host}, private={server.host})
    assert (answer.status, len(server.heads)) == (307, 1)
