"""``moderation moderators``: accounts from the command line."""

import pytest
from click.testing import Result
from flask import Flask

from moderation.models import Moderator, Role
from moderation.queries.people import find_by_email
from moderation.queries.sites import all_sites
from tests.accounts.browsers import PASSWORD, Browser, again, person
from tests.accounts.browsers import signed_in_browser as browser_of
from tests.factories import site

EMAIL = "carol@news.example"


def run(app: Flask, *words: str, stdin: str = "") -> Result:
    """Run ``moderation moderators`` with these words."""
    return app.test_cli_runner().invoke(args=["moderators", *words], input=stdin)


def refusal(result: Result) -> str:
    """The one line on stderr of a command that refused."""
    assert result.exit_code != 0
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def printed_password(result: Result) -> str:
    """The password that a command made and printed."""
    assert result.exit_code == 0, result.stderr
    return result.stdout.removeprefix("password: ").strip()


def carol(app: Flask) -> Moderator:
    """Somebody added by command, with a password of her own."""
    key = site().key
    added = run(app, "add", EMAIL, "--site", key, "--password-stdin", stdin=PASSWORD + "\n")
    assert (added.exit_code, added.output) == (0, "")
    return find_by_email(EMAIL)


def test_a_moderator_added_can_sign_in(app: Flask) -> None:
    somebody = carol(app)
    assert [own.role for own in somebody.memberships] == [Role.MODERATOR]
    assert Browser(app).sign_in(EMAIL).status_code == 303


def test_without_a_password_one_is_made_and_printed(app: Flask) -> None:
    result = run(app, "add", "Carol@News.example", "--site", site().key, "--role", "editor")
    assert Browser(app).sign_in(EMAIL, printed_password(result)).status_code == 303


def test_an_owner_needs_no_site(app: Flask) -> None:
    assert run(app, "add", EMAIL, "--owner").exit_code == 0
    assert find_by_email(EMAIL).is_owner


def test_who_has_an_account_keeps_the_password(app: Flask) -> None:
    somebody, other = carol(app), site("Other", host="other.example")
    result = run(app, "add", EMAIL, "--site", other.key, "--role", "admin")
    assert (result.exit_code, result.output) == (0, "")
    assert again(somebody).role_on(other.id) is Role.ADMIN
    assert Browser(app).sign_in(EMAIL).status_code == 303


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (("add", EMAIL, "--site", "nowhere"), "", "no site has the key nowhere"),
        (("add", "not an address", "--owner"), "", "not an e-mail address"),
        (("add", EMAIL, "--owner", "--password-stdin"), "short\n", "At least 12 characters"),
        (("add", EMAIL, "--owner", "--password-stdin"), "", "no password"),
        (("reset-password", EMAIL), "", f"no active account has the address {EMAIL}"),
        (("reset-2fa", EMAIL), "", "no active account"),
        (("deactivate", EMAIL), "", "no active account"),
    ],
)
def test_it_refuses_in_one_line(app: Flask, words: tuple[str, ...], stdin: str, said: str) -> None:
    assert said in refusal(run(app, *words, stdin=stdin))


def test_nobody_is_added_twice(app: Flask) -> None:
    somebody = carol(app)
    assert "taken" in refusal(run(app, "add", EMAIL, "--site", site_of(somebody)))


def site_of(somebody: Moderator) -> str:
    """The key of the only site that somebody has a role on."""
    (site_id,) = [own.site_id for own in again(somebody).memberships]
    return next(each.key for each in all_sites() if each.id == site_id)


def test_it_lists_everybody(app: Flask) -> None:
    somebody = carol(app)
    run(app, "add", "olga@news.example", "--owner")
    lines = run(app, "list").output.splitlines()
    assert lines[0].split("\t") == [EMAIL, "active", "no-2fa", f"{site_of(somebody)}=moderator"]
    assert lines[1].split("\t") == ["olga@news.example", "active", "no-2fa", "owner"]


def test_a_password_that_is_reset_ends_sessions(app: Flask) -> None:
    somebody = person()
    browser = browser_of(app, somebody)
    password = printed_password(run(app, "reset-password", somebody.email))
    assert not browser.is_in()
    assert Browser(app).sign_in(somebody, PASSWORD).status_code == 200
    assert Browser(app).sign_in(somebody, password).status_code == 303


def test_a_password_can_be_given(app: Flask) -> None:
    somebody = person()
    words = ("reset-password", somebody.email, "--password-stdin")
    assert run(app, *words, stdin="lanterns over water\n").output == ""
    assert Browser(app).sign_in(somebody, "lanterns over water").status_code == 303


def test_a_second_step_that_is_reset_is_off(app: Flask) -> None:
    somebody = person()
    browser = browser_of(app, somebody)
    assert run(app, "reset-2fa", somebody.email).exit_code == 0
    assert not browser.is_in()


def test_who_is_deactivated_is_out_at_once(app: Flask) -> None:
    somebody = carol(app)
    browser = browser_of(app, somebody)
    assert run(app, "deactivate", EMAIL).exit_code == 0
    assert not browser.is_in()
    assert f"{EMAIL}\tdeactivated" in run(app, "list").output


def test_the_last_owner_stays(app: Flask) -> None:
    run(app, "add", EMAIL, "--owner")
    assert "the last owner" in refusal(run(app, "deactivate", EMAIL))


@pytest.mark.parametrize("command", ["add", "list", "reset-password", "reset-2fa", "deactivate"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_command_says_what_it_does(app: Flask, command: str) -> None:
    assert len(run(app, command, "--help").output.splitlines()) > 4
