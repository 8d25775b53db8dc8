"""Characters that change what is read without being seen, and where they belong all the same."""

import re
from collections.abc import Iterator

# Abbreviations as in UAX #9 and the Unicode code charts.
MARKS = {
    "\x00": "NUL",
    "\x1b": "ESC",
    "\x7f": "DEL",
    "\x85": "NEL",
    "\xad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u115f": "HCF",
    "\u1160": "HJF",
    "\u180e": "MVS",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LSEP",
    "\u2029": "PSEP",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u3164": "HF",
    "\ufeff": "BOM",
    "\uffa0": "HWHF",
}

# Scripts in which joiners are spelling: Arabic, Syriac, Indic, Myanmar, Khmer, Mongolian.
JOINING = (
    "\u0600-\u06ff\u0700-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1820-\u18af"
    "\ufb50-\ufdff\ufe70-\ufefc"
)
# Scripts written without spaces: browsers find their word bounds with a dictionary, we cannot.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_EMOJI = "\u2190-\u27bf\u2934\u2935\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\ufe0f"
# What a variation selector may follow: emoji, ideographs, and signs that have an emoji's form.
_VARIED = f"{_EMOJI}{UNSPACED}\u3000-\u303f\uff00-\uffef#*0-9\xa9\xae\u203c\u2049\u2122\u2139"

HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

_HIDDEN_OR_AT_HOME = re.compile(
    "(?P<home>"
    rf"(?<=[{JOINING}])[\u200c\u200d]|"  # a joiner after a letter that joins
    rf"(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|"  # one emoji made of several
    "(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f|"  # a flag spelt in tags
    "(?<=[\u1820-\u18aa])[\u180b-\u180f]|"  # a Mongolian letter's form
    rf"(?<=[{_VARIED}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    rf")|[{HIDDEN}]"
)


def hidden_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where hidden characters stand that are not part of how a word or an emoji is spelt."""
    for match in _HIDDEN_OR_AT_HOME.finditer(text):
        if match["home"] is None:
            yield match.span()
