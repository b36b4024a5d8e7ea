"""The file of practices, compared whole: names and order of its columns are fixed for ever."""

import csv
import datetime
import io
import json

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from practices.models import Practice
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    GuidingPrincipleFactory,
    ObjectiveFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    SDGGoalFactory,
    SDGTargetFactory,
    SessionFactory,
    SourceFactory,
    ThemeFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db

FILE = "practices:practice-export"
HEADER = (
    "id,title,title_language,summary,kind,scope,stage,started,ended,primary_objectives,objectives,actions,sdg_targets,"
    "principles,themes,countries,regions,lead_actors,partner_actors,funder_actors,actor_types,evidence,workshops,"
    "sources,licence,updated,url"
)
CODED = [
    *["kind", "scope", "stage", "primary_objectives", "objectives", "actions", "sdg_targets", "principles", "themes"],
    *["countries", "regions", "lead_actors", "partner_actors", "funder_actors", "actor_types", "evidence"],
    *["workshops", "sources"],
]


@pytest.fixture
def practices():
    world = RegionFactory(slug="world")
    africa = RegionFactory(slug="africa", parent=world)
    kenya = CountryFactory(code="KE", name_en="Kenya", region=RegionFactory(slug="eastern-africa", parent=africa))
    mali = CountryFactory(code="ML", name_en="Mali", region=RegionFactory(slug="western-africa", parent=africa))
    iom, union = ActorFactory(slug="iom", kind="un-system"), ActorFactory(slug="union", kind="trade-union")
    six = ObjectiveFactory(number=6)
    workshop = WorkshopFactory(slug="2018-new-york")
    first = PracticeFactory(
        slug="first",
        title_en="=SUM(A1)",
        summary_en='He said: "yes",\nthen left.',
        kind="service",
        scope="regional",
        stage="ended",
        started="2007",
        ended="2019-07",
        evidence="evaluated",
        countries=[mali, kenya],
        regions=[RegionFactory(slug="asia", parent=world)],
        primary=ObjectiveFactory(number=23),
        objectives=[six],
        actions=[ActionFactory(letter="c"), ActionFactory(letter="a"), ActionFactory(objective=six, letter="b")],
        sdg_targets=[
            SDGTargetFactory(code="17.16", goal=SDGGoalFactory(number=17), position=16),
            SDGTargetFactory(code="10.7", goal=SDGGoalFactory(number=10), position=7),
        ],
        principles=[GuidingPrincipleFactory(letter="h")],
        themes=[ThemeFactory(slug="youth"), ThemeFactory(slug="health")],
        leads=[union],
        partners=[iom],
        funders=[iom],
        citations=[SourceFactory(slug="idm-28"), SourceFactory(slug="gcm"), SourceFactory(slug="idm-28")],
    )
    for position in (1, 2):
        PresentationFactory(practice=first, session=SessionFactory(workshop=workshop, position=position))
    PracticeFactory(
        slug="second",
        title_en=None,
        title_fr="L’été à Genève",
        summary_en="",
        summary_fr="Résumé",
        leads=[iom],
        citations=[SourceFactory(slug="gcm")],
    )
    PracticeFactory(slug="draft", status="draft")
    moment = datetime.datetime(2026, 11, 22, 10, 30, 15, 999, tzinfo=datetime.UTC)
    Practice.objects.update(updated_at=moment)


def text(client, **query):
    return client.get(reverse(FILE), query).getvalue().decode()


def rows(client, **query):
    return list(csv.DictReader(io.StringIO(text(client, bom=0, **query), newline="")))


def test_the_whole_file(client, practices):
    assert text(client) == (
        f"\ufeff{HEADER}\r\n"
        'first,\'=SUM(A1),en,"He said: ""yes"",\nthen left.",service,regional,ended,2007,2019-07,23,6|23,6b|23a|23c,'
        "10.7|17.16,principle-h,health|youth,KE|ML,africa|asia|eastern-africa|western-africa,union,iom,iom,"
        "trade-union|un-system,evaluated,2018-new-york,gcm|idm-28,CC-BY-4.0,2026-11-22T10:30:15+00:00,"
        "http://testserver/en/practices/first/\r\n"
        "second,L’été à Genève,fr,Résumé,service,global,unknown,,,23,23,,,,,,,iom,,,un-system,claimed,,gcm,CC-BY-4.0,"
        "2026-11-22T10:30:15+00:00,http://testserver/en/practices/second/\r\n"
    )


