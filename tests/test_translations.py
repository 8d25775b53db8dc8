"""Every text is said in Russian and Chinese too, and what is compiled is what is written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_security.utils import get_message

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "moderation" / "translations"
PLACEHOLDER = re.compile(r"%(?:\(\w+\)[sd]|%)?")  # a sign by itself breaks the page: it counts too
LETTERS = {"ru": re.compile("[а-яё]", re.IGNORECASE), "zh": re.compile("[\u4e00-\u9fff]")}
THE_SAME_EVERYWHERE = {
    "1,000+",
    "No. %(number)s",
    "%(name)s on: %(title)s",
    "%(browser)s on %(system)s",
    "%(number)s %%",
}
WIDGET = ROOT / "moderation" / "static" / "widget"
ENTRY = re.compile(r'^  (\w+):\s*"((?:[^"\\]|\\.)*)",$', re.MULTILINE)

languages = pytest.mark.parametrize("language", sorted(LETTERS))


@cache
def texts_of_the_code() -> set[str]:
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(str(ROOT), methods, options)
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


@cache
def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def forms(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


def widget_strings(language: str) -> dict[str, str]:
    return dict(ENTRY.findall((WIDGET / f"strings-{language}.js").read_text()))


@languages
def test_it_knows_every_text_of_the_code_and_no_other(language: str) -> None:
    known = {forms(message.id)[0] for message in messages(language)}
    assert texts_of_the_code() - known == set()
    assert known - texts_of_the_code() == set()


@languages
def test_it_has_every_text_whole_and_certain(language: str) -> None:
    unsure = [one.id for one in messages(language) if one.fuzzy or not all(forms(one.string))]
    assert unsure == []


@languages
def test_it_has_as_many_forms_as_the_language_counts_with(language: str) -> None:
    plural = [message for message in messages(language) if message.pluralizable]
    assert plural
    assert {len(forms(one.string)) for one in plural} == {catalogue(language).num_plurals}


@languages
def test_it_fills_in_what_the_text_fills_in(language: str) -> None:
    for message in messages(language):
        wanted = sorted(PLACEHOLDER.findall(forms(message.id)[-1]))
        for form in forms(message.string):
            assert sorted(PLACEHOLDER.findall(form)) == wanted, message.id


@languages
def test_it_is_written_in_its_own_letters(language: str) -> None:
    said = {forms(one.id)[0]: " ".join(forms(one.string)) for one in messages(language)}
    foreign = {text for text in said if not LETTERS[language].search(said[text])}
    assert foreign <= THE_SAME_EVERYWHERE


@languages
def test_it_compiles_to_what_is_kept_beside_it(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    kept = (TRANSLATIONS / language / "LC_MESSAGES" / "messages.mo").read_bytes()
    assert compiled.getvalue() == kept, "run make messages"


@languages
def test_it_says_all_that_the_widget_says(language: str) -> None:
    english, said = widget_strings("en"), widget_strings(language)
    assert said.keys() == english.keys()
    for name, text in english.items():
        assert sorted(re.findall(r"{\w+}", said[name])) == sorted(re.findall(r"{\w+}", text)), name


@languages
def test_it_says_the_same_in_the_widget_and_on_the_page(language: str) -> None:
    english, said = widget_strings("en"), widget_strings(language)
    for name in ("selectionTooLong", "nothingSelected", "reportTypo", "send", "suggestion"):
        text = re.sub(r"{(\w+)}", r"%(\1)s", english[name])
        on_page = str(catalogue(language)[text].string)
        assert re.sub(r"%\((\w+)\)s", r"{\1}", on_page) == said[name]


@languages
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_spoken_at_sign_in_too(app: Flask, language: str) -> None:
    with app.test_request_context(f"/dashboard/login?lang={language}"):
        said, _ = get_message("GENERIC_AUTHN_FAILED")
    assert said == catalogue(language)["The address or the password is not right."].string
