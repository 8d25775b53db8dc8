"""The files that readers' browsers fetch."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from moderation.views.public.widget import lean

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("path", ["/embed.js", "/widget/widget.css"])
def test_any_page_may_use_them(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.cache_control.max_age
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_script_is_called_one(client: FlaskClient) -> None:
    assert client.get("/embed.js").content_type == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["/widget/../public/page.css", "/widget/..%2f..%2fapp.py", "/widget/nothing.js", "/widget/."],
)
def test_nothing_else_is_handed_out(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_our_own_pages_have_their_style(client: FlaskClient) -> None:
    assert client.get("/assets/page.css").mimetype == "text/css"
    assert client.get("/assets/nothing.css").status_code == 404


def test_its_comments_stay_at_home(client: FlaskClient) -> None:
    source = "// Why.\n  one(); // what\n\n  // so\n  two('https://a.example/');\n"
    assert lean(source) == "one();\ntwo('https://a.example/');\n"
    assert client.get("/widget/form.js").text.startswith("import {")
