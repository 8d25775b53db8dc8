"""Which passwords are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.passwords import LONGEST, is_easy, new_password, password_problem
from tests.services.hashes import real_hasher


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password1234!",
        "P@ssw0rd2026",
        "qwertyuiop12",
        "1q2w3e4r5t6y",
        "qazwsxedcrfv",
        "йцукенгшщзхъ",
        "йцукен123456",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "123456789012",
        "210987654321",
        "长城长城长城长城长城长城",
        "Alice2026news!",
    ],
)
def test_it_refuses_what_everybody_tries_first(password: str) -> None:
    problem = password_problem(password, "alice@news.example")
    assert problem is not None
    assert problem.code == "password_easy"


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet lamps",
        "correct horse battery staple",
        "tr0ub4dor&3xyz",
        "я видел семь трамваев",
        "我昨天在公园里看到一只猫跑",
        "🐈🦊🐙🦉🐝🐬🦔🐢🦀🐌🦋🐞",
        " spaces at both ends ",
    ],
)
def test_it_takes_any_characters(password: str) -> None:
    assert password_problem(password) is None


def test_it_wants_twelve_characters_as_people_count_them() -> None:
    short = password_problem("é" * 11)
    assert short is not None
    assert (short.code, short.args) == ("password_short", {"length": 11, "limit": 12})


def test_it_takes_long_ones_and_says_where_it_ends() -> None:
    assert password_problem("seven quiet lamps " * 14) is None
    too_long = password_problem("seven quiet lamps " * 15)
    assert too_long is not None
    assert (too_long.code, too_long.args["limit"]) == ("too_long", LONGEST)


@pytest.mark.parametrize("password", ["seven quiet\0lamps", "seven quiet \ud800lamps"])
def test_it_refuses_what_no_keyboard_sends(password: str) -> None:
    problem = password_problem(password)
    assert problem is not None
    assert problem.code == "invalid_text"


def test_what_we_make_is_good_enough_and_never_the_same() -> None:
    made = {new_password() for _ in range(100)}
    assert len(made) == 100
    assert [password for password in made if password_problem(password)] == []


def test_the_hash_names_its_parameters() -> None:
    assert real_hasher.hash("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@given(st.text(max_size=300))
def test_it_has_an_answer_to_anything(password: str) -> None:
    assert is_easy(password) in (True, False)
