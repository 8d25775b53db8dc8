"""A thread in somebody else's page, before its reader does anything and after."""

from playwright.sync_api import Page, expect

from tests.widget.service import BASE, Service, comment, thread

pytest_plugins = ["tests.widget.fixtures"]

HEADING = ".thread-title"


def test_it_shows_the_thread_with_its_count(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("plain"))
    expect(reader.get_by_role("heading", name="2 comments")).to_be_visible()
    expect(reader.get_by_text("Second.")).to_be_visible()


def test_it_loads_nothing_more_before_the_reader_touches_it(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("plain"), wait_until="networkidle")
    loaded = {name for name in service.asked if not name.startswith("sites/")}
    assert loaded == {"embed.js", "widget/thread.js", "widget/widget.css"}
    assert [name for name in service.asked if name.startswith("sites/")] == ["sites/k/thread"]


def test_it_sets_no_cookie_and_keeps_nothing(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("plain"), wait_until="networkidle")
    assert reader.context.cookies() == []
    assert reader.evaluate("localStorage.length") == 0


def test_it_takes_the_page_s_font_and_ink(reader: Page, service: Service) -> None:
    reader.goto(service.host_page("plain"))
    style = reader.locator(".comment-body").first.evaluate(
        "(body) => { const s = getComputedStyle(body); return [s.fontFamily, s.color]; }"
    )
    assert style == ['Georgia, "DejaVu Serif", serif', "rgb(28, 28, 28)"]


def test_it_tells_times_as_they_are_spoken_of(reader: Page, service: Service) -> None:
    reader.clock.set_fixed_time("2026-11-21T09:05:10Z")
    reader.goto(service.host_page("plain"))
    time = reader.locator("time").first
    expect(time).to_have_text("5 min. ago")
    expect(time).to_have_attribute("title", "November 21, 2026 at 9:00 AM")


def test_it_folds_a_long_text_until_it_is_asked_for(reader: Page, service: Service) -> None:
    service.thread = thread(comment(7, "line<br>" * 40), comment(8, "line<br>" * 12))
    reader.goto(service.host_page("plain"))
    more = reader.get_by_role("button", name="Show all")
    expect(more).to_have_count(1)
    folded = reader.locator("#comment-7 .comment-body")
    before = folded.bounding_box()
    more.click()
    after = folded.bounding_box()
    assert before
    assert after
    assert before["height"] < after["height"] / 3


def bring_more(reader: Page, service: Service) -> None:
    """Go to the article and ask for the next part, which begins with the second comment."""
    reader.goto(service.host_page("plain"))
    reader.get_by_role("link", name="More comments").click()
    expect(reader.locator("#comment-2")).to_be_focused()


def test_it_brings_more_comments_in_place(reader: Page, service: Service) -> None:
    service.thread = thread(comment(1, "One."), more=f"{BASE}/sites/k/thread?url=x&after=1")
    service.next_part = thread(comment(2, "Two."))
    bring_more(reader, service)
    expect(reader.locator(".comments > li")).to_have_count(2)
    expect(reader.get_by_role("link", name="More comments")).to_have_count(0)


def test_it_goes_to_the_comment_that_the_address_names(reader: Page, service: Service) -> None:
    many = [comment(number, "A comment.<br>" * 6) for number in range(1, 30)]
    service.thread = thread(*many)
    reader.goto(service.host_page("plain") + "#comment-25")
    expect(reader.locator("#comment-25")).to_be_in_viewport()
    reader.evaluate("location.hash = '#comment-3'")
    expect(reader.locator("#comment-3")).to_be_in_viewport()


def test_it_looks_for_a_named_comment_in_the_next_part(reader: Page, service: Service) -> None:
    service.thread = thread(comment(1, "One."), more=f"{BASE}/sites/k/thread?url=x&after=1")
    service.next_part = thread(comment(2, "Two."))
    reader.goto(service.host_page("plain") + "#comment-2")
    expect(reader.locator("#comment-2")).to_be_focused()


def test_it_turns_to_a_comment_that_stands_elsewhere(reader: Page, service: Service) -> None:
    service.thread = thread(comment(1, "One."), more=f"{BASE}/sites/k/thread?url=x&after=1")
    service.next_part = thread(comment(50, "Fifty."))
    reader.goto(service.host_page("plain"))
    reader.locator("#comment-1").get_by_role("link", name="Reply").click()
    reader.get_by_label("Reply to Vera").fill("Half a thought.")
    reader.evaluate("location.hash = '#comment-50'")
    expect(reader.locator("#comment-50")).to_be_focused()
    expect(reader.locator("#comment-1")).to_have_count(0)
    expect(reader.get_by_role("link", name="More comments")).to_have_count(0)
    expect(reader.locator("#moderation-form")).to_be_visible()


