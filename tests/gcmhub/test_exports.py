"""Files: cells that no spreadsheet runs, columns as asked for, and rows that are streamed in chunks."""

import csv
import datetime
import io
import json
from array import array
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from actors.exports import ACTOR_COLUMNS
from actors.models import Actor
from dialogues.exports import SESSION_COLUMNS
from dialogues.models import Appearance, Person, Session
from gcmhub.columns import Column
from gcmhub.exports import FORMATS, BadParametersError, by_record, cell, chosen_columns, csv_lines, file_response
from practices.models import Practice
from tests.factories import (
    ActorFactory,
    CountryFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    WorkshopFactory,
)

FILE = "practices:practice-export"
COLUMNS = [Column("id", None), Column("kind", None, str), Column("countries", None, str)]

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
starts = st.sampled_from([*FORMULAS, "=1+1", "-2", '=cmd|" /C calc"!A0', "\t=1", "|", "'", ""])
texts = st.builds(str.__add__, starts, st.text(max_size=20))
values = texts | st.lists(texts, max_size=3)


def names(query):
    return [column.name for column in chosen_columns(COLUMNS, QueryDict(query))]


@given(values)
def test_no_cell_is_run_as_a_formula(value):
    assert not str(cell(value)).startswith(FORMULAS)


@given(texts.filter(lambda text: not text.startswith("'")))
def test_a_text_is_had_back_by_taking_off_one_apostrophe(text):
    assert cell(text).removeprefix("'") == text
    assert (cell(text) != text) == text.startswith(FORMULAS)


@given(values)
def test_a_file_read_as_csv_gives_the_cells_back(value):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([cell(value), "end"])
    assert list(csv.reader(io.StringIO(buffer.getvalue(), newline=""))) == [[cell(value), "end"]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (0, 0),
        (-5, -5),
        (2.5, 2.5),
        ("-5", "'-5"),
        ("5-", "5-"),
        ([], ""),
        (["23a", "23c"], "23a|23c"),
        ([19, 23], "19|23"),
        (["-a", "b"], "'-a|b"),
        (("a", None), "a|None"),
        (" =1", " =1"),
    ],
)
def test_numbers_stay_numbers_and_lists_are_joined(value, expected):
    found = cell(value)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["id", "kind", "countries"]),
        ("columns=", ["id", "kind", "countries"]),
        ("columns=countries,id", ["countries", "id"]),
        ("columns=countries&columns=id,countries", ["countries", "id"]),
        ("labels=1", ["id", "kind", "kind_label", "countries", "countries_label"]),
        ("labels=1&columns=kind", ["kind", "kind_label"]),
        ("labels=0", ["id", "kind", "countries"]),
    ],
)
def test_columns_are_those_asked_for_in_that_order(query, expected):
    assert names(query) == expected


def test_every_unknown_column_is_named():
    with pytest.raises(BadParametersError) as refused:
        names("columns=kind,colour,kind_label")
    assert str(refused.value).splitlines() == [
        "columns=colour: Allowed: id, kind, countries",
        "columns=kind_label: Allowed: id, kind, countries",
    ]


rows_of_texts = st.lists(st.lists(values | st.integers() | st.none(), min_size=3, max_size=3), min_size=1, max_size=5)


@given(rows_of_texts)
def test_lines_are_those_that_the_csv_module_writes(rows):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([[cell(value) for value in row] for row in rows])
    assert csv_lines(list(zip(*rows, strict=True))) == buffer.getvalue()


@given(st.lists(values, min_size=1, max_size=5))
def test_no_line_of_one_column_is_empty(column):
    found = list(csv.reader(io.StringIO(csv_lines([column]), newline="")))
    assert found == [[cell(value)] for value in column]


@pytest.fixture
def small_chunks(monkeypatch):
    for name, size in {"FIRST_CHUNK": 1, "CHUNK": 3, "PORTION": 2}.items():
        monkeypatch.setattr(f"gcmhub.exports.{name}", size)


WITHDRAWN = 13
NUMBERS = [Column("number", None), Column("codes", None, joins=int)]


