"""A mail server that keeps what it is given for the test to read."""

import email
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.processes import free_port


@dataclass
class Mailbox:
    """Where mail arrives, and what has arrived, oldest first; may be told to refuse."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    refusal: str = ""

    @property
    def url(self) -> str:
        """The address for the application's settings."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd looks for
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a message, or give the refusal as the answer."""
        if self.refusal:
            return self.refusal
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        self.messages.append(email.message_from_bytes(raw, policy=default))
        return "250 OK"


@contextmanager
def smtp_server() -> Iterator[Mailbox]:
    """A mailbox that takes mail for as long as the block lasts."""
    mailbox = Mailbox(free_port())
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
