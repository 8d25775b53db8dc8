"""The second step: codes of an authenticator app, and recovery codes; each works once."""

from __future__ import annotations

import base64
import hmac
import io

import qrcode
from flask_security import MfRecoveryCodesUtil, Totp
from passlib.exc import TokenError
from qrcode.image.svg import SvgPathFillImage

from moderation.models import Moderator
from moderation.operations.accounts import take_recovery_code, take_time_step
from moderation.transactions import write


class SingleUseTotp(Totp):  # type: ignore[misc]
    """Takes each code once (RFC 6238, 5.2), and draws a picture that a dark page can show."""

    def verify_totp(self, token: str, totp_secret: str, user: Moderator, window: int = 0) -> bool:
        """Whether the code is right and new."""
        is_new_app = totp_secret != user.tf_totp_secret
        try:
            match = self._totp.verify(str(token)[:20], totp_secret, window=window)
        except TokenError:
            return False
        return write(take_time_step, user.id, match.counter, is_new_app=is_new_app)

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The picture as an address for ``<img>``, on white whatever is around it."""
        address = self.get_totp_uri(username, totp)
        drawn = io.BytesIO()
        qrcode.make(address, image_factory=SvgPathFillImage, border=2).save(drawn)
        return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode("ascii")


class RecoveryCodes(MfRecoveryCodesUtil):  # type: ignore[misc]
    """Looks at a recovery code and uses it up in one step: of two at once, one gets in."""

    def check_recovery_code(self, user: Moderator, code: str) -> bool:
        """Whether the code was one of the user's; from now on it is not."""
        given = "".join(code.split()).lower().encode()
        for kept in user.mf_recovery_codes or []:
            (plain,) = self._decrypt_codes([kept]) or [""]
            if plain and hmac.compare_digest(plain.encode(), given):
                return write(take_recovery_code, user.id, kept)
        return False

    def delete_recovery_code(self, *_unused: object) -> bool:
        """Nothing is left to do: checking has used the code up."""
        return True
