"""What we sign: form tickets and receipts; and what we hash: visitors and author keys."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeSerializer

if TYPE_CHECKING:
    from moderation.screening.types import TicketState

TICKET_AGE = 24 * 3600  # seconds after which a ticket is old
PLACE_AGE = 12 * 3600  # seconds after which a moderator's link to a place is void


@dataclass(frozen=True)
class Signer:
    """Signs and reads with the server's secret; each use has a salt of its own."""

    secret: str

    def ticket(self, site_key: str, page_key: str, now: float) -> str:
        """A form ticket: when it was issued, for which site and page."""
        return self._serializer("ticket").dumps([int(now), site_key, page_key])

    def read_ticket(self, ticket: str, site_key: str, page_key: str, now: float) -> TicketState:
        """What a ticket says; one of another page or site is as good as forged."""
        from moderation.screening.types import TicketState  # noqa: PLC0415 - only who sends has one

        if not ticket:
            return TicketState("missing")
        try:
            issued, *place = self._serializer("ticket").loads(ticket)
            age = now - float(issued)
        except (BadSignature, ValueError, TypeError):
            return TicketState("forged")
        if place != [site_key, page_key] or age < -60:
            return TicketState("forged")
        return TicketState("old" if age > TICKET_AGE else "ok", max(age, 0.0))

    def receipt(self, submission_id: int, sighting_id: int | None = None) -> str:
        """The author's link to a submission; the same each time it is made."""
        return self._serializer("receipt").dumps([submission_id, sighting_id])

    def read_receipt(self, token: str) -> tuple[int, int | None] | None:
        """The submission and the sighting that a receipt is for, or nothing when it is not ours."""
        try:
            submission_id, sighting_id = self._serializer("receipt").loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return submission_id, sighting_id

    def mailing(self, author_id: int, email: str) -> str:
        """The link by which a reader says whether to be written to; good for this address alone."""
        return self._serializer("mailing").dumps([author_id, self._digest("mailing", email)])

    def read_mailing(self, token: str) -> tuple[int, str] | None:
        """The author that such a link is for, and the digest of the address it was sent to."""
        try:
            author_id, digest = self._serializer("mailing").loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return author_id, digest

    def is_mailed(self, digest: str, email: str) -> bool:
        """Whether a link was sent to this address."""
        return hmac.compare_digest(digest, self._digest("mailing", email))

    def place(self, submission_id: int, moderator_id: int, now: float) -> str:
        """A moderator's link to the place of a mistake on the site's own page."""
        return self._serializer("place").dumps([submission_id, moderator_id, int(now)])

    def read_place(self, token: str, now: float) -> tuple[int, int] | None:
        """The submission and the moderator that such a link is for, while it is fresh."""
        try:
            submission_id, moderator_id, made = self._serializer("place").loads(token)
            age = now - float(made)
        except (BadSignature, ValueError, TypeError):
            return None
        return (submission_id, moderator_id) if -60 <= age <= PLACE_AGE else None

    def feed(self, moderator_id: int, site_id: int, salt: str) -> str:
        """A moderator's address of a site's feed, good while their salt stays the same."""
        return self._serializer("feed").dumps([moderator_id, site_id, salt])

    def read_feed(self, token: str) -> tuple[int, int, str] | None:
        """The moderator, the site and the salt that such an address was made with."""
        try:
            moderator_id, site_id, salt = self._serializer("feed").loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return moderator_id, site_id, salt

    def network_hash(self, address: str) -> str:
        """A keyed hash of the sender's /24 or /48 network; the address itself is never kept."""
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return self._digest("network", address)
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        network = ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False)
        return self._digest("network", str(network))

    def _digest(self, purpose: str, text: str) -> str:
        digest = hmac.digest(self.secret.encode(), f"{purpose}:{text}".encode(), "sha256")
        return digest.hex()[:32]

    def _serializer(self, salt: str) -> URLSafeSerializer:
        return _serializer(self.secret, salt)


@cache
def _serializer(secret: str, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret,
        salt=f"moderation.{salt}",
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )


def key_hash(site_id: int, author_key: str) -> str:
    """The hash of a browser's author key on one site: the same key is two authors on two sites."""
    return hashlib.sha256(f"{site_id}:{author_key}".encode()).hexdigest()


def new_token() -> tuple[str, str]:
    """A bearer token and the hash that is kept of it (256 random bits: a plain hash will do)."""
    token = "mod_" + secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
