"""The widget lives in pages that have their own ideas."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.widget.gestures import report, write
from tests.widget.service import BASE, Service, comment, thread

pytest_plugins = ["tests.widget.fixtures"]

SCRIPT = f'<script async src="{BASE}/embed.js" data-site="k"></script>'
STRICT = {
    "Content-Security-Policy": f"default-src 'none'; script-src {BASE}/; connect-src {BASE}/; "
    "style-src 'none'; require-trusted-types-for 'script'; trusted-types moderation"
}
FIELD = "Add a comment"


def comment_and_report(tab: Page, service: Service, mistake: str) -> None:
    """Leave a comment and report a mistake: all that a reader can do."""
    write(tab, "Hello").get_by_role("button", name="Send").click()
    expect(tab.locator("#comment-90")).to_be_visible()
    dialog = report(tab, "#wrong")
    expect(dialog.locator("mark")).to_have_text(mistake)
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("Thank you.")
    assert [post.get("exact", "comment") for post in service.posts] == ["comment", mistake]


def test_it_works_under_a_strict_policy(reader: Page, service: Service) -> None:
    refused: list[str] = []
    reader.on("console", lambda message: refused.append(message.text))
    body = f"{SCRIPT}<article><p id=wrong>mistaek</p></article><div data-moderation-thread></div>"
    reader.goto(service.page("strict", body, **STRICT))
    comment_and_report(reader, service, "mistaek")
    expect(reader.locator(".comments > li").first).to_have_css("list-style-type", "none")
    assert refused == []


def test_it_works_where_the_page_unsets_everything(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("unset"))
    expect(reader.locator("[data-moderation-thread]")).to_have_css("display", "block")
    comment_and_report(reader, service, "brigde")


def test_it_works_beside_scripts_that_change_the_world(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("hostile"))
    comment_and_report(reader, service, "<img src=x onerror=alert(1)>")
    assert "extra" not in service.posts[0]


def test_it_works_in_a_page_that_reads_from_right_to_left(reader: Page, service: Service) -> None:
    service.thread = thread(comment(7, "أوافق."), lang="en")
    reader.goto(service.host_page("arabic"))
    assert (
        reader.locator("#comment-7 .comment-body").evaluate(
            "(body) => getComputedStyle(body).direction"
        )
        == "rtl"
    )
    dialog = report(reader, "#wrong")
    expect(dialog.locator("blockquote")).to_have_css("direction", "rtl")
    expect(dialog.locator("mark")).to_have_text("المدينه")


def test_it_turns_around_with_the_thread(reader: Page, service: Service) -> None:
    replies = f'<ol class="replies">{comment(8, "A reply.")}</ol>'
    service.thread = thread(comment(7, "First.", replies=replies)).replace('"ltr"', '"rtl"')
    reader.goto(service.host_page("plain"))
    parent = reader.locator("#comment-7 .comment-name").first.bounding_box()
    reply = reader.locator("#comment-8 .comment-name").bounding_box()
    assert parent
    assert reply
    assert reply["x"] + reply["width"] < parent["x"] + parent["width"]


def test_it_follows_a_page_that_changes_without_loading(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("application"), wait_until="networkidle")
    for path in ("/one", "/two"):
        with reader.expect_request(re.compile(f"thread.*{path[1:]}")):
            reader.evaluate(f"show('{path}')")
        expect(reader.get_by_label(FIELD)).to_be_visible()
    write(reader, "Hello").get_by_role("button", name="Send").click()
    expect(reader.locator("#comment-90")).to_be_visible()
    assert service.posts[0]["url"] == "https://paper.example/two"


def test_it_is_mounted_and_unmounted_by_name(reader: Page, service: Service) -> None:
    reader.goto(service.page("bare", f"<div id=place></div>{SCRIPT}"), wait_until="networkidle")
    reader.evaluate("moderation.mount(document.getElementById('place'))")
    expect(reader.get_by_label(FIELD)).to_be_visible()
    reader.evaluate("moderation.unmount(document.getElementById('place'))")
    expect(reader.get_by_label(FIELD)).to_have_count(0)
    reader.evaluate("moderation.mount(document.getElementById('place'))")
    expect(reader.get_by_label(FIELD)).to_be_visible()


def test_it_stays_unmounted_while_the_page_goes_on_changing(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("plain"), wait_until="networkidle")
    reader.evaluate("moderation.unmount(document.querySelector('[data-moderation-thread]'))")
    reader.evaluate("document.body.append('more')")
    reader.wait_for_load_state("networkidle")
    expect(reader.get_by_label(FIELD)).to_have_count(0)


def test_it_shows_several_threads_on_a_page(reader: Page, service: Service) -> None:
    body = "".join(f'<div data-moderation-thread data-url="/{one}"></div>' for one in "ab")
    reader.goto(service.page("list", SCRIPT + body))
    expect(reader.get_by_label(FIELD)).to_have_count(2)
    reader.get_by_label(FIELD).last.fill("Hello")
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator("#comment-90")).to_be_visible()
    assert service.posts[0]["url"] == "https://paper.example/b"


def test_it_is_included_twice_without_harm(reader: Page, service: Service) -> None:
    reader.goto(service.page("twice", SCRIPT * 2 + "<div data-moderation-thread></div>"))
    expect(reader.get_by_label(FIELD)).to_have_count(1)


def test_it_believes_the_canonical_address_of_the_same_host(reader: Page, service: Service) -> None:
    for canonical, told in [
        ("https://paper.example/real?id=5", "https://paper.example/real?id=5"),
        ("https://other.example/real", "https://paper.example/own"),
    ]:
        head = f'<link rel="canonical" href="{canonical}">{SCRIPT}'
        with reader.expect_request("**/thread?**") as asked:
            body = head + "<div data-moderation-thread></div>"
            reader.goto(service.page("own", body) + "#part")
        assert parse_qs(urlsplit(asked.value.url).query)["url"] == [told]
        reader.goto("about:blank")


def test_it_speaks_the_language_it_is_told(reader: Page, service: Service) -> None:
    for html, lang in [
        ('<div data-moderation-thread data-lang="ru"></div>', "ru"),
        ('<section lang="zh-Hans"><div data-moderation-thread></div></section>', "zh"),
        ('<section lang="de"><div data-moderation-thread></div></section>', "en"),
    ]:
        with reader.expect_request(f"**/thread?**lang={lang}**"):
            reader.goto(service.page("own", f'<html lang="ru">{SCRIPT}{html}'))


def test_it_fits_a_narrow_screen(reader: Page, service: Service) -> None:
    reader.set_viewport_size({"width": 320, "height": 640})
    service.thread = thread(comment(7, "Donaudampfschifffahrtsgesellschaft" * 4))
    reader.goto(service.host_page("plain"))
    write(reader, "Hello")
    assert reader.evaluate("document.documentElement.scrollWidth") == 320
    reader.get_by_label("Leave a comment").blur()
    dialog = report(reader, "#lead b")
    box = dialog.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320


def test_it_needs_no_colour_of_its_own_on_a_dark_page(
    reader_context: BrowserContext, reader: Page, service: Service
) -> None:
    body = "<style>body { background: #111; color: #eee }</style><div data-moderation-thread></div>"
    reader.goto(service.page("dark", SCRIPT + body))
    expect(reader.locator("#comment-7 .comment-body")).to_have_css("color", "rgb(238, 238, 238)")
    expect(reader.get_by_label(FIELD)).to_have_css("color", "rgb(238, 238, 238)")


def test_it_forgets_a_thread_that_leaves_before_it_has_come(reader: Page, service: Service) -> None:
    reader.goto(service.page("bare", f"<div id=place></div>{SCRIPT}"), wait_until="networkidle")
    reader.evaluate(
        "() => { const place = document.getElementById('place');"
        " moderation.mount(place); moderation.unmount(place); }"
    )
    reader.wait_for_load_state("networkidle")
    expect(reader.get_by_label(FIELD)).to_have_count(0)
    reader.evaluate("moderation.mount(document.getElementById('place'))")
    expect(reader.get_by_label(FIELD)).to_have_count(1)