def numbers_response(extension, ids, query=""):
    """A file of numbers whose reader notes which ids it has been asked for, and finds no 13."""
    asked = []

    def reader(columns, request):
        def read(chunk):
            asked.extend(chunk)
            left = [number for number in chunk if number != WITHDRAWN]
            return [left, [f"{number}|7" for number in left]]

        return read

    request = RequestFactory().get(f"/?{query}")
    return file_response(extension, "numbers", "Numbers", NUMBERS, ids, reader, request), asked


@pytest.mark.parametrize("extension", ["csv", "json"])
def test_the_first_rows_go_out_when_a_hundred_ids_have_been_read(extension):
    response, asked = numbers_response(extension, array("q", range(9000)))
    content = iter(response.streaming_content)
    assert asked == []
    next(content)
    assert asked == []
    assert next(content).count(b"\n") == 99  # one is withdrawn
    assert asked == list(range(100))
    assert [next(content).count(b"\n") for _ in range(8)] == [1000] * 8
    assert asked == list(range(8100))


def test_json_is_one_record_a_line():
    response, _ = numbers_response("json", [1, 13, 2])
    assert response.getvalue().decode().splitlines() == [
        '{"licence": "CC-BY-4.0", "language": "en", "total": 3, "records": [',
        '{"number": 1, "codes": [1, 7]},',
        '{"number": 2, "codes": [2, 7]}',
        "]}",
    ]


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("ids", [[], [13], [13, 1], [1, 13, 13, 13, 2], [1, 2, 13, 13, 13]])
def test_json_without_some_of_its_records_is_json(ids):
    response, _ = numbers_response("json", ids)
    found = json.loads(response.getvalue())
    assert (found["total"], [record["number"] for record in found["records"]]) == (
        len(ids),
        [n for n in ids if n != 13],
    )


def test_json_cut_anywhere_is_no_json():
    whole = numbers_response("json", range(3))[0].getvalue().decode().rstrip()
    assert len(json.loads(whole)["records"]) == 3
    for end in range(len(whole)):
        with pytest.raises(json.JSONDecodeError):
            json.loads(whole[:end])


