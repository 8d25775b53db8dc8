"""The demo newspaper's articles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """One article: its text is the template ``demo/SLUG.html``."""

    slug: str
    lang: str
    title: str
    short: str


ARTICLES = (
    Article("night-tram", "en", "The night tram comes back to the harbour line", "Night tram"),
    Article("biblioteka", "ru", "Библиотека, которая не закрывается на ночь", "Библиотека ночью"),
    Article("zaoshi", "zh", "老码头的早市搬进了旧仓库", "老码头早市"),
)
