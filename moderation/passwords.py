"""Which passwords are good enough, how they are hashed, and how new ones are made."""

from __future__ import annotations

import re
import secrets
import unicodedata

from argon2 import PasswordHasher

from moderation.errors import Problem
from moderation.text.length import invalid_text

# NIST SP 800-63B-4 (3.1.1.2) asks for 15 characters where the password is all there is and for 8
# beside a second factor, which is each moderator's own choice here: 12 is what both can live with.
SHORTEST = 12
LONGEST = 256  # the same section: at least 64; never cut
LEFT_TO_GUESS = 5  # characters that must remain once everything easy is taken away

# OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
MEMORY, PASSES, LANES = 19456, 2, 1

# What those lists of leaked passwords are made of that are 12 characters or longer.
EASY_WORDS = """
    password passwort parole kennwort welcome letmein iloveyou princess sunshine football baseball
    superman dragon monkey shadow master administrator admin moderator moderation comments login
    secret changeme trustno love user test guest root hello summer winter spring autumn
    пароль привет люблю админ модератор
"""
ROWS = """
    qwertyuiop asdfghjkl zxcvbnm qazwsxedcrfvtgbyhnujmikolp 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol
    1q2w3e4r5t6y7u8i9o0p йцукенгшщзхъ фывапролджэ ячсмитьбю abcdefghijklmnopqrstuvwxyz
    01234567890 09876543210
"""
LOOKALIKES = str.maketrans("@$!", "asi")

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY, parallelism=LANES)


def normalised(password: str) -> str:
    """One form of what different keyboards send for a character (SP 800-63B-4, 3.1.1.2)."""
    return unicodedata.normalize("NFKD", password)


def hash_password(password: str) -> str:
    """The argon2id hash that is kept, with its parameters and salt in it."""
    return _hasher.hash(normalised(password))


def new_password() -> str:
    """A random password that can be read out: five groups of four, about 93 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


def password_problem(password: str, email: str = "") -> Problem | None:
    """Why a password is not good enough, or nothing; kinds of characters do not matter."""
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST:
        return Problem("password_short", {"length": length, "limit": SHORTEST})
    if length > LONGEST:
        return Problem("too_long", {"length": length, "limit": LONGEST})
    if invalid_text(password):
        return Problem("invalid_text")
    if is_easy(password, email):
        return Problem("password_easy")
    return None


def is_easy(password: str, email: str = "") -> bool:
    """Whether hardly anything is left to guess without words, keyboard rows and repetitions."""
    rest = unicodedata.normalize("NFKC", password).casefold().translate(LOOKALIKES)
    rest = re.sub(r"(?<=[a-z])0(?=[a-z])", "o", rest)
    rest = re.sub(r"(19|20)\d\d", "", rest)
    own = [word for word in re.split(r"\W+", email.casefold()) if len(word) > 2]
    for word in sorted(EASY_WORDS.split() + own, key=len, reverse=True):
        rest = rest.replace(word, "")
    rest = _without_rows(rest)
    rest = re.sub(r"(.+?)\1+", r"\1", rest)
    return len(set(rest)) < LEFT_TO_GUESS


def _without_rows(text: str) -> str:
    """The text without pieces of three or more characters from a row of keys, either way round."""
    for row in ROWS.split():
        for keys in (row, row[::-1]):
            for size in range(len(keys), 2, -1):
                for start in range(len(keys) - size + 1):
                    text = text.replace(keys[start : start + size], "")
    return text