def test_each_format_of_a_filtered_list_has_its_address(client, practices):
    query = {"theme": "health"}
    assert [row["id"] for row in rows(client, **query)] == ["first"]
    as_json = json.loads(client.get(reverse(FILE, args=["json"]), query).getvalue())
    assert (as_json["total"], as_json["language"], [r["id"] for r in as_json["records"]]) == (1, "en", ["first"])
    first = as_json["records"][0]
    assert (first["title"], first["objectives"], first["countries"]) == ("=SUM(A1)", [6, 23], ["KE", "ML"])
    spreadsheet = client.get(reverse(FILE, args=["xlsx"]), query).getvalue()
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet))
    assert book.sheetnames == ["Practices", "Columns"]
    assert [row[:2] for row in book["Practices"].values] == [("id", "title"), ("first", "=SUM(A1)")]
    assert book["Practices"]["B2"].data_type == "s"
    meanings = list(book["Columns"].values)
    assert [name for name, _ in meanings[1:]] == HEADER.split(",")
    assert meanings[1] == ("id", "The code of the practice, as in its address.")
    assert all(meaning for _, meaning in meanings)


def test_texts_and_addresses_are_in_the_language_of_the_page(client, practices):
    with translation.override("fr"):
        found = rows(client, sort="title")
    assert [(row["id"], row["title"], row["title_language"]) for row in found] == [
        ("second", "L’été à Genève", "fr"),
        ("first", "Titre de first", "fr"),
    ]
    assert {row["url"] for row in found} == {
        "http://testserver/fr/practices/first/",
        "http://testserver/fr/practices/second/",
    }
    with translation.override("ar"):
        assert [(row["id"], row["title_language"]) for row in rows(client)] == [("first", "en"), ("second", "fr")]


def test_each_coded_column_has_its_labels_behind_it(client, practices):
    names = text(client, bom=0, labels=1).splitlines()[0].split(",")
    expected = [
        name for column in HEADER.split(",") for name in ([column, f"{column}_label"] if column in CODED else [column])
    ]
    assert names == expected
    first = rows(client, labels=1)[0]
    assert (first["kind_label"], first["stage_label"], first["evidence_label"]) == ("Service", "Ended", "Evaluated")
    assert first["objectives_label"] == "Objective 6 in short|Objective 23 in short"
    assert first["actions_label"] == "What 6b asks for|What 23a asks for|What 23c asks for"
    assert first["countries_label"] == "Kenya|Mali"
    assert first["regions_label"].split("|")[0] == "Region africa"
    assert first["actor_types_label"] == "Trade union|United Nations system"
    assert first["workshops_label"] == "New York: Workshop 2018-new-york"
    assert first["sources_label"] == "Report gcm|Report idm-28"
    for row in rows(client, labels=1):
        counts = {column: (len(row[column].split("|")), len(row[f"{column}_label"].split("|"))) for column in CODED}
        assert {column: pair for column, pair in counts.items() if pair[0] != pair[1]} == {}


def test_labels_are_in_the_language_of_the_page(client, practices):
    with translation.override("fr"):
        first = rows(client, labels=1, columns="id,objectives,lead_actors")[-1]
    assert first == {
        "id": "first",
        "objectives": "6|23",
        "objectives_label": "L’objectif 6 en bref|L’objectif 23 en bref",
        "lead_actors": "union",
        "lead_actors_label": "Acteur union",
    }


def test_the_file_holds_what_the_page_shows_in_its_order(client, practices):
    assert [row["id"] for row in rows(client, kind="service", sort="-started")] == ["first", "second"]
    assert [row["id"] for row in rows(client, country="KE")] == ["first"]
    assert rows(client, country="-KE", lead="union") == []
