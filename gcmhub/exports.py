"""Files of exactly what is shown, all pages: columns in, bytes out, streamed in chunks of ids.

CSV as RFC 4180 says (CRLF, quotes), UTF-8 with a byte order mark so that spreadsheets show accents (`bom=0` without),
several values joined by `|`, and text that a spreadsheet would run as a formula behind an apostrophe (OWASP).
"""

import csv
import datetime

from django.core.exceptions import BadRequest
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from gcmhub.columns import Column
from gcmhub.filters import Problem

SEPARATOR = "|"
FIRST_CHUNK, CHUNK = 100, 1000  # a small first chunk sends the first bytes early
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    def write(self, row):
        return row


def cell(value):
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        value = SEPARATOR.join(map(str, value))
    if isinstance(value, str) and value.startswith(RUNS_AS_FORMULA):
        return f"'{value}"
    return value


def chosen_columns(columns, data):
    """The columns that `columns=` names, all by default; with `labels=1` a label column behind every coded one."""
    names = [name for value in data.getlist("columns") for name in value.split(",") if name]
    by_name = {column.name: column for column in columns}
    if unknown := [name for name in names if name not in by_name]:
        raise BadParametersError([Problem("columns", name, _("Allowed: ") + ", ".join(by_name)) for name in unknown])
    chosen = [by_name[name] for name in dict.fromkeys(names)] or columns
    if data.get("labels") != "1":
        return chosen
    with_labels = ([c, Column(f"{c.name}_label", c.label)] if c.label else [c] for c in chosen)
    return [column for pair in with_labels for column in pair]


class BadParametersError(BadRequest):
    """The query string asks for something that does not exist; says what is allowed."""

    def __init__(self, problems):
        super().__init__("\n".join(map(str, problems)))


def in_chunks(queryset):
    """The records in order, a chunk of ids at a time: constant memory and no transaction held open while streaming."""
    ids = list(queryset.values_list("pk", flat=True))
    start, size = 0, FIRST_CHUNK
    while chunk := ids[start : start + size]:
        records = queryset.model._default_manager.filter(pk__in=chunk)
        yield chunk, records
        start, size = start + size, CHUNK


def csv_rows(columns, queryset, prepare, request):
    """The lines of the file; `prepare` adds to a chunk’s queryset whatever the columns read."""
    columns = [absolute(column, request) if column.is_address else column for column in columns]
    writer = csv.writer(Echo(), lineterminator="\r\n")
    header = writer.writerow([column.name for column in columns])
    yield header if request.GET.get("bom") == "0" else f"\ufeff{header}"
    for ids, records in in_chunks(queryset):
        by_id = {record.pk: record for record in prepare(records)}
        present = (by_id[pk] for pk in ids if pk in by_id)  # one deleted meanwhile is left out
        yield "".join(writer.writerow([cell(column.value(record)) for column in columns]) for record in present)


def absolute(column, request):
    return Column(column.name, lambda record: request.build_absolute_uri(column.value(record)))


def csv_response(name, columns, queryset, prepare, request):
    rows = csv_rows(chosen_columns(columns, request.GET), queryset, prepare, request)
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gcmhub-{name}-{datetime.date.today().isoformat()}.csv"'
    response["X-Total-Count"] = queryset.count()
    response["Link"] = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    return response
