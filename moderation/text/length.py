"""How text is trimmed before it is stored, and how its length is counted."""

import re
import unicodedata

# The property White_Space of Unicode (PropList.txt), and U+FEFF, which JavaScript's trim() also
# takes. Python's own strip() takes U+001C to U+001F as well, so the set is spelled out.
OUTER_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


def trim(text: str) -> str:
    """The text as it is stored: line ends become LF and outer white space goes, nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(OUTER_SPACE)


def count(text: str) -> int:
    """The length that limits apply to: code points of the NFC of what would be stored."""
    return len(unicodedata.normalize("NFC", trim(text)))


def invalid_text(text: str) -> bool:
    """Whether the text holds what no database of ours can keep: NUL or a lone surrogate."""
    return _UNKEEPABLE.search(text) is not None
