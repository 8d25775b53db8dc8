"""Flask-Security's forms where ours differ, and its rules about passwords."""

from __future__ import annotations

from typing import Any

from flask_security import ChangePasswordForm as SecurityChangePasswordForm
from flask_security import ForgotPasswordForm as SecurityForgotPasswordForm
from flask_security import LoginForm as SecurityLoginForm
from flask_security import PasswordUtil, TwoFactorRescueForm, TwoFactorSetupForm
from flask_security import VerifyForm as SecurityVerifyForm
from wtforms import Field, RadioField, StringField

from moderation.models import Moderator
from moderation.passwords import LONGEST, hash_password, normalised, password_problem
from moderation.text.length import invalid_text
from moderation.text.urls import same_origin_path
from moderation.wording import problem_text


class StaysHere:
    """``next`` is a path of ours, or it is not there."""

    def validate_next(self, field: Field) -> None:
        """Drop an address that leads elsewhere; the sign-in itself goes on."""
        field.data = same_origin_path(field.data or "") or ""


class Hashable:
    """A password that nobody can have is as wrong as any other one.

    The hasher raises an error for some of them instead of saying no.
    """

    password: Field

    def validate(self, **kwargs: Any) -> bool:
        """Put a password in its place that is just too short."""
        given = self.password.data
        if given and (len(given) > LONGEST or invalid_text(given)):
            self.password.data = "-"
        return bool(super().validate(**kwargs))  # type: ignore[misc]


class SignInForm(StaysHere, Hashable, SecurityLoginForm):  # type: ignore[misc]
    """Address and password; a session lasts as long as it lasts, so nothing to tick."""

    remember = None


class VerifyForm(StaysHere, Hashable, SecurityVerifyForm):  # type: ignore[misc]
    """The password once more."""


class ChangeForm(Hashable, SecurityChangePasswordForm):  # type: ignore[misc]
    """The password of now, and the new one twice."""


class SecondStepForm(TwoFactorSetupForm):  # type: ignore[misc]
    """Which second step; a button says it."""

    setup = StringField()


class RescueForm(TwoFactorRescueForm):  # type: ignore[misc]
    """Made beside each code's form, and not offered: recovery codes have a page of their own."""

    help_setup = RadioField(choices=[])


class ForgottenForm(SecurityForgotPasswordForm):  # type: ignore[misc]
    """Where to send a link."""

    def validate(self, **kwargs: Any) -> bool:
        """As slow for an account that exists as Flask-Security makes it for one that does not."""
        found = bool(super().validate(**kwargs))
        if found:
            hash_password("as long as for a stranger")
        return found


class NewPasswords(PasswordUtil):  # type: ignore[misc]
    """Our rules for passwords, in the reader's language."""

    def normalize(self, password: str) -> str:
        """The form that is hashed."""
        return normalised(password)

    def validate(
        self, password: str, _is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        """Why not, and the form that is hashed."""
        user: Moderator | None = kwargs.get("user")
        problem = password_problem(password, user.email if user else "")
        return [problem_text(problem)] if problem else None, normalised(password)
