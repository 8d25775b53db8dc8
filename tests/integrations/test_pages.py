"""The text of pages, and pages whose text cannot be seen."""

import pytest

from moderation.integrations.http import Answer
from moderation.integrations.pages import Unseen, read_page

URL = "https://news.example/a"
WORDS = "The bridge opened on Friday. " * 20
PASSWORD = '<form><input name=u><input type="PASSWORD"></form>'


def answer(html: str, *, status: int = 200, url: str = URL, kind: str = "text/html") -> Answer:
    return Answer(status, url, html.encode(), f"{kind}; charset=utf-8" if kind else "")


def text_of(html: str) -> str:
    return read_page(answer(html)).text


def code_of(page: Answer) -> str:
    with pytest.raises(Unseen) as unseen:
        read_page(page)
    return unseen.value.code


def test_a_page_says_its_text_its_language_and_its_title() -> None:
    page = read_page(answer("<html lang='ru'><title>\n О  нас </title><p>Текст"))
    assert (page.text, page.lang, page.title, page.partial) == ("Текст", "ru", "О нас", False)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<nav>n</nav><p>a</p><footer>f</footer>", "n\na\nf"),
        ("<nav>n</nav><article><p>a</p></article><footer>f</footer>", "a"),
        ("<nav>n</nav><main>m<article>a</article></main>", "m\na"),
        ("<article>a</article><p>x</p><article>b</article>", "a\nb"),
        ("<script data-typos-root='.text, .more'></script><main>m<p class=text>a</main>", "a"),
        ("<script data-typos-root='#none'></script><p>a</p>", "a"),
        ("<script data-typos-root='}{!:'></script><main>m</main>", "m"),
        ("<article>a<div data-moderation-thread>c</div></article>", "a"),
        ("<article>&lt;b&gt; &amp;amp; &#x2014;</article>", "<b> &amp; —"),
    ],
)
def test_the_text_is_what_the_widget_looks_at(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize("status", [401, 402, 403, 407])
def test_a_closed_door_is_a_wall(status: int) -> None:
    assert code_of(answer(WORDS, status=status)) == "login_wall"


@pytest.mark.parametrize(
    "url", [f"{URL}/login", "https://news.example/users/sign_in?next=a", f"{URL}/wp-login.php"]
)
def test_being_sent_to_sign_in_is_a_wall(url: str) -> None:
    assert code_of(answer("<p>Please sign in to read on.</p>", url=url)) == "login_wall"


def test_a_form_for_a_password_and_no_article_is_a_wall() -> None:
    assert code_of(answer(f"<main><h1>Welcome</h1>{PASSWORD}</main>")) == "login_wall"


def test_an_article_below_a_form_for_a_password_is_seen() -> None:
    assert text_of(f"{PASSWORD}<article>{WORDS}</article>") == WORDS.strip()


@pytest.mark.parametrize(
    "html",
    [
        "<div id=root></div><script src=app.js></script>",
        "<header>News</header><div id='app'><!-- --></div><script src=app.js></script>",
        "<body><noscript>You need to enable JavaScript.</noscript><p>Loading…<script>go()</script>",
        "<app-root></app-root><script type=module src=main.js></script>",
    ],
)
def test_a_page_that_a_script_fills_cannot_be_seen(html: str) -> None:
    assert code_of(answer(html)) == "needs_script"


def test_a_short_page_with_a_script_is_seen() -> None:
    script = "<script async src=https://talk.example/embed.js></script>"
    assert text_of(f"<article><p>The tranfser.</p></article>{script}") == "The tranfser."


@pytest.mark.parametrize("html", ["", " ", "<p> </p>", "<frameset><frame src=a></frameset>"])
def test_no_text_is_nothing_to_judge_by(html: str) -> None:
    assert code_of(answer(html)) == "empty"


@pytest.mark.parametrize("kind", ["application/pdf", "text/plain", "image/png", "application/json"])
def test_what_is_no_page_is_not_read(kind: str) -> None:
    assert code_of(answer("<p>a</p>", kind=kind)) == "not_html"


@pytest.mark.parametrize("kind", ["TEXT/HTML", "application/xhtml+xml", ""])
def test_pages_come_by_several_names(kind: str) -> None:
    assert read_page(answer("<p>a</p>", kind=kind)).text == "a"


def test_a_page_as_deep_as_no_page_is_not_read() -> None:
    assert code_of(answer("<div>" * 200_000 + "a")) == "not_html"


@pytest.mark.parametrize(
    "mark",
    [
        '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>',
        '<script type="application/ld+json">{"isAccessibleForFree":false}</script>',
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_a_page_may_say_that_it_does_not_show_all(mark: str) -> None:
    assert read_page(answer(f"{mark}<article>{WORDS}</article>")).partial
