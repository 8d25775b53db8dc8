import time

import pytest
from hypothesis import example, given

from moderation.text.urls import (
    InvalidURL,
    host_of,
    is_http_url,
    normalise,
    page_key,
    same_origin_path,
    scheme_of,
)
from tests.text.strategies import urls

A = "https://a.example"


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        (A, f"{A}/"),
        ("HTTPS://A.Example:443/", f"{A}/"),
        ("http://a.example:80/x", "http://a.example/x"),
        ("https://a.example:8443/", "https://a.example:8443/"),
        ("https://a.example./", f"{A}/"),
        ("https://Пример.РФ/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://例え。jp/", "https://xn--r8jz45g.jp/"),
        ("http://[0:0::1]:8000/", "http://[::1]:8000/"),
        (f"{A}/a/./b/../c", f"{A}/a/c"),
        (f"{A}/a/%2e%2E/c/..", f"{A}/"),
        (f"{A}/../../etc", f"{A}/etc"),
        (f"{A}/%7Euser/%d0%B0", f"{A}/~user/%D0%B0"),
        (f"{A}/статья", f"{A}/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"),
        (f"{A}/100%/a|b", f"{A}/100%25/a%7Cb"),
        (f"{A}/a%2Fb", f"{A}/a%2Fb"),
        (f"{A}/x#part", f"{A}/x"),
        (f"{A}/x#part:~:text=word", f"{A}/x"),
        (f"{A}/x?", f"{A}/x"),
        (f"{A}/Path/", f"{A}/Path/"),
    ],
)
def test_it_has_one_form_for_an_address(url: str, clean: str) -> None:
    assert normalise(url) == clean


TRACKING = """
utm_source UTM_Campaign utm%5Fterm gclid fbclid yclid ysclid _openstat mc_cid pk_kwd WT.mc_id _ga
srsltid igshid ttclid msclkid at_medium erid
"""
CONTENT = "id cid eid uid p page nid keyword q session from ref source share amp gas"


@pytest.mark.parametrize("name", TRACKING.split())
def test_it_drops_what_only_says_where_a_reader_came_from(name: str) -> None:
    assert normalise(f"{A}/?{name}=x&id=5") == f"{A}/?id=5"


@pytest.mark.parametrize("name", CONTENT.split())
def test_it_keeps_what_may_name_the_page(name: str) -> None:
    assert normalise(f"{A}/?{name}=12") == f"{A}/?{name}=12"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("b=2&a=1", "a=1&b=2"),
        ("a=2&a=1", "a=2&a=1"),
        ("b=&a", "a&b="),
        ("&&a=1&", "a=1"),
        ("a=%7e&b=x+y", "a=~&b=x+y"),
        ("q=a=b?c", "q=a=b?c"),
    ],
)
def test_it_puts_parameters_in_one_order(query: str, kept: str) -> None:
    assert normalise(f"{A}/?{query}") == f"{A}/?{kept}"


REFUSED = """
|a.example|/path|//a.example|javascript:alert(1)|data:text/html,x|ftp://a.example|file:///etc/passwd|http://
http:a.example|http:/a.example|http:///a.example|https://@a.example|https://user@a.example|https://a:b@a.example
https://a.example@evil.example|https://a.example:0/|https://a.example:99999|https://a.example:x|https://[::1
https://[::g]|https://[fe80::1%25eth0]/|https://a b.example|https://a..example|https://.example|https://-a.example
https://a.example\\@evil.example|https:\\\\a.example|https://127.1|https://0x7f.1|https://2130706433|https://1.2.3.4.5
https://256.1.1.1|https://xn--0|https://a%2eb.example|https://a_.exam*ple|https://①②⑦.1
""".replace("\n", "|")[1:-1]


@pytest.mark.parametrize("url", REFUSED.split("|"))
def test_it_refuses_what_is_no_address_of_a_page(url: str) -> None:
    assert not is_http_url(url)
    with pytest.raises(InvalidURL):
        normalise(url)


@pytest.mark.parametrize("char", "\0\t\n\r \x7f\x85\xa0\u2028\u3000\ufeff\ud800\\")
def test_it_refuses_controls_and_spaces_anywhere(char: str) -> None:
    for url in (f"{char}{A}", f"https://a{char}.example/", f"{A}/{char}x", f"{A}/?a={char}"):
        assert not is_http_url(url)


def test_it_refuses_an_address_longer_than_we_keep() -> None:
    assert len(normalise(f"{A}/".ljust(2048, "x"))) == 2048
    for url in (f"{A}/".ljust(2049, "x"), f"{A}/".ljust(1000, "ы")):
        with pytest.raises(InvalidURL):
            normalise(url)


def test_it_tells_pages_apart_by_what_they_show() -> None:
    same = ["http://a.example/x/", f"{A}/x", f"{A}:443/./x/?utm_source=1#y"]
    assert {page_key(url) for url in same} == {"a.example/x"}
    others = [f"{A}/X", f"{A}/x?id=1", "https://www.a.example/x", f"{A}:8443/x", f"{A}/"]
    assert len({page_key(url) for url in [*same, *others]}) == 6


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://A.example:443/x", "a.example"),
        ("http://localhost:8000/", "localhost:8000"),
        ("http://a.example:443/", "a.example:443"),
        ("https://пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("http://127.0.0.1", "127.0.0.1"),
    ],
)
def test_it_names_the_host(url: str, host: str) -> None:
    assert host_of(url) == host


def test_it_names_the_scheme() -> None:
    assert (scheme_of("HTTP://a.example"), scheme_of(A)) == ("http", "https")


@pytest.mark.parametrize(
    "path", ["/", "/a/b", "/a?next=//evil.example", "/a#part", "/%09/e", "/a:b", "/@e"]
)
def test_it_goes_on_to_a_path_of_ours(path: str) -> None:
    assert same_origin_path(path) == path


ELSEWHERE = (
    "//e|/\\e|\\\\e|/////e|/\t/e|/\n/e|\t//e|https:e|https:///e|http:\\e|@e|e|e%E3%80%82com|/.//e|/a/..//e"
    "|javascript:alert(1)|data:text/html,x|https://e|/%2e//e|/\r\nSet-Cookie: a=b|/ /e|.|..|?x|#x"
)


@pytest.mark.parametrize("next_url", ["", "/" * 3000, "/" + "x" * 65_536, *ELSEWHERE.split("|")])
def test_it_never_goes_on_to_another_origin(next_url: str) -> None:
    assert same_origin_path(next_url) is None


@given(urls)
@example("https://a.example/.//x")
def test_it_is_settled_after_one_time(url: str) -> None:
    if is_http_url(url):
        try:
            clean = normalise(url)
        except InvalidURL:
            return
        assert normalise(clean) == clean
        assert page_key(clean) == page_key(url)
        assert host_of(clean) == host_of(url)


@given(urls)
def test_it_yields_a_path_or_nothing(url: str) -> None:
    path = same_origin_path(url)
    assert path is None or (path.startswith("/") and not path.startswith("//") and path.isascii())


@pytest.mark.parametrize("part", ["a", "/..", "../", "%", "&a", "&", "ы", ".", "a.", "-", "?", "="])
def test_it_takes_no_longer_for_hostile_addresses(part: str) -> None:
    started = time.process_time()
    for front in ("https://", f"{A}/", f"{A}/?"):
        is_http_url((front + part * 2048)[:2048])
    assert time.process_time() - started < 1
