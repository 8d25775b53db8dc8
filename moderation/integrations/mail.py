"""Sending mail: plain text, by the server named in MODERATION_MAIL_URL."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from moderation.settings import Settings
from moderation.text.invisible import hidden_spans

TIMEOUT = 30  # seconds; far less than a job's lease
SUBJECT_LIMIT = 200
ACCOUNT_PAGE = "/dashboard/account"


class MailError(Exception):
    """A message could not be handed to the mail server; says why on one line."""


@dataclass(frozen=True)
class Letter:
    """What is to be said to whom."""

    to: str
    subject: str
    text: str
    stop_url: str = ""  # where one click ends such letters (RFC 8058)


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, and how safely."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool

    @classmethod
    def from_url(cls, url: str) -> MailServer:
        """Read ``smtp://user:password@host:587?starttls=1`` or ``smtps://…``.

        A password crosses a network only encrypted, unless ``starttls=0`` says otherwise.
        """
        parts = urlsplit(url)
        host, tls = parts.hostname or "", parts.scheme == "smtps"
        port = parts.port or (465 if tls else 25)
        asked = parse_qs(parts.query).get("starttls", [""])[0]
        wise = port == 587 or (bool(parts.username) and not _is_near(host))
        return cls(
            host=host,
            port=port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=tls,
            starttls=not tls and (asked == "1" or (wise and asked != "0")),
        )


def send(letter: Letter, settings: Settings, *, key: str, written_at: datetime) -> None:
    """Hand a letter to the mail server; raises ``MailError``.

    The same ``key`` gives the same Message-ID, by which a mailbox knows a
    letter that comes a second time.
    """
    if not settings.mail_url:
        raise MailError("Mail is not configured (MODERATION_MAIL_URL).")
    try:
        message = compose(letter, settings, key=key, written_at=written_at)
        with _connection(MailServer.from_url(settings.mail_url)) as server:
            server.send_message(message)
    except (smtplib.SMTPException, MessageError, OSError, ValueError) as error:
        raise MailError(_reason(error)) from error


def check(settings: Settings) -> None:
    """Reach the mail server and sign in, without sending anything; raises ``MailError``."""
    try:
        with _connection(MailServer.from_url(settings.mail_url)) as server:
            server.noop()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise MailError(_reason(error)) from error


def compose(letter: Letter, settings: Settings, *, key: str, written_at: datetime) -> EmailMessage:
    """The message itself; whatever is in the letter, it has one recipient and one subject."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    message = EmailMessage()
    message["From"] = sender(settings)
    message["To"] = _address(letter.to)
    message["Subject"] = one_line(letter.subject)[:SUBJECT_LIMIT]
    message["Date"] = format_datetime(written_at.astimezone(UTC))
    message["Message-ID"] = f"<{key}.{written_at.timestamp():.0f}.moderation@{host}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834, section 5
    stop_url = letter.stop_url or f"{settings.base_url}{ACCOUNT_PAGE}"
    message["List-Unsubscribe"] = f"<{stop_url}>"  # RFC 2369
    if letter.stop_url:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    return message


def sender(settings: Settings) -> Address:
    """Whom mail comes from: MODERATION_MAIL_FROM, else ``moderation`` at our own host.

    Raises ``MailError`` when the setting is not an address.
    """
    host = urlsplit(settings.base_url).hostname or "localhost"
    name, address = parseaddr(settings.mail_from or f"moderation@{host}")
    return _address(address, name=one_line(name))


def _address(address: str, *, name: str = "") -> Address:
    try:
        return Address(display_name=name, addr_spec=address)
    except (MessageError, ValueError, IndexError) as error:  # the parser stumbles over some
        raise MailError(f"not an e-mail address: {one_line(address)}") from error


def one_line(text: str) -> str:
    """Text for a header: no line break of any kind, nothing hidden, no encoded word (RFC 2047)."""
    shown, end = [], 0
    for start, stop in hidden_spans(text):
        shown += [text[end:start], " "]
        end = stop
    return " ".join("".join([*shown, text[end:]]).replace("=?", "= ?").split())


@contextmanager
def _connection(server: MailServer) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if server.tls:
        opened: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT, context=context
        )
    else:
        opened = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    with opened:
        if server.starttls:
            opened.starttls(context=context)
        if server.user:
            opened.login(server.user, server.password)
        yield opened


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"The server refuses the recipient: {code} {_said(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The server answers {error.smtp_code} {_said(error.smtp_error)}"
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _said(answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return re.sub(r"\s+", " ", text)
