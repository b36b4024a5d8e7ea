"""XLSX: the records on one sheet, what the columns mean on a second; text stays text, whatever it begins with."""

import re
import tempfile
from contextlib import ExitStack

import xlsxwriter
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

MOST_ROWS = 1_048_575  # of a sheet, less its header
LONGEST_CELL = 32_767  # UTF-16 units
LONGEST_SHEET_NAME = 31
AS_WRITTEN = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


def spreadsheet(heading, columns, rows):
    """The file, open at its beginning; it has no name, so that nothing is left when it is closed."""
    with ExitStack() as on_failure:
        file = on_failure.enter_context(tempfile.TemporaryFile())
        with tempfile.TemporaryDirectory() as folder:
            options = {"constant_memory": True, "tmpdir": folder, **AS_WRITTEN}
            with xlsxwriter.Workbook(file, options) as workbook:
                bold = workbook.add_format({"bold": True})
                cut = write_records(sheet(workbook, heading or _("Records")), columns, rows, bold)
                write_meaning(sheet(workbook, _("Columns")), columns, cut, bold)
        file.seek(0)
        on_failure.pop_all()  # else the response closes it
    return file


def sheet(workbook, name):
    added = workbook.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", str(name))[:LONGEST_SHEET_NAME])
    if get_language_bidi():
        added.right_to_left()
    added.freeze_panes(1, 0)
    return added


def write_records(sheet, columns, rows, bold):
    """Write the records; how many texts had to be cut."""
    sheet.set_column(0, len(columns) - 1, 18)
    sheet.write_row(0, 0, [column.name for column in columns], bold)
    cut = 0
    for number, row in enumerate(rows, 1):
        for position, value in enumerate(row):
            if value.__class__ is not str:
                sheet.write(number, position, value)
            elif value:
                whole = fitting(value)
                cut += len(whole) < len(value)
                sheet.write_string(number, position, whole)
    return cut


def fitting(text):
    """The text, cut to what a cell holds."""
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # else xlsxwriter takes it for its own markup and writes it unescaped
    if len(text) * 2 <= LONGEST_CELL or len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: (LONGEST_CELL - 1) * 2]
    return f"{kept.decode('utf-16-le', 'ignore')}…"


def write_meaning(sheet, columns, cut, bold):
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_row(0, 0, [_("Column"), _("What it means")], bold)
    for number, column in enumerate(columns, 1):
        sheet.write_row(number, 0, [column.name, str(column.help)])
    if cut:
        remark = _("Texts longer than a cell can hold end in “…”: %(count)d. The CSV file has them whole.")
        sheet.write(len(columns) + 2, 0, remark % {"count": cut})
