"""What the session's cookie is called, and who is sent it."""

from pathlib import Path

import pytest

from moderation.app import create_app
from moderation.extensions import db
from moderation.settings import Settings
from tests.accounts.browsers import PASSWORD, Browser, person
from tests.services.databases import SECRET

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("base_url", "cookie"),
    [
        ("http://127.0.0.1:8000", "moderation=|HttpOnly; Path=/dashboard; SameSite=Lax"),
        ("https://talk.example", "__Host-moderation=|Secure; HttpOnly; Path=/; SameSite=Lax"),
        (
            "https://news.example/comments",
            "__Secure-moderation=|Secure; HttpOnly; Path=/comments/dashboard; SameSite=Lax",
        ),
    ],
)
def test_its_name_says_how_it_is_kept(
    database_url: str, tmp_path: Path, base_url: str, cookie: str
) -> None:
    app = create_app(
        Settings(secret_key=SECRET, database_url=database_url, data_dir=tmp_path, base_url=base_url)
    )
    header = app.test_client().get("/dashboard/login").headers["Set-Cookie"]
    name, attributes = cookie.split("|")
    assert header.startswith(name)
    assert header.endswith(attributes)


def test_under_a_path_one_comes_back_to_where_one_wanted_to_go(
    database_url: str, tmp_path: Path
) -> None:
    mounted = "http://127.0.0.1:8000/comments"
    app = create_app(
        Settings(secret_key=SECRET, database_url=database_url, data_dir=tmp_path, base_url=mounted)
    )
    with app.app_context():
        email, browser = person().email, Browser(app)
        door = browser.get("/comments/dashboard/account").location or ""
        assert door == "/comments/dashboard/login?next=/comments/dashboard/account"
        answer = browser.send(door, {"email": email, "password": PASSWORD})
        assert answer.location == "/comments/dashboard/account"
        assert browser.get(answer.location).status_code == 200
        db.session.remove()
        db.engine.dispose()
