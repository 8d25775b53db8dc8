"""What Flask-Security says, in our words; its own catalogue is replaced by ours."""

from __future__ import annotations


def _(text: str) -> str:
    """Mark a text for translation; Flask-Security looks it up when it is shown."""
    return text


MESSAGES: dict[str, tuple[str, str]] = {
    "API_ERROR": (_("This must be text."), "error"),
    "GENERIC_AUTHN_FAILED": (_("The address or the password is not right."), "error"),
    "UNAUTHENTICATED": (_("Please sign in first."), "info"),
    "REAUTHENTICATION_REQUIRED": (_("Please enter your password once more to go on."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_("Thank you. Go on."), "success"),
    "RETYPE_PASSWORD_MISMATCH": (_("The two passwords are not the same."), "error"),
    "PASSWORD_NOT_PROVIDED": (_("This is needed."), "error"),
    "INVALID_PASSWORD": (_("This is not your password."), "error"),
    "PASSWORD_IS_THE_SAME": (_("This is the password you have now."), "error"),
    "PASSWORD_CHANGE": (
        _("Your password is changed. Everywhere else you are signed out."),
        "success",
    ),
    "PASSWORD_RESET_REQUEST": (
        _("If there is an account with this address, a link is on its way. It lasts an hour."),
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": (_("This link is too old. Ask for a new one."), "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (
        _("This link is no longer valid: it works once, for an hour. Ask for a new one."),
        "error",
    ),
    "PASSWORD_RESET_NO_LOGIN": (_("Your password is set. Sign in with it."), "success"),
    "INVALID_REDIRECT": (_("That address is not on this site."), "error"),
    "EMAIL_NOT_PROVIDED": (_("This is needed."), "error"),
    "INVALID_EMAIL_ADDRESS": (_("This is not an e-mail address."), "error"),
    "TWO_FACTOR_INVALID_TOKEN": (
        _("This code is not right, or no longer. Codes change every 30 seconds."),
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_("You are signed in."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (_("The second step is on from now on."), "success"),
    "TWO_FACTOR_DISABLED": (_("The second step is off."), "success"),
    "TWO_FACTOR_PERMISSION_DENIED": (_("Please sign in from the beginning."), "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_("This is not one of the choices."), "error"),
    "TWO_FACTOR_SETUP_EXPIRED": (_("That took too long. Please begin again."), "error"),
    "INVALID_RECOVERY_CODE": (_("This is not one of your codes, or it was used before."), "error"),
    "NO_RECOVERY_CODES_SETUP": (_("You have no recovery codes yet."), "info"),
}
