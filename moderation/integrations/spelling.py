"""What a dictionary of Hunspell's kind says of words; without the extra ``spell``, nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from moderation.text.spelling import scripts_of

SHOWN = 3
# Where regions spell differently, another region's dictionary is none.
REGIONS_MATTER = frozenset({"en", "pt"})
USUAL_REGIONS = {"en": "US", "pt": "PT"}
CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
OTHER_SCRIPTS = {"el": "GREEK", "he": "HEBREW", "hy": "ARMENIAN", "ka": "GEORGIAN"}

OwnWords = tuple[tuple[str, str], ...]  # a word, and the one it is inflected like or nothing


@dataclass
class Speller:
    """A dictionary with a site's own words in it."""

    checker: Any
    script: str
    own: frozenset[str] = frozenset()
    lock: Lock = field(default_factory=Lock)

    def knows(self, word: str) -> bool | None:
        """Whether it is a word; nothing for one in another script, which is no mistake here."""
        if word in self.own or word.lower() in self.own:
            return True
        if self.script not in scripts_of(word):
            return None
        try:
            with self.lock:
                return bool(self.checker.spell(word))
        except UnicodeEncodeError:  # a letter that the dictionary's encoding has not
            return False

    def suggest(self, word: str) -> list[str]:
        """The first few words that it may have been meant to be, likeliest first."""
        try:
            with self.lock:
                found = self.checker.suggest(word)
        except UnicodeEncodeError:
            return []
        return [each for each in dict.fromkeys(found) if each and each != word][:SHOWN]


def speller(tag: str, folder: Path, own: OwnWords = ()) -> Speller | None:
    """The dictionary for a language, such as ``ru`` or ``en-US``, if there is one."""
    path = find_dictionary(tag, folder)
    return _load(path, own) if path else None


def find_dictionary(tag: str, folder: Path) -> Path | None:
    """Its path without an ending; a language alone has that of its usual region."""
    lang, *others = tag.replace("_", "-").split("-")
    lang = lang.lower()
    if not (lang.isascii() and lang.isalpha()):
        return None
    there = {path.stem: path for path in sorted(folder.glob(f"{lang}*.dic"))}
    there = {name: path for name, path in there.items() if path.with_suffix(".aff").is_file()}
    for name in _names(lang, others, list(there)):
        if name in there:
            return there[name].with_suffix("")
    return None


def _names(lang: str, others: Sequence[str], there: Sequence[str]) -> list[str]:
    """What the dictionary may be called, the best first."""
    exact = "_".join([lang, *(part.upper() if len(part) == 2 else part.title() for part in others)])
    if any(len(part) == 4 for part in others):  # a script (RFC 5646, section 2.2.3)
        return [exact]
    region = next((part for part in others if len(part) == 2), "")
    if region and lang in REGIONS_MATTER:
        return [f"{lang}_{region.upper()}"]
    usual = f"{lang}_{USUAL_REGIONS.get(lang, lang.upper())}"
    regional = [name for name in there if name.startswith(f"{lang}_") and len(name) == 5]
    return [exact, lang, usual, *regional]


@lru_cache(maxsize=3)  # 20 MB each, and a fifth of a second to load
def _load(path: Path, own: OwnWords) -> Speller | None:
    try:
        from hunspell import Hunspell  # noqa: PLC0415 - an extra that need not be there
    except ImportError:
        return None
    try:
        checker = Hunspell(path.name, hunspell_data_dir=str(path.parent), system_encoding="UTF-8")
    except OSError:  # not ours to read
        return None
    for word, like in own:
        try:
            if like and checker.spell(like):
                checker.add_with_affix(word, like)
            else:
                checker.add(word)
        except UnicodeEncodeError:
            continue  # still known, as it is written
    return Speller(checker, _script(path.name), frozenset(word for word, _ in own))


def _script(name: str) -> str:
    lang = name.partition("_")[0]
    return "CYRILLIC" if lang in CYRILLIC else OTHER_SCRIPTS.get(lang, "LATIN")
