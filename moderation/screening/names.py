"""Names that only the staff may sign with, and their look-alikes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from moderation.drafts import CommentDraft
from moderation.screening.types import Draft, Facts, Finding, Policy
from moderation.text.identity import skeleton
from moderation.text.invisible import HIDDEN, UNSPACED

STAFF_WORDS = (
    *("admin", "administrator", "editor", "editorial", "moderator", "staff", "webmaster"),
    *("админ", "администратор", "администрация", "главред", "модератор", "редактор", "редакция"),
    *("管理员", "管理員", "编辑", "編輯", "版主", "站长", "站長"),
)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_HIDDEN = re.compile(f"[{HIDDEN}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")


def reserved_name(draft: Draft, facts: Facts, policy: Policy) -> Finding | None:
    """Object to a name that reads like the staff's or like one that the site has reserved."""
    name = draft.sender.name
    if not isinstance(draft, CommentDraft) or not name:
        return None
    like = _like_a_title(name, (*policy.reserved_names, *STAFF_WORDS)) or _like_a_person(
        name, tuple(sorted(facts.staff_names))
    )
    return Finding("reserved_name", {"name": like}, "name", ((0, len(name)),)) if like else None


def _like_a_title(name: str, titles: tuple[str, ...]) -> str | None:
    """The title that the name is, or has in it as a word."""
    looks = _looks(titles)
    for run in _runs(name):
        if run in looks:
            return looks[run]
    whole = skeleton(name)
    return next((looks[look] for look in looks if _UNSPACED.match(look) and look in whole), None)


def _like_a_person(name: str, people: tuple[str, ...]) -> str | None:
    """The person whose name this is; a first name alone is not taken for every longer one."""
    looks = _looks(people)
    if (whole := skeleton(name)) in looks:
        return looks[whole]
    full = _looks(tuple(person for person in people if len(_words(person)) > 1))
    return next((full[run] for run in _runs(name) if run in full), None)


def _words(name: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(_HIDDEN.sub("", name)) if word]


def _runs(name: str) -> Iterator[str]:
    """What each run of neighbouring words looks like, so that ``ad-min`` is seen as one."""
    looks = [skeleton(word) for word in _words(name)]
    for start in range(len(looks)):
        for end in range(start + 1, len(looks) + 1):
            yield "".join(looks[start:end])


@lru_cache(maxsize=64)
def _looks(names: tuple[str, ...]) -> dict[str, str]:
    """The names by what they look like; one that looks like nothing is left out."""
    looks = {skeleton(name): name for name in reversed(names)}
    looks.pop("", None)
    return looks
