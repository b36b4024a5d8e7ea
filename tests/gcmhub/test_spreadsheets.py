"""XLSX: every text is had back as the text it was, nothing is ever a formula, and a second sheet explains."""

import gzip
import io
import tempfile
from functools import partial

import openpyxl
import pytest
from django.middleware.gzip import GZipMiddleware
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from gcmhub.columns import Column
from gcmhub.exports import file_response
from gcmhub.middleware import has_control_characters
from gcmhub.spreadsheets import LONGEST_CELL, fitting, spreadsheet

COLUMNS = [Column("id", None, help="The code."), Column("text", None, help="=What it is.")]

starts = st.sampled_from(
    ["=1+1", "=", "{=1}", "+1", "-2", "@A1", "http://example.org", "mailto:a@b.c", "<r>", "12", ""]
)
ends = st.sampled_from(["", "</r>", " ", "&amp;", "_x0041_"])
texts = st.builds("{}{}{}".format, starts, st.text(max_size=20), ends).filter(
    lambda text: not has_control_characters(text) and "\ufffe" not in text and "\uffff" not in text
)


def workbook(columns, rows, heading="Practices"):
    with spreadsheet(heading, columns, rows) as file:
        return openpyxl.load_workbook(io.BytesIO(file.read()))


@settings(deadline=None, max_examples=60)  # each example writes and reads a file
@given(st.lists(texts, min_size=1, max_size=4))
def test_every_text_is_had_back_as_a_text(found):
    sheet = workbook(COLUMNS, [(text, text) for text in found]).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows(min_row=2, max_row=len(found) + 1)]
    assert {c.data_type for c in cells if c.value is not None} <= {"s"}
    is_markup = [text.startswith("<r>") and text.endswith("</r>") for text in found]
    expected = [f"{text} " if mark else text for text, mark in zip(found, is_markup, strict=True)]
    assert [unescape(cell.value or "") for cell in cells] == expected


@settings(deadline=None, max_examples=60)  # each example writes and reads a file
@given(st.lists(texts | st.integers(-(10**9), 10**9), min_size=1, max_size=4))
def test_nothing_is_a_formula_and_numbers_are_numbers(found):
    book = workbook(COLUMNS, [(value, "end") for value in found])
    kinds = [cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in kinds
    numbers = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2) if row[0].data_type == "n"]
    assert [number for number in numbers if number is not None] == [v for v in found if isinstance(v, int)]


def test_the_second_sheet_explains_the_columns():
    book = workbook(COLUMNS, [("a", "b")])
    assert book.sheetnames == ["Practices", "Columns"]
    assert list(book["Columns"].values) == [
        ("Column", "What it means"),
        ("id", "The code."),
        ("text", "=What it is."),
    ]
    assert [sheet.freeze_panes for sheet in book] == ["A2", "A2"]


def test_a_heading_that_no_sheet_may_have_is_made_one():
    assert workbook(COLUMNS, [], heading="'A/B: [c]?*\\" + "x" * 40).sheetnames[0] == " A B   c    " + "x" * 19


@pytest.mark.parametrize(("language", "expected"), [("ar", True), ("fr", None)])
def test_sheets_run_from_right_to_left_where_the_language_does(language, expected):
    with translation.override(language):
        book = workbook(COLUMNS, [("a", "b")])
    assert [sheet.sheet_view.rightToLeft for sheet in book] == [expected, expected]


@pytest.mark.parametrize(
    ("text", "length"),
    [("é" * LONGEST_CELL, LONGEST_CELL), ("é" * (LONGEST_CELL + 1), LONGEST_CELL), ("😀" * 16384, 16383 + 1)],
)
def test_a_text_is_cut_to_what_a_cell_holds(text, length):
    found = fitting(text)
    assert len(found) == length
    assert len(found.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert (found == text) == (not found.endswith("…"))


def test_what_was_cut_is_said_on_the_second_sheet():
    book = workbook(COLUMNS, [("a", "x" * 40_000), ("b", "short")])
    assert len(book["Practices"]["B2"].value) == LONGEST_CELL
    assert book["Columns"]["A5"].value == (
        "Texts longer than a cell can hold end in “…”: 1. The CSV file has them whole."
    )


def test_nothing_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with spreadsheet("Practices", COLUMNS, [("a", "b")]) as file:
        assert list(tmp_path.iterdir()) == []
        assert file.read(2) == b"PK"

    def rows():
        yield ("a", "b")
        assert list(tmp_path.iterdir()) != []
        raise OSError("The database is gone.")

    with pytest.raises(OSError, match="gone"):
        spreadsheet("Practices", COLUMNS, rows())
    assert list(tmp_path.iterdir()) == []


def numbers(extension):
    """What a browser gets that takes gzip."""
    request = RequestFactory(headers={"Accept-Encoding": "gzip"}).get("/")
    cells = [[str(number) for number in range(200)], ["text"] * 200]
    answer = partial(file_response, extension, "numbers", "Numbers", COLUMNS, range(200), lambda *_: lambda ids: cells)
    return GZipMiddleware(answer)(request)


@pytest.mark.django_db  # closing a response closes connections
def test_a_spreadsheet_is_not_compressed_again_and_says_its_length():
    response = numbers("xlsx")
    body = response.getvalue()
    assert response.headers["Content-Length"] == str(len(body))
    assert openpyxl.load_workbook(io.BytesIO(body)).sheetnames == ["Numbers", "Columns"]
    response.close()


def test_a_text_file_is_compressed():
    response = numbers("csv")
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.getvalue()).decode().startswith("\ufeffid,text\r\n0,text\r\n")
