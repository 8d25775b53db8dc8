"""Behind nginx, as our examples set it up, and without it: what a network may do to us."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from sqlalchemy import select

from moderation.app import create_app
from moderation.extensions import db
from moderation.models import Submission
from moderation.settings import Settings
from moderation.signing import Signer
from tests.factories import HOST, URL, site
from tests.services.databases import SECRET, SQLiteDatabases
from tests.services.nginx import nginx
from tests.services.processes import free_port, until
from tests.services.server import application_server
from tests.views.public.reader import Fields

JSON = {"Content-Type": "application/json"}
FRONTS = ["own-host", "mounted"]
behind_nginx = pytest.mark.parametrize("anywhere", FRONTS, indirect=True, scope="module")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    text: str


@dataclass(frozen=True)
class Front:
    """The service as the world sees it: where it is, which site it has, what is logged."""

    address: str
    key: str
    log: Path

    @property
    def mount(self) -> str:
        return urlsplit(self.address).path

    @property
    def origin(self) -> str:
        return f"http://{urlsplit(self.address).netloc}"

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", self.mount + path, headers=headers)

    def follow(self, answer: Answer) -> Answer:
        place = urlsplit(answer.headers["Location"])
        return self.ask("GET", place.path + (f"?{place.query}" if place.query else ""))

    def ask(
        self,
        method: str,
        target: str,
        body: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        there = urlsplit(self.address)
        chunked = body is not None and not isinstance(body, bytes)
        with closing(HTTPConnection(there.hostname or "", there.port, timeout=30)) as connection:
            connection.request(method, target, body, headers or {}, encode_chunked=chunked)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())

    def comment(self, **headers: str) -> Answer:
        """Open the page with the form, and send it."""
        fields = Fields(self.get(thread(self.key)).text).sent
        fields |= {"source": "A calm remark.", "name": "Vera"}
        given = {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        target = f"{self.mount}/sites/{self.key}/comments"
        return self.ask("POST", target, body, given | headers)


def thread(key: str) -> str:
    return f"/sites/{key}/thread?url={quote(URL, safe='')}"


@pytest.fixture(scope="module", params=[*FRONTS, "direct"])
def anywhere(
    request: pytest.FixtureRequest,
    sqlite_databases: SQLiteDatabases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Front]:
    folder, port = tmp_path_factory.mktemp(request.param), free_port()
    address = f"http://127.0.0.1:{port}" + ("/comments" if request.param == "mounted" else "")
    env = {"MODERATION_SECRET_KEY": SECRET, "MODERATION_DATA_DIR": str(folder)}
    with ExitStack() as stack:
        url = stack.enter_context(sqlite_databases.lend(folder))
        given = Settings(secret_key=SECRET, database_url=url, data_dir=folder)
        stack.enter_context(create_app(given).app_context())
        stack.callback(db.engine.dispose)
        stack.callback(db.session.remove)
        env["MODERATION_DATABASE_URL"] = url
        if request.param != "direct":
            env |= {"MODERATION_BASE_URL": address, "MODERATION_TRUSTED_PROXIES": "1"}
        server = stack.enter_context(application_server(env, log=folder / "log"))
        if request.param != "direct":
            upstream = urlsplit(server).port or 0
            stack.enter_context(nginx(request.param, port=port, upstream=upstream, folder=folder))
            server = address
        yield Front(server, site(min_seconds="0").key, folder / "moderation.log")


def test_a_reader_comments(anywhere: Front) -> None:
    sent = anywhere.comment()
    assert sent.status == 303
    receipt = anywhere.follow(sent)
    assert receipt.status == 200
    assert receipt.headers["Referrer-Policy"] == "same-origin"


def test_every_address_of_a_page_stays_under_the_mount(anywhere: Front) -> None:
    found = re.findall(r'(?:href|src|action)="([^"#]+)"', anywhere.get(thread(anywhere.key)).text)
    ours = [place for place in found if not place.startswith(f"https://{HOST}")]
    assert ours
    assert all(urlsplit(place).path.startswith(f"{anywhere.mount}/") for place in ours)


def test_a_moderator_is_led_to_the_sign_in(anywhere: Front) -> None:
    answer = anywhere.get("/dashboard/queue")
    assert answer.status == 303
    assert f'action="{anywhere.mount}/dashboard/login' in anywhere.follow(answer).text


def test_the_widget_is_there(anywhere: Front) -> None:
    answer = anywhere.get("/embed.js")
    assert answer.status == 200
    assert "javascript" in answer.headers["Content-Type"]


def test_a_forged_address_changes_nothing(anywhere: Front) -> None:
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9", "Forwarded": "for=1"}
    assert anywhere.comment(**forged).status == 303
    db.session.rollback()
    senders = set(db.session.scalars(select(Submission.visitor_hash)))
    assert senders == {Signer(SECRET).network_hash("127.0.0.1")}


def test_a_forged_host_changes_nothing(anywhere: Front) -> None:
    assert "evil.example" not in anywhere.get(thread(anywhere.key), Host="evil.example").text
    assert "evil.example" not in str(anywhere.get("/dashboard/", Host="evil.example").headers)


def test_a_large_body_is_refused_by_us(anywhere: Front) -> None:
    target = f"{anywhere.mount}/api/v1/sites/{anywhere.key}/comments"
    answer = anywhere.ask("POST", target, b"x" * 300_000, JSON)
    assert answer.status == 413
    assert '"code":"too_large"' in answer.text


def test_a_chunked_body_that_is_too_large_is_refused(anywhere: Front) -> None:
    target = f"{anywhere.mount}/api/v1/sites/{anywhere.key}/comments"
    answer = anywhere.ask("POST", target, iter([b"x" * 65536] * 5), JSON)
    assert answer.status == 413
    assert '"code":"too_large"' in answer.text


@pytest.mark.parametrize("chunked", [True, False])
def test_a_refusal_arrives_though_the_body_is_long(anywhere: Front, chunked: bool) -> None:
    target = f"{anywhere.mount}/api/v1/sites/{anywhere.key}/comments"
    pieces = [b"x" * 65536] * 12
    answers = {
        anywhere.ask("POST", target, iter(pieces) if chunked else b"".join(pieces), JSON).status
        for _ in range(20)
    }
    assert answers == {413}


def test_a_chunked_body_within_the_limit_is_read(anywhere: Front) -> None:
    target = f"{anywhere.mount}/api/v1/sites/{anywhere.key}/comments"
    pieces = [b'{"url": "', URL.encode(), b'", "source": "In ', b'pieces."}']
    assert anywhere.ask("POST", target, iter(pieces), JSON).status == 202


@pytest.mark.parametrize("size", [300_000, 10_000_000])
def test_an_endless_address_is_refused(anywhere: Front, size: int) -> None:
    try:
        status = anywhere.get(f"/sites/{anywhere.key}/thread?url={'x' * size}").status
    except (ConnectionError, HTTPException):
        status = 431  # it hung up before it had read the rest
    assert 400 <= status < 500
    assert anywhere.get("/healthz").status == 200


def logged(path: Path, *expected: str) -> str:
    """The access log once it has these words; nginx writes a line after it has answered."""
    until(lambda: all(words in path.read_text() for words in expected))
    return path.read_text()


@behind_nginx
def test_no_token_reaches_the_log(anywhere: Front) -> None:
    token = urlsplit(anywhere.comment().headers["Location"]).path.rpartition("/")[2]
    anywhere.get(f"/receipts/{token}?lang=ru", Referer=f"{anywhere.address}/receipts/{token}")
    secret = ("dashboard/reset/{}", "mailings/{}/stop", "sites/news/places/{}", "feeds/{}")
    for path in secret:
        anywhere.get("/" + path.format("a-secret"))
    log = logged(anywhere.log, "/receipts/- ", *(path.format("-") + " " for path in secret))
    assert token not in log
    assert "a-secret" not in log


@behind_nginx
def test_numbers_are_not_for_the_world(anywhere: Front) -> None:
    assert anywhere.get("/metrics").status == 404
