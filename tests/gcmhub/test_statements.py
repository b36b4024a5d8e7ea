"""Reading many records by one statement and from the index: what is shared in a file, and what it costs."""

import datetime
from array import array

import pytest
from django.db.models import F
from django.test import RequestFactory

from gcmhub.exports import chosen_columns
from gcmhub.statements import Codes, Fact, Moment, Shared, Statement, by_statement, coded, plain
from practices.exports import COLUMNS, primary
from practices.filters import PracticeFilterSet
from practices.index import INDEX
from practices.models import Practice
from tests.factories import ActorFactory, CountryFactory, ObjectiveFactory, PracticeFactory, RegionFactory, ThemeFactory

pytestmark = pytest.mark.django_db

REQUEST = RequestFactory().get("/")


def shared():
    return Shared(REQUEST, INDEX.current(), PracticeFilterSet)


def rows(statement, ids):
    return list(zip(*statement(ids), strict=True))


def read(columns, ids, queryset=None):
    practices = Practice.objects.all() if queryset is None else queryset
    return rows(by_statement(practices, INDEX.current(), PracticeFilterSet)(columns, REQUEST), ids)


def test_rows_come_in_the_order_of_the_ids_without_what_is_not_in_the_queryset():
    ids = [PracticeFactory(slug=slug).pk for slug in "abc"]
    published = Practice.objects.exclude(slug="b")
    assert read([plain("slug")], [ids[2], 0, ids[1], ids[0]], published) == [("c",), ("a",)]
    assert read([plain("slug")], [ids[1]], published) == []
    assert read([plain("slug")], []) == []


def test_codes_stand_in_their_own_order_without_what_is_no_value():
    world = RegionFactory(slug="world")
    asia, africa = RegionFactory(slug="asia", parent=world), RegionFactory(slug="africa", parent=world)
    practice = PracticeFactory(
        objectives=[ObjectiveFactory(number=n) for n in (10, 9)],
        regions=[asia, africa],
        leads=[ActorFactory(slug="union"), ActorFactory(slug="iom")],
    )
    columns = [coded(name, Codes(name)) for name in ("objective", "region", "lead", "funder")]
    assert read(columns, [practice.pk]) == [("9|10|23", "africa|asia", "iom|union", "")]


def test_links_are_those_of_the_moment_at_which_the_file_was_begun():
    practice = PracticeFactory(themes=[ThemeFactory(slug="health")])
    columns = [plain("kind"), coded("themes", Codes("theme"))]
    begun = Statement(Practice.objects.all(), columns, shared())
    practice.themes.set([ThemeFactory(slug="borders")])
    assert rows(begun, [practice.pk]) == [("service", "health")]
    assert read(columns, [practice.pk]) == [("service", "borders")]


def test_a_moment_is_written_to_the_second_and_not_rounded():
    practice = PracticeFactory()
    moment = datetime.datetime(2026, 11, 22, 10, 30, 59, 999999, tzinfo=datetime.UTC)
    Practice.objects.update(updated_at=moment)
    assert read([plain("updated", Moment("updated_at"))], [practice.pk]) == [("2026-11-22T10:30:59+00:00",)]


def test_columns_that_share_a_field_read_it_once():
    country = CountryFactory(code="KE")
    practice = PracticeFactory(countries=[country])

    def field():
        return F("slug")

    columns = [Fact("a", field=field), Fact("b", value=lambda shared: str.upper, field=field), plain("kind")]
    statement = Statement(Practice.objects.all(), columns, shared())
    assert statement.rows.sql.count('"slug"') - statement.rows.sql.count('AS "slug"') == 1
    assert rows(statement, [practice.pk]) == [(practice.slug, practice.slug.upper(), "service")]


def test_a_chunk_is_one_statement_and_nothing_else_is_read(django_assert_num_queries):
    practices = [
        PracticeFactory(
            objectives=[ObjectiveFactory(number=n)], countries=[CountryFactory()], partners=[ActorFactory()]
        )
        for n in (1, 2, 3)
    ]
    ids = array("q", (practice.pk for practice in practices))
    columns = chosen_columns(COLUMNS, RequestFactory().get("/?labels=1").GET)
    INDEX.current().labels(PracticeFilterSet), primary(INDEX.current())
    with django_assert_num_queries(1):  # the last change
        statement = Statement(Practice.objects.published(), columns, shared())
    for chunk in (ids[:1], ids):
        with django_assert_num_queries(1):
            assert len(rows(statement, list(chunk))) == len(chunk)


def test_more_ids_than_a_statement_has_parameters_for():
    practice = PracticeFactory()
    assert read([plain("slug")], [*range(-40_000, 0), practice.pk]) == [(practice.slug,)]


def test_labels_are_lists_since_they_may_hold_the_separator():
    country = CountryFactory(name_en="A|B")
    practice = PracticeFactory(countries=[country])
    columns = chosen_columns([c for c in COLUMNS if c.name == "countries"], RequestFactory().get("/?labels=1").GET)
    assert read(columns, [practice.pk]) == [(country.code, ["A|B"])]
