"""Files: cells that no spreadsheet runs, columns as asked for, and rows that are streamed in chunks."""

import csv
import datetime
import io
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gcmhub.columns import Column
from gcmhub.exports import BadParametersError, cell, chosen_columns
from practices.models import Practice
from tests.factories import ActorFactory, CountryFactory, PracticeFactory, PresentationFactory, RegionFactory

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


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr("gcmhub.exports.FIRST_CHUNK", 1)
    monkeypatch.setattr("gcmhub.exports.CHUNK", 2)


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
def test_each_chunk_takes_the_same_number_of_queries(client, small_chunks, django_assert_num_queries):
    four_practices()
    rows = iter(client.get(reverse(FILE), {"labels": 1}).streaming_content)
    assert next(rows).startswith(b"\xef\xbb\xbfid,")
    with django_assert_num_queries(18):
        assert next(rows).count(b"\r\n") == 1
    with django_assert_num_queries(17):  # the ids are known
        assert next(rows).count(b"\r\n") == 2


@pytest.mark.django_db
def test_what_is_deleted_while_the_file_is_written_is_left_out(client, small_chunks):
    four_practices()
    response = client.get(reverse(FILE), {"columns": "id,title", "bom": 0})
    rows = iter(response.streaming_content)
    found = [next(rows), next(rows)]
    for slug in ("c", "d"):
        Practice.objects.get(slug=slug).delete()
    assert [*found, *rows] == [b"id,title\r\n", b"a,a\r\n", b"b,b\r\n", b""]
    assert response.headers["X-Total-Count"] == "4"


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
        ("sort=zz", "sort=zz: Allowed: -updated, updated, title, -started, started"),
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
