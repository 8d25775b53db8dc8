"""Passkeys (W3C Web Authentication, level 3): to sign in by alone, or after the password.

Flask-Security's own pages for them are off: there a key is either for the one or for
the other, its challenge can be used again within a minute, and each step is a page.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import webauthn
from flask import current_app, session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from moderation.errors import NotFound
from moderation.models import Moderator, Passkey
from moderation.operations.passkeys import NewPasskey, Use, use_passkey
from moderation.queries.passkeys import find_passkey, passkeys_of
from moderation.queries.people import find_person
from moderation.settings import Settings
from moderation.transactions import write

CHALLENGE = "passkey_challenge"
LASTS = 300  # seconds in which a challenge is to be answered; WebAuthn level 3, 15.1 says 5 minutes
MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


class BadPasskey(Exception):
    """What the browser sent is no good answer to our challenge."""


@dataclass(frozen=True)
class Challenge:
    """What the browser's answer must contain, and when it was asked."""

    value: bytes
    asked_at: float


def may_have_passkeys() -> bool:
    """Whether the address is one that passkeys can be for: a domain, not a number (5.1.2)."""
    host = _rp_id()
    return not (":" in host or host.replace(".", "").isdigit())


def options_to_add(moderator: Moderator) -> dict[str, Any]:
    """What the browser needs to make a passkey."""
    options = webauthn.generate_registration_options(
        rp_id=_rp_id(),
        rp_name="Moderation",
        user_id=_handle_of(moderator).encode(),
        user_name=moderator.email,
        user_display_name=moderator.display_name,
        exclude_credentials=_described(moderator),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    _remember(options.challenge)
    return options_to_json_dict(options)


def options_to_sign_in(moderator: Moderator | None) -> dict[str, Any]:
    """What the browser needs to ask for a passkey: of somebody, or of whoever it is."""
    options = webauthn.generate_authentication_options(
        rp_id=_rp_id(),
        allow_credentials=_described(moderator) if moderator else None,
        user_verification=UserVerificationRequirement.DISCOURAGED
        if moderator
        else UserVerificationRequirement.REQUIRED,
    )
    _remember(options.challenge)
    return options_to_json_dict(options)


def read_new(answer: str, name: str, moderator: Moderator) -> NewPasskey:
    """The passkey that a browser has made for somebody; raises ``BadPasskey``."""
    challenge = _take_challenge()
    try:
        credential = webauthn.helpers.parse_registration_credential_json(answer)
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge.value,
            expected_origin=_origin(),
            expected_rp_id=_rp_id(),
        )
    except MALFORMED as error:
        raise BadPasskey from error
    return NewPasskey(
        name=name,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=tuple(each.value for each in credential.response.transports or ()),
        backup_state=made.credential_backed_up,
        device_type=made.credential_device_type.value,
        handle=_handle_of(moderator),
    )


def read_sign_in(answer: str, moderator: Moderator | None) -> Moderator:
    """Whose passkey answered, used up for this challenge; raises ``BadPasskey``.

    ``moderator`` is who it must be; without one the key must have verified its
    person itself, by PIN or finger, as it stands for the password too.
    """
    challenge = _take_challenge()
    try:
        credential = webauthn.helpers.parse_authentication_credential_json(answer)
        passkey = find_passkey(credential.raw_id)
        owner = find_person(passkey.user_id)
        _check_owner(owner, credential.response.user_handle, moderator)
        use = _verified(credential, passkey, challenge, is_alone=moderator is None)
    except (*MALFORMED, NotFound) as error:
        raise BadPasskey from error
    owner_id = owner.id
    if not write(use_passkey, use):
        raise BadPasskey
    return find_person(owner_id)


def _verified(credential: Any, passkey: Passkey, challenge: Challenge, *, is_alone: bool) -> Use:
    seen = webauthn.verify_authentication_response(
        credential=credential,
        expected_challenge=challenge.value,
        expected_rp_id=_rp_id(),
        expected_origin=_origin(),
        credential_public_key=passkey.public_key,
        credential_current_sign_count=passkey.sign_count,
        require_user_verification=is_alone,
    )
    return Use(passkey.id, challenge.asked_at, seen.new_sign_count, seen.credential_backed_up)


def _check_owner(owner: Moderator, handle: bytes | None, expected: Moderator | None) -> None:
    if not owner.active or (expected is not None and owner.id != expected.id):
        raise BadPasskey
    if handle and handle != (owner.fs_webauthn_user_handle or "").encode():
        raise BadPasskey


def _handle_of(moderator: Moderator) -> str:
    """What passkeys know an account by: kept with the first, until then always made the same."""
    if kept := moderator.fs_webauthn_user_handle:
        return kept
    message = f"moderation.passkeys:{moderator.id}".encode()
    return hmac.new(_settings().secret_key.encode(), message, hashlib.sha256).hexdigest()[:32]


def _described(moderator: Moderator) -> list[PublicKeyCredentialDescriptor]:
    known = {each.value for each in AuthenticatorTransport}
    return [
        PublicKeyCredentialDescriptor(
            id=passkey.credential_id,
            transports=[
                AuthenticatorTransport(way) for way in passkey.transports or () if way in known
            ],
        )
        for passkey in passkeys_of(moderator.id)
    ]


def _remember(challenge: bytes) -> None:
    session[CHALLENGE] = [bytes_to_base64url(challenge), time.time()]


def _take_challenge() -> Challenge:
    kept, asked_at = session.pop(CHALLENGE, ("", 0.0))
    if not kept or not 0 <= time.time() - asked_at <= LASTS:
        raise BadPasskey
    return Challenge(base64url_to_bytes(kept), asked_at)


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["moderation.settings"])


def _origin() -> str:
    return _settings().origin


def _rp_id() -> str:
    return urlsplit(_settings().base_url).hostname or ""
