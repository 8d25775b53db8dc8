"""What a browser calls itself, as two names that people know."""

from __future__ import annotations

import re

# Each browser also bears the names of those it wants to be taken for, so the order decides.
# https://developer.mozilla.org/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent
BROWSERS = (
    (r"\bEdg(A|iOS)?/", "Edge"),
    (r"\b(OPR|Opera)/", "Opera"),
    (r"\bYaBrowser/", "Yandex Browser"),
    (r"\bSamsungBrowser/", "Samsung Internet"),
    (r"\b(Firefox|FxiOS)/", "Firefox"),
    (r"\b(Headless)?(Chrome|CriOS|Chromium)/", "Chrome"),
    (r"\bVersion/[\d.]+ .*\bSafari/", "Safari"),
)
SYSTEMS = (
    (r"\b(iPhone|iPod)\b", "iPhone"),
    (r"\biPad\b", "iPad"),
    (r"\bAndroid\b", "Android"),
    (r"\bWindows\b", "Windows"),
    (r"\bMac(intosh| OS X)\b", "macOS"),
    (r"\bCrOS\b", "ChromeOS"),
    (r"\bLinux\b", "Linux"),
)


def browser_of(user_agent: str) -> tuple[str, str]:
    """The browser's and the system's name; empty for what we do not know."""
    return _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, text)), "")
