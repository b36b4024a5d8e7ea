"""Files of exactly what is shown, all pages: columns and ids in, bytes out, in chunks of ids.

CSV as RFC 4180 says (CRLF, quotes), UTF-8 with a byte order mark so that spreadsheets show accents (`bom=0` without),
several values joined by `|`, and text that a spreadsheet would run as a formula behind an apostrophe (OWASP). XLSX
with a second sheet that explains the columns, JSON with one record a line. `X-Total-Count` says how many records the
list had; a file that holds fewer has been cut short, or records were withdrawn while it was written.
"""

import datetime
import json
from dataclasses import replace
from itertools import chain

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import FileResponse, StreamingHttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gcmhub.columns import SEPARATOR
from gcmhub.languages import active_language
from gcmhub.selections import Problem
from gcmhub.spreadsheets import MOST_ROWS, spreadsheet

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
FORMATS = list(CONTENT_TYPES)
FIRST_CHUNK, CHUNK = 100, 8000  # ids read at once; the first bytes go early
PORTION = 1000  # records written at once, which are in memory several times meanwhile
FEW = 100  # SQLite refuses to prefetch a thousand related records at once ("Expression tree is too large")
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTE = '"'
TOUCHED = (",", QUOTE, "\r", "\n", *(f"\0{mark}" for mark in RUNS_AS_FORMULA))


class BadParametersError(BadRequest):
    """The query string asks for something that does not exist; says what is allowed."""

    def __init__(self, problems):
        super().__init__("\n".join(map(str, problems)))


def chosen_columns(columns, data):
    """The columns that `columns=` names, all by default; with `labels=1` a label column behind every coded one."""
    names = [name for value in data.getlist("columns") for name in value.split(",") if name]
    by_name = {column.name: column for column in columns}
    if unknown := [name for name in names if name not in by_name]:
        raise BadParametersError([Problem("columns", name, _("Allowed: ") + ", ".join(by_name)) for name in unknown])
    chosen = [by_name[name] for name in dict.fromkeys(names)] or columns
    if data.get("labels") != "1":
        return chosen
    return [column for c in chosen for column in ([c, label_column(c)] if c.label else [c])]


def label_column(column):
    meaning = _("The names of what stands in “%(column)s”.") % {"column": column.name}
    return replace(column, name=f"{column.name}_label", value=column.label, label=None, help=meaning, joins=None)


def in_chunks(ids):
    """The ids in order, a list at a time: constant memory and no transaction held open while streaming."""
    start, size = 0, FIRST_CHUNK
    while chunk := list(ids[start : start + size]):
        yield chunk
        start, size = start + size, CHUNK


def in_portions(cells):
    """The cells of a chunk, column by column, in parts small enough to be written at once."""
    for start in range(0, len(cells[0]), PORTION):
        yield [column[start : start + PORTION] for column in cells]


def by_record(queryset):
    """Makes the reader of a file whose columns read records of the queryset, one by one."""

    def reader(columns, request):
        language = get_language()  # the file is written when the request has been answered
        values = [absolute(column, request) if column.is_address else column.value for column in columns]

        def read(ids):
            with override(language):
                found = [record for start in range(0, len(ids), FEW) for record in records(ids[start : start + FEW])]
                return [[value(record) for record in found] for value in values]

        def records(ids):
            found = {record.pk: record for record in queryset.order_by().filter(pk__in=ids)}
            return [found[pk] for pk in ids if pk in found]

        return read

    return reader


def absolute(column, request):
    return lambda record: request.build_absolute_uri(column.value(record))


def joined(value):
    """A cell as one value: several joined by `|`, none empty."""
    if value is None:
        return ""
    return SEPARATOR.join(map(str, value)) if isinstance(value, (list, tuple)) else value


def cell(value):
    """A cell as CSV holds it; what a spreadsheet would run is behind an apostrophe."""
    value = joined(value)
    return guarded(value) if isinstance(value, str) else value


def guarded(text):
    return f"'{text}" if text.startswith(RUNS_AS_FORMULA) else text


def quoted(text):
    if "," in text or QUOTE in text or "\n" in text or "\r" in text:
        return f'"{text.replace(QUOTE, QUOTE * 2)}"'
    return text


def csv_column(cells):
    """The cells of a column as the file has them; columns of plain codes are told at one look and stay as they are."""
    try:
        text = "\0".join(["", *cells])
    except TypeError:  # numbers or lists among them
        return [quoted(str(cell(value))) for value in cells]
    if any(mark in text for mark in TOUCHED):
        return [quoted(guarded(value)) for value in cells]
    return cells


def csv_lines(columns):
    """The lines as `csv.writer` writes them, a column at a time, which is twice as fast."""
    columns = [csv_column(cells) for cells in columns]
    if len(columns) == 1:
        columns = [[text or '""' for text in columns[0]]]  # an empty line would be no row
    lines = "\r\n".join(map(",".join, zip(*columns, strict=True)))
    return f"{lines}\r\n" if lines else ""


def csv_chunks(columns, chunks, mark):
    yield f"{mark}{csv_lines([[column.name] for column in columns])}"
    yield from map(csv_lines, chunks)


def record(keys, row):
    return {
        name: [joins(code) for code in value.split(SEPARATOR) if code] if joins else value
        for (name, joins), value in zip(keys, row, strict=True)
    }


def json_chunks(columns, chunks, head):
    """An object whose `records` are one a line; cut short it is not JSON."""
    keys = [(column.name, column.joins) for column in columns]
    encode = json.JSONEncoder(ensure_ascii=False).encode
    yield f'{encode(head)[:-1]}, "records": ['
    separator = "\n"
    for cells in chunks:
        records = ",\n".join(encode(record(keys, row)) for row in zip(*cells, strict=True))
        yield f"{separator}{records}" if records else ""
        separator = ",\n" if records else separator
    yield "\n]}\n"


def file_response(extension, name, heading, columns, ids, reader, request):
    """The file of the records with these ids, in this order.

    `reader(columns, request)` is called once and makes the function that reads the cells of a chunk of ids, column by
    column, and leaves out what must not be read any more.
    """
    if extension == "xlsx" and len(ids) > MOST_ROWS:
        remedy = _("A spreadsheet holds %(count)d records at most. Take the CSV file.") % {"count": MOST_ROWS}
        raise BadParametersError([Problem("xlsx", "", remedy)])
    columns = chosen_columns(columns, request.GET)
    chunks = chain.from_iterable(map(in_portions, map(reader(columns, request), in_chunks(ids))))
    if extension == "csv":
        content = csv_chunks(columns, chunks, "" if request.GET.get("bom") == "0" else "\ufeff")
    elif extension == "json":
        head = {"licence": settings.CONTENT_LICENCE, "language": active_language(), "total": len(ids)}
        content = json_chunks(columns, chunks, head)
    else:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # it is compressed, and must keep its Content-Length
        rows = (list(map(joined, row)) for cells in chunks for row in zip(*cells, strict=True))
        content = spreadsheet(heading, columns, rows)
    kind = FileResponse if extension == "xlsx" else StreamingHttpResponse
    response = kind(content, content_type=CONTENT_TYPES[extension])
    today = datetime.date.today().isoformat()
    response["Content-Disposition"] = f'attachment; filename="gcmhub-{name}-{today}.{extension}"'
    response["X-Total-Count"] = len(ids)
    response["Link"] = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    return response
