"""Mail: whatever readers write, a message has one recipient and one subject."""

from datetime import UTC, datetime

import pytest

from moderation.integrations import mail
from moderation.integrations.mail import Letter, MailError, MailServer
from moderation.settings import Settings
from tests.services.processes import free_port
from tests.services.smtp import Mailbox

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
INJECTIONS = [
    "title\r\nBcc: evil@evil.example",
    "title\nBcc: evil@evil.example",
    "title\rBcc: evil@evil.example",
    "title\u2028Bcc: evil@evil.example",
    "title\u0085Bcc: evil@evil.example",
    "title\vBcc: evil@evil.example\f",
    "=?utf-8?q?=0D=0ABcc:_evil@evil.example?=",
    "a\u202egnirts\u202c",
    "\0\x1b[31m",
    "я" * 2000,
    "x" * 2000,
]


def settings(url: str = "", mail_from: str = "") -> Settings:
    return Settings(mail_url=url, base_url="https://talk.example", mail_from=mail_from)


def send(letter: Letter, given: Settings) -> None:
    mail.send(letter, given, key="outbox-7", written_at=NOW)


def test_it_delivers_a_message(mailbox: Mailbox) -> None:
    send(Letter("a@a.example", "Привет", "Первая строка\n"), settings(mailbox.url))
    (message,) = mailbox.messages
    assert (message["To"], message["Subject"]) == ("a@a.example", "Привет")
    assert message.get_content().splitlines() == ["Первая строка"]


def test_it_says_that_a_machine_wrote(mailbox: Mailbox) -> None:
    send(Letter("a@a.example", "Hi", "There"), settings(mailbox.url))
    message = mailbox.messages[0]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://talk.example/dashboard/account>"
    assert message.get_content_type() == "text/plain"


def test_it_names_a_message_the_same_each_time(mailbox: Mailbox) -> None:
    for _ in range(2):
        send(Letter("a@a.example", "Hi", "There"), settings(mailbox.url))
    first, second = (message["Message-ID"] for message in mailbox.messages)
    assert first == second == "<outbox-7.1772442000.moderation@talk.example>"


@pytest.mark.parametrize("text", INJECTIONS)
def test_it_has_one_recipient_whatever_the_subject(mailbox: Mailbox, text: str) -> None:
    send(Letter("a@a.example", text, text), settings(mailbox.url, mail_from="News <n@n.example>"))
    (message,) = mailbox.messages
    assert [str(to) for to in message.get_all("To", [])] == ["a@a.example"]
    assert str(message["From"]) == "News <n@n.example>"
    assert message["Bcc"] is None
    assert len(message.get_all("Subject", [])) == 1
    assert not any(char in str(message["Subject"]) for char in "\r\n\u2028\u0085\u202e\0")


@pytest.mark.parametrize(
    "address", ["a@a.example\r\nBcc: e@evil.example", "a@a.example, e@evil.example", "", "a"]
)
def test_it_refuses_what_is_not_one_address(mailbox: Mailbox, address: str) -> None:
    with pytest.raises(MailError):
        send(Letter(address, "Hi", "There"), settings(mailbox.url))
    assert mailbox.messages == []


def test_it_says_why_the_server_refuses(mailbox: Mailbox) -> None:
    mailbox.refusal = "452 Out of space\x07"
    with pytest.raises(MailError, match="452 Out of space"):
        send(Letter("a@a.example", "Hi", "There"), settings(mailbox.url))


def test_it_says_that_nobody_answers() -> None:
    with pytest.raises(MailError, match="refused"):
        send(Letter("a@a.example", "Hi", "There"), settings(f"smtp://127.0.0.1:{free_port()}"))


def test_it_says_that_mail_is_not_configured() -> None:
    with pytest.raises(MailError, match="not configured"):
        send(Letter("a@a.example", "Hi", "There"), settings())


def test_it_does_not_send_a_password_in_the_clear(mailbox: Mailbox) -> None:
    url = f"smtp://me:secret@127.0.0.1:{mailbox.port}?starttls=1"
    with pytest.raises(MailError, match="STARTTLS"):
        send(Letter("a@a.example", "Hi", "There"), settings(url))


def test_it_checks_without_sending(mailbox: Mailbox) -> None:
    mail.check(settings(mailbox.url))
    assert mailbox.messages == []


@pytest.mark.parametrize(
    ("url", "port", "starttls"),
    [
        ("smtp://mail.example", 25, False),
        ("smtp://mail.example:587", 587, True),
        ("smtp://me:pw@mail.example", 25, True),
        ("smtp://me:pw@mail.example?starttls=0", 25, False),
        ("smtp://me:pw@localhost", 25, False),
        ("smtp://mail.example?starttls=1", 25, True),
        ("smtps://me:pw@mail.example", 465, False),
    ],
)
def test_it_reads_an_address(url: str, port: int, starttls: bool) -> None:
    server = MailServer.from_url(url)
    assert (server.port, server.starttls) == (port, starttls)


def test_it_reads_a_password_with_odd_characters() -> None:
    server = MailServer.from_url("smtps://me%40a.example:p%3A%2F@mail.example")
    assert (server.user, server.password) == ("me@a.example", "p:/")
