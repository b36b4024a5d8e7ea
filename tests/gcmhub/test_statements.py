"""Reading many records by one statement: what is shared in a file, and what it costs."""

import datetime
from array import array

import pytest
from django.db.models import F, OuterRef
from django.test import RequestFactory

from actors.models import Actor, Country
from gcmhub.exports import chosen_columns
from gcmhub.statements import Fact, Joined, Moment, Statement, Vocabulary, by_statement, coded, plain
from objectives.models import Theme
from practices.exports import COLUMNS
from practices.models import Participation, Practice
from tests.factories import ActorFactory, CountryFactory, ObjectiveFactory, PracticeFactory, ThemeFactory

pytestmark = pytest.mark.django_db

REQUEST = RequestFactory().get("/")


def read(columns, ids, queryset=None):
    return by_statement(Practice.objects.all() if queryset is None else queryset)(columns, REQUEST)(ids)


def participants(*order, **condition):
    links = Participation._base_manager.filter(practice=OuterRef("pk"), **condition).order_by(*order)
    return lambda: Joined(links, "actor")


def test_rows_come_in_the_order_of_the_ids_without_what_is_not_in_the_queryset():
    ids = [PracticeFactory(slug=slug).pk for slug in "abc"]
    published = Practice.objects.exclude(slug="b")
    assert read([plain("slug")], [ids[2], 0, ids[1], ids[0]], published) == [("c",), ("a",)]
    assert read([plain("slug")], [ids[1]], published) == []
    assert read([plain("slug")], []) == []


def test_codes_stand_in_the_order_of_their_model_or_as_they_are_linked():
    union, iom = ActorFactory(slug="union"), ActorFactory(slug="iom")
    practice = PracticeFactory(leads=[union], partners=[iom], funders=[union])
    columns = [
        coded("ranked", participants(role__in=["lead", "partner"]), Actor),
        coded("listed", participants("-role", "pk"), Actor, as_listed=True),
        coded("none", participants(role="nobody"), Actor),
    ]
    assert read(columns, [practice.pk]) == [("iom|union", "iom|union", "")]
    columns = [coded("listed", participants("role", "pk"), Actor, as_listed=True)]
    assert read(columns, [practice.pk]) == [("union|iom",)]


def test_a_code_made_while_the_file_is_written_is_found():
    first = PracticeFactory(themes=[ThemeFactory(slug="health")])
    themes = [column for column in COLUMNS if column.name == "themes"]
    statement = Statement(Practice.objects.all(), themes, REQUEST)
    assert statement([first.pk]) == [("health",)]
    second = PracticeFactory(themes=[ThemeFactory(slug="borders"), ThemeFactory(slug="health")])
    assert statement([first.pk, second.pk]) == [("health",), ("borders|health",)]


def test_a_code_that_is_gone_again_is_left_out():
    theme = ThemeFactory(slug="health")
    assert [code for _rank, code, _name in Vocabulary(Theme, "name").ranked(f"0|{theme.pk}")] == ["health"]


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

    columns = [Fact("a", fields=(field,)), Fact("b", value=lambda shared: str.upper, fields=(field,)), plain("kind")]
    statement = Statement(Practice.objects.all(), columns, REQUEST)
    assert statement.rows.sql.count('"slug"') - statement.rows.sql.count('AS "slug"') == 1
    assert statement([practice.pk]) == [(practice.slug, practice.slug.upper(), "service")]


def test_a_chunk_is_one_statement_and_a_vocabulary_is_read_once(django_assert_num_queries):
    practices = [
        PracticeFactory(
            objectives=[ObjectiveFactory(number=n)], countries=[CountryFactory()], partners=[ActorFactory()]
        )
        for n in (1, 2, 3)
    ]
    ids = array("q", (practice.pk for practice in practices))
    columns = chosen_columns(COLUMNS, RequestFactory().get("/?labels=1").GET)
    with django_assert_num_queries(15):
        statement = Statement(Practice.objects.published(), columns, REQUEST)
    for chunk in (ids[:1], ids):
        with django_assert_num_queries(1):
            assert len(statement(list(chunk))) == len(chunk)


def test_more_ids_than_a_statement_has_parameters_for():
    practice = PracticeFactory()
    assert read([plain("slug")], [*range(-40_000, 0), practice.pk]) == [(practice.slug,)]


def test_labels_are_lists_since_they_may_hold_the_separator():
    country = CountryFactory(name_en="A|B")
    practice = PracticeFactory(countries=[country])
    columns = chosen_columns([c for c in COLUMNS if c.name == "countries"], RequestFactory().get("/?labels=1").GET)
    assert read(columns, [practice.pk]) == [(country.code, ["A|B"])]
    assert Country.objects.count() == 1
