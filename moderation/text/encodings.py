"""The characters of a page's bytes, as browsers read them, and a little better."""

from __future__ import annotations

import re

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

# What a page that says nothing is likely to be in (HTML standard, 13.2.3.2, step 8).
LEGACY = {
    "be": "cp1251",
    "bg": "cp1251",
    "cs": "cp1250",
    "el": "cp1253",
    "he": "cp1255",
    "ja": "shift_jis",
    "ko": "cp949",
    "mk": "cp1251",
    "pl": "cp1250",
    "ru": "cp1251",
    "sr": "cp1251",
    "th": "cp874",
    "tr": "cp1254",
    "uk": "cp1251",
    "zh": "gb18030",
}
# Python's names of the encodings that browsers know (WHATWG Encoding, section 4.2).
KNOWN = re.compile(
    r"utf-(8|16(-[lb]e)?)|cp(125[0-8]|866|874|932|949)|iso8859-\d{1,2}|koi8-[ru]|mac-roman"
    r"|gb18030|big5hkscs|euc_jp|iso2022_jp"
)
WESTERN = "cp1252"
LANG = re.compile(rb"<html\b[^>]{0,999}?\blang\s*=\s*[\"']?([a-z]{2,3})", re.IGNORECASE)
HEAD = 4096


def decoded(body: bytes, content_type: str) -> str:
    """The text of a page: by its mark, by the header, by its own word, by what it looks like.

    A header that cannot be true goes behind the page's own word.
    """
    mark, bom = read_bom(body)
    if mark and bom:
        return to_unicode(body[len(bom) :], mark)
    told = filter(_is_of_the_web, [http_content_type_encoding(content_type), _declared(body)])
    likely = [*filter(None, told), "utf-8", LEGACY.get(_lang(body), WESTERN)]
    fitting = next((name for name in likely if _fits(body, name)), likely[0])
    return to_unicode(body, fitting)


def _declared(body: bytes) -> str | None:
    """What the page says of itself; UTF-16 said in single bytes is UTF-8 (HTML, 13.2.3.2)."""
    name = html_body_declared_encoding(body)
    return "utf-8" if name and name.startswith("utf-16") else name


def _is_of_the_web(name: str | None) -> bool:
    """Whether browsers know it too: Python's own codecs unpack archives and turn letters."""
    return bool(name and KNOWN.fullmatch(name))


def _fits(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except UnicodeError:
        return False
    return True


def _lang(body: bytes) -> str:
    match = LANG.search(body[:HEAD])
    return match[1].decode("ascii").lower() if match else ""
