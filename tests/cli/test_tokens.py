"""``moderation tokens``: bearer tokens from the command line."""

import pytest
from click.testing import Result
from flask import Flask

from moderation.errors import NotFound
from moderation.operations.people import deactivate
from moderation.queries.people import holder_of
from moderation.transactions import write
from tests.accounts.browsers import again
from tests.factories import moderator
from tests.services.databases import ON_BOTH


def run(app: Flask, *words: str) -> Result:
    """Run ``moderation tokens`` with these words."""
    return app.test_cli_runner().invoke(args=["tokens", *words])


def test_a_token_is_printed_once_and_opens_the_interface(app: Flask) -> None:
    somebody = moderator()
    token = run(app, "add", somebody.email).output.strip()
    assert holder_of(token) == somebody.id
    listed = run(app, "list").output
    assert somebody.email in listed
    assert token not in listed


@ON_BOTH
@pytest.mark.parametrize("by_number", [True, False])
def test_a_token_that_is_revoked_opens_nothing(app: Flask, by_number: bool) -> None:
    somebody = moderator()
    token = run(app, "add", somebody.email).output.strip()
    number = run(app, "list").output.split("\t")[0]
    assert run(app, "revoke", number if by_number else token).exit_code == 0
    with pytest.raises(NotFound):
        holder_of(token)
    assert run(app, "revoke", token).exit_code != 0


def test_the_tokens_of_who_is_shut_out_open_nothing(app: Flask) -> None:
    somebody = moderator()
    token = run(app, "add", somebody.email).output.strip()
    write(deactivate, again(somebody).id)
    with pytest.raises(NotFound):
        holder_of(token)


@pytest.mark.parametrize("token", ["", "mod_", "x", "mod_" + "a" * 43, "1", "9" * 30, "٣"])
def test_other_words_open_nothing(app: Flask, token: str) -> None:
    with pytest.raises(NotFound):
        holder_of(token)
    result = run(app, "revoke", token)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_nobody_gets_a_token_without_an_account(app: Flask) -> None:
    assert run(app, "add", "nobody@news.example").exit_code == 1
