"""The files of practices against a plain reading of each record, and against each other."""

import io
import json

import openpyxl
import pytest
from django.utils import translation

from gcmhub.exports import FORMATS, cell, joined
from practices.models import Practice
from tests.factories import CountryFactory, PracticeFactory, PresentationFactory, SessionFactory
from tests.plain_files import assert_file_is_the_plain_reading, csv_rows, file
from tests.world import a_small_world

pytestmark = pytest.mark.django_db


def a_world_with_ties():
    """Practices with whatever makes an order or a choice of text hard to get right."""
    a_small_world()
    first = Practice.objects.get(slug="first")
    for position in (3, 2, 2, 1):
        PresentationFactory(practice=first, session=SessionFactory(position=position))
    first.citations.filter(source__slug="idm-28").update(position=9)
    PresentationFactory(practice=first, session=None, workshop=SessionFactory().workshop, person=None)
    PracticeFactory(slug="bare", title_en="", title_fr=None, title_ru="+Только по-русски", summary_en="", leads=[])
    PracticeFactory(slug="in-arabic", title_ar="بالعربية", summary_ar="", countries=[CountryFactory(code="WW")])
    Practice.objects.filter(slug="bare").update(summary_fr="", summary_zh_hans="\t中文")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_cell_of_a_small_world(language):
    a_world_with_ties()
    with translation.override(language):
        assert_file_is_the_plain_reading(Practice.objects.published().order_by("-title_en", "pk"))


def sheet_rows(practices, **query):
    names, *rows = openpyxl.load_workbook(io.BytesIO(file("xlsx", practices, **query))).worksheets[0].values
    return [dict(zip(names, (value or "" for value in row), strict=True)) for row in rows]


def test_all_formats_hold_the_same_values():
    a_world_with_ties()
    practices = Practice.objects.published()
    from_json = json.loads(file("json", practices, labels=1))["records"]
    assert [{name: str(joined(value)) for name, value in row.items()} for row in from_json] == sheet_rows(
        practices, labels=1
    )
    assert [{name: str(cell(value)) for name, value in row.items()} for row in from_json] == csv_rows(
        practices, labels=1
    )
    assert [row["objectives"] for row in from_json if row["id"] == "first"] == [[6, 7, 23]]


@pytest.mark.parametrize("extension", FORMATS)
def test_a_draft_is_in_no_file_even_if_its_id_is_asked_for(extension):
    a_small_world()
    every = Practice.objects.order_by("-pk")
    assert "draft-canary" in [practice.slug for practice in every]
    found = {"csv": csv_rows, "xlsx": sheet_rows, "json": lambda p: json.loads(file("json", p))["records"]}[extension]
    assert [row["id"] for row in found(every)] == [p.slug for p in every if p.status == "published"]
    assert b"CANARY" not in file(extension, every)
