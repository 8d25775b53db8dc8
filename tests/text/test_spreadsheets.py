"""Cells that a spreadsheet shows and never computes."""

import csv

import pytest

from moderation.text.spreadsheets import cell, csv_lines


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u200b=1",
        "\uff1d1+1",
        "=HYPERLINK(0)",
    ],
)
def test_it_is_no_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a=b", "", "Это — тире", "1+1", "中文"])
def test_it_leaves_other_text_alone(text: str) -> None:
    assert cell(text) == text


def test_it_can_be_read_back() -> None:
    rows = [{"id": 7, "reason": 'He said "no",\nthen left', "batch": None}]
    read = list(csv.DictReader("".join(csv_lines(rows)).splitlines(keepends=True)))
    assert read == [{"id": "7", "reason": 'He said "no",\nthen left', "batch": ""}]


def test_it_is_empty_without_rows() -> None:
    assert list(csv_lines([])) == []
