from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.html import strip_tags

from practices.choices import Kind, Role, Status
from practices.models import Practice
from practices.templatetags.practices import actors_by_role, figure, kind, places, when, where
from tests.factories import ActorFactory, CountryFactory, KeyFigureFactory, PracticeFactory, RegionFactory


@pytest.mark.parametrize(
    ("started", "ended", "stage", "expected"),
    [
        ("2016", "", "ongoing", "since 2016"),
        ("2016", "", "unknown", "2016"),
        ("2014", "2016-03", "ended", "2014 – March 2016"),
        ("2020-01-22", "2020-01-22", "ended", "22 January 2020"),
        ("2018", "2018", "ended", "2018"),
        ("", "2018", "ended", "until 2018"),
    ],
)
def test_dates_in_words(started, ended, stage, expected):
    assert when(Practice(started=started, ended=ended, stage=stage)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("countries", "given", "expected"),
    [
        (0, {"scope": "global"}, "Worldwide"),
        (0, {"scope": "regional"}, "Regional"),
        (2, {}, "<bdi>Country 0</bdi>, <bdi>Country 1</bdi>"),
        (2, {"place_en": "Nairobi"}, "<bdi>Nairobi</bdi>, <bdi>Country 0</bdi>, <bdi>Country 1</bdi>"),
        (1, {"place_en": "Country 0"}, "<bdi>Country 0</bdi>"),
        (4, {}, "<bdi>Country 0</bdi>, <bdi>Country 1</bdi>, <bdi>Country 2</bdi>, <bdi>Country 3</bdi>"),
        (6, {}, "<bdi>Country 0</bdi>, <bdi>Country 1</bdi>, <bdi>Country 2</bdi>, <bdi>3 more</bdi>"),
        (1, {"place_en": "<b>"}, "<bdi>&lt;b&gt;</bdi>, <bdi>Country 0</bdi>"),
    ],
)
def test_places_in_words(countries, given, expected):
    practice = PracticeFactory(countries=[CountryFactory(name_en=f"Country {n}") for n in range(countries)], **given)
    assert where(practice) == expected


@pytest.mark.django_db
def test_regions_stand_where_there_is_no_list_of_countries():
    africa = RegionFactory(name_en="Africa")
    assert where(PracticeFactory(regions=[africa])) == "<bdi>Africa</bdi>"
    assert where(PracticeFactory(regions=[africa], countries=[CountryFactory(name_en="Mali")])) == "<bdi>Mali</bdi>"


@pytest.mark.parametrize(
    ("values", "language", "expected"),
    [
        ({"value": 2018}, "en", "2018"),
        ({"value": 12000}, "en", "12,000"),
        ({"value": 258000000}, "fr", "258\xa0000\xa0000"),
        ({"value": Decimal("2.50"), "unit_en": "%"}, "en", "2.5\xa0%"),
        ({"value": Decimal("2.5"), "unit_en": "%"}, "fr", "2,5\xa0%"),
        ({"value": 80, "qualifier": "over"}, "en", "more than 80"),
        ({"value": 1, "unit_en": "<b>"}, "en", "1\xa0&lt;b&gt;"),
        ({"value": Decimal("1E+5")}, "en", "100,000"),
    ],
)
def test_figures_as_a_reader_writes_them(values, language, expected):
    values["value"] = Decimal(values["value"])
    with translation.override(language):
        assert figure(KeyFigureFactory.build(practice=None, **values)) == expected


@pytest.mark.django_db
def test_actors_by_role_leads_first():
    iom, union = ActorFactory(slug="iom"), ActorFactory(slug="union")
    practice = PracticeFactory(leads=[union], funders=[iom, union])
    assert actors_by_role(practice.participations.all()) == [
        (Role.LEAD.label, [union]),
        (Role.FUNDER.label, [iom, union]),
    ]


@pytest.mark.parametrize(("language", "expected"), [("en", "A, B"), ("ar", "A، B"), ("zh-hans", "A、B")])
def test_names_are_parted_as_the_language_does(language, expected):
    with translation.override(language):
        assert strip_tags(places("", ["B", "A"], [], "national")) == expected


@pytest.mark.django_db
def test_numbers_of_practices_come_from_the_index_as_of_one_change(rf, django_assert_num_queries):
    asked = Template('{% load practices %}{% recorded "country" code %} {% recorded "country" "FR" %}')
    kenya = CountryFactory(code="KE")
    PracticeFactory(countries=[kenya])
    PracticeFactory(countries=[kenya], status=Status.DRAFT)
    asked.render(Context({"request": rf.get("/"), "code": "KE"}))  # reads the index
    with django_assert_num_queries(1):
        assert asked.render(Context({"request": rf.get("/"), "code": "KE"})) == "1 0"
    page = Context({"request": rf.get("/"), "code": "KE"})
    asked.render(page)
    PracticeFactory(countries=[kenya])
    assert asked.render(page) == "1 0"
    assert asked.render(Context({"request": rf.get("/"), "code": "KE"})) == "2 0"


@pytest.mark.parametrize("kind_of", Kind)
def test_a_kind_in_words_is_the_one_that_django_gives(kind_of):
    practice = Practice(kind=kind_of)
    with translation.override("fr"):
        assert str(kind(practice)) == str(practice.get_kind_display())
