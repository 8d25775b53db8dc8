"""The languages of the interface, and the direction of any other."""

import re
from collections.abc import Sequence

LANGUAGES = ("en", "ru", "zh")
LONGEST_HEADER = 1000
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_QVALUE = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")

# Languages and scripts that are written from right to left (CLDR layout data).
RTL_LANGUAGES = frozenset(
    {
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ji",
        "mzn",
        "nqo",
        "pnb",
        "ps",
        "sd",
        "sdh",
        "syr",
        "ug",
        "ur",
        "yi",
    }
)
RTL_SCRIPTS = frozenset(
    {
        "adlm",
        "arab",
        "aran",
        "hebr",
        "mand",
        "nkoo",
        "rohg",
        "samr",
        "syrc",
        "thaa",
    }
)


def best_language(accept_header: str, offered: Sequence[str]) -> str:
    """The offered language that a browser likes best; the first one when it likes none."""
    for wanted in _wanted(accept_header):
        for language in offered:
            if _primary(wanted) == _primary(language):
                return language
    return offered[0]


def direction(lang: str) -> str:
    """Either `ltr` or `rtl`, by the script if the tag names one (BCP 47)."""
    subtags = lang.lower().replace("_", "-").split("-")
    scripts = [subtag for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in RTL_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in RTL_LANGUAGES else "ltr"


def language_tag(text: str) -> str:
    """The text when it has the shape of a language tag (BCP 47), such as `pt-BR`; else nothing."""
    return text if TAG.fullmatch(text) else ""


def _primary(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


def _wanted(accept_header: str) -> list[str]:
    """The tags of an Accept-Language header, best first (RFC 9110 section 12.5.4)."""
    ranked = []
    for part in accept_header[:LONGEST_HEADER].split(","):
        tag, _, parameter = part.partition(";")
        quality = _quality(parameter)
        if tag.strip() and quality > 0:
            ranked.append((tag.strip(), quality))
    return [tag for tag, _ in sorted(ranked, key=lambda pair: -pair[1])]


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().lower().partition("=")
    if name.strip() != "q":
        return 1.0
    return float(value) if _QVALUE.fullmatch(value) else 0.0