@pytest.mark.django_db  # closing a response closes connections
@pytest.mark.parametrize("extension", FORMATS)
def test_the_head_of_a_file_tells_how_many_records_the_list_had(extension):
    response, _ = numbers_response(extension, [1, 13, 2])
    today = datetime.date.today().isoformat()
    assert response.headers["X-Total-Count"] == "3"
    assert response.headers["Content-Disposition"] == f'attachment; filename="gcmhub-numbers-{today}.{extension}"'
    assert response.headers["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    response.close()


def test_more_records_than_a_spreadsheet_holds_are_refused():
    with pytest.raises(BadParametersError) as refused:
        numbers_response("xlsx", range(1_048_576))
    assert str(refused.value) == "xlsx: A spreadsheet holds 1048575 records at most. Take the CSV file."


def four_practices():
    """Each with something behind every column."""
    for letter in "abcd":
        practice = PracticeFactory(
            slug=letter,
            title_en=letter,
            countries=[CountryFactory(region=RegionFactory(parent=RegionFactory()))],
            partners=[ActorFactory()],
        )
        PresentationFactory(practice=practice)


def chunks_of(response):
    return [chunk.decode() for chunk in response.streaming_content]


@pytest.mark.django_db
def test_rows_are_streamed_in_chunks(client, small_chunks):
    four_practices()
    response = client.get(reverse(FILE), {"columns": "id", "bom": 0})
    assert response.streaming
    assert chunks_of(response) == ["id\r\n", "a\r\n", "b\r\nc\r\n", "d\r\n"]


@pytest.mark.django_db
def test_what_is_deleted_or_withdrawn_while_the_file_is_written_is_left_out(client, small_chunks):
    four_practices()
    response = client.get(reverse(FILE), {"columns": "id,title", "bom": 0})
    rows = iter(response.streaming_content)
    found = [next(rows), next(rows)]
    Practice.objects.get(slug="c").delete()
    Practice.objects.filter(slug="d").update(status="draft")
    assert [*found, *rows] == [b"id,title\r\n", b"a,a\r\n", b"b,b\r\n"]
    assert response.headers["X-Total-Count"] == "4"


def actors_file(ids, queryset=None, extension="csv"):
    queryset = Actor.objects.for_export() if queryset is None else queryset
    request = RequestFactory().get("/?columns=id,name,url&bom=0")
    return file_response(extension, "actors", "Actors", ACTOR_COLUMNS, ids, by_record(queryset), request)


@pytest.mark.django_db
def test_records_are_read_in_the_order_of_the_ids_and_only_from_the_queryset(small_chunks):
    ids = [ActorFactory(slug=slug).pk for slug in ("iom", "unhcr", "ilo", "secret")]
    response = actors_file(array("q", reversed(ids)), Actor.objects.exclude(slug="secret").for_export())
    assert [line.split(",")[0] for line in response.getvalue().decode().splitlines()] == ["id", "ilo", "unhcr", "iom"]


@pytest.mark.django_db
def test_a_file_is_written_in_the_language_in_which_it_was_asked_for():
    actor = ActorFactory(slug="iom", name_fr="OIM")
    with translation.override("fr"):
        response = actors_file([actor.pk])
    assert translation.get_language() == "en"
    assert response.getvalue().decode() == "id,name,url\r\niom,OIM,http://testserver/fr/actors/iom/\r\n"


@pytest.mark.django_db
def test_more_records_than_a_database_prefetches_at_once_are_read():
    """SQLite refuses an expression a thousand deep, which is what a thousand keys of a prefetch are to Django 5.2."""
    workshop = WorkshopFactory()
    people = Person.objects.bulk_create(Person(slug=f"p{n}", name=f"P {n}") for n in range(1200))
    sessions = Session.objects.bulk_create(
        Session(workshop=workshop, position=n, slug=f"s{n}", kind="session", title_en="S", date=workshop.starts_on)
        for n in range(1200)
    )
    Appearance.objects.bulk_create(
        Appearance(session=session, person=person) for session, person in zip(sessions, people, strict=True)
    )
    ids = [session.pk for session in sessions]
    request = RequestFactory().get("/?columns=id,speakers&bom=0")
    response = file_response(
        "csv", "sessions", "Sessions", SESSION_COLUMNS, ids, by_record(Session.objects.for_export()), request
    )
    assert response.getvalue().decode().splitlines()[1::600] == ["s0,p0", "s600,p600"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "start"), [("", b"\xef\xbb\xbfid"), ("?bom=1", b"\xef\xbb\xbfid"), ("?bom=0", b"id")]
)
def test_the_byte_order_mark_can_be_left_out(client, query, start):
    assert client.get(f"{reverse(FILE)}{query}").getvalue()[: len(start)] == start


@pytest.mark.django_db
def test_the_head_of_a_file_says_what_it_is(client):
    four_practices()
    today = datetime.date.today().isoformat()
    expected = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="gcmhub-practices-{today}.csv"',
        "X-Total-Count": "4",
        "Link": '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    }
    for response in (client.get(reverse(FILE)), client.head(reverse(FILE))):
        assert {name: response.headers[name] for name in expected} == expected
    assert response.getvalue() == b""


@pytest.mark.django_db
def test_an_empty_file_has_its_header(client):
    assert client.get(reverse(FILE), {"columns": "id,url", "bom": 0}).getvalue() == b"id,url\r\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("region=atlantis", "region=atlantis: Allowed: "),
        ("kind=zz&kind=service", "kind=zz: Allowed: law-policy, programme, service, "),
        ("sort=zz", "sort=zz: Allowed: relevance, -updated, updated, "),
        ("year_min=abc", "year_min=abc: Enter a number."),
        ("year=18", "year=18: Allowed: a year, e.g. 2018"),
        ("colour=blue", "colour: There is no such filter here."),
        ("columns=zz", "columns=zz: Allowed: id, title, title_language, summary, "),
    ],
)
def test_what_is_not_understood_is_refused_in_words(client, query, expected):
    response = client.get(f"{reverse(FILE)}?{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode().startswith(expected)


def test_a_column_reads_a_record():
    column = Column("kind", lambda record: record.kind, lambda record: record.kind.title())
    record = SimpleNamespace(kind="service")
    assert (column.value(record), column.label(record), column.is_address) == ("service", "Service", False)