def test_it_brings_the_next_part_as_the_reader_nears_the_end(
    reader: Page, service: Service
) -> None:
    many = [comment(number, "A comment.<br>" * 6) for number in range(1, 30)]
    service.thread = thread(*many, more=f"{BASE}/sites/k/thread?url=x&after=29")
    service.next_part = thread(comment(30, "The thirtieth."))
    reader.goto(service.host_page("plain"))
    expect(reader.locator("#comment-29")).to_be_attached()
    assert "widget/more.js" not in service.asked
    reader.locator("#comment-29").scroll_into_view_if_needed()
    expect(reader.locator("#comment-30")).to_be_attached()
    expect(reader.get_by_role("status")).to_have_text("More comments: +1")
    expect(reader.locator("body")).to_be_focused()


def test_it_unfolds_replies_in_place(reader: Page, service: Service) -> None:
    link = f'<p class="thread-more"><a href="{BASE}/sites/k/thread?under=1&after=2">1 more</a></p>'
    branch = '<ol class="replies">{}</ol>'
    service.thread = thread(
        comment(1, "One.", replies=branch.format(comment(2, "Two.")) + link), comment(9, "Nine.")
    )
    service.next_part = thread(comment(1, "One.", replies=branch.format(comment(3, "Three."))))
    reader.goto(service.host_page("plain"))
    reader.get_by_role("link", name="1 more").click()
    expect(reader.locator("#comment-3")).to_be_focused()
    expect(reader.locator("#comment-1 > ol > li")).to_have_count(2)
    expect(reader.locator(".comments > li")).to_have_count(2)
    expect(reader.locator(".thread-more")).to_have_count(0)


def test_it_shows_nothing_twice_that_was_sent_from_here(reader: Page, service: Service) -> None:
    service.thread = thread(
        comment(1, "One."), comment(2, "Two."), more=f"{BASE}/sites/k/thread?url=x&after=1"
    )
    service.next_part = thread(comment(2, "Two."), comment(3, "Three."))
    bring_more(reader, service)
    expect(reader.locator(".comments > li")).to_have_count(3)


def test_it_brings_comments_with_lists_in_them(reader: Page, service: Service) -> None:
    service.thread = thread(comment(1, "One."), more=f"{BASE}/sites/k/thread?url=x&after=1")
    service.next_part = thread(comment(2, "<ul><li>A point.</ul>"))
    bring_more(reader, service)
    expect(reader.get_by_role("status")).to_have_text("More comments: +1")


def test_it_shows_the_beginning_of_a_long_branch(reader: Page, service: Service) -> None:
    replies = "".join(comment(number, "A reply.<br>" * 9) for number in range(3, 13))
    service.thread = thread(
        comment(1, "One.<br>" * 40),
        comment(2, "Two.", replies=f'<ol class="replies">{replies}</ol>'),
    )
    reader.goto(service.host_page("plain") + "#comment-2")
    expect(reader.locator("#comment-2")).to_be_focused()
    expect(reader.get_by_text("Two.")).to_be_in_viewport()


def test_what_can_be_done_with_a_comment_stands_on_one_line(reader: Page, service: Service) -> None:
    more = '<details class="comment-more"><summary>…</summary><a href="x">Report</a></details>'
    service.thread = thread(comment(1, "One.").replace("</footer>", f"{more}</footer>"))
    reader.goto(service.host_page("plain"))
    footer = reader.locator("footer")
    one_line = (
        "(footer) => footer.clientHeight < 2 * parseFloat(getComputedStyle(footer).lineHeight)"
    )
    assert footer.evaluate(one_line)
    footer.locator("summary").click()
    expect(footer.get_by_role("link", name="Report")).to_be_visible()
    assert footer.evaluate(one_line)


def test_it_says_that_a_named_comment_is_not_public(reader: Page, service: Service) -> None:
    gone = '<p class="thread-gone">This comment is no longer public.</p><ol class="comments">'
    service.thread = thread(comment(1, "One."))
    reader.goto(service.host_page("plain"))
    expect(reader.locator("#comment-1")).to_be_visible()
    service.thread = service.thread.replace('<ol class="comments">', gone)
    reader.evaluate("location.hash = '#comment-50'")
    expect(reader.locator(".thread-gone")).to_be_focused()
    reader.evaluate("location.hash = '#comment-51'")
    expect(reader.locator(".thread-gone")).to_have_count(1)


def test_it_lets_a_closed_thread_be_read_and_says_why(reader: Page, service: Service) -> None:
    service.thread = thread(comment(7, "First."), closed="Comments are closed.")
    reader.goto(service.host_page("plain"))
    expect(reader.get_by_text("Comments are closed.")).to_be_visible()
    expect(reader.locator("textarea")).to_have_count(0)


def test_it_leaves_what_the_page_has_put_there_when_out_of_reach(
    reader: Page, service: Service
) -> None:
    service.is_offline = True
    link = '<a href="https://news.example/t">Comments</a>'
    script = f'<script async src="{BASE}/embed.js" data-site="k"></script>'
    reader.goto(service.page("own", f"{script}<div data-moderation-thread>{link}</div>"))
    expect(reader.get_by_role("link", name="Comments")).to_be_visible()
