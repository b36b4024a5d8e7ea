"""What holds for every picture: it follows the filters, hides drafts, forgives on the page and refuses in a file."""

import html
import io
import re

import openpyxl
import pytest
from django.urls import reverse

from practices.addresses import PICTURES
from practices.models import Practice
from tests.factories import ActorFactory, CountryFactory, PracticeFactory
from tests.practices.pictures import lines_of_file
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

NAMES = [name for name in PICTURES if name != "practices"]


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_changes_nothing(client, name):
    a_small_world()
    addresses = [reverse(f"practices:practice-{name}") + "?drawing=1", reverse(f"practices:practice-{name}-export")]

    def read():
        responses = [client.get(address) for address in addresses]
        return [r.getvalue() if r.streaming else r.content for r in responses]

    draft = Practice.objects.get(slug="draft-canary")
    with_draft = read()
    draft.status = "published"
    draft.save()
    published = read()
    draft.delete()
    assert with_draft == read()
    assert published != with_draft


@pytest.mark.parametrize("name", NAMES)
def test_what_is_unknown_is_said_on_the_page_and_refused_in_the_file(client, name):
    query = {"country": "XX", "nonsense": "1"}
    page = client.get(reverse(f"practices:practice-{name}"), query)
    assert [(problem.parameter, problem.value) for problem in page.context["problems"]] == [
        ("country", "XX"),
        ("nonsense", ""),
    ]
    assert "XX" in page.content.decode()
    assert client.get(reverse(f"practices:practice-{name}-export"), query).status_code == 400


@pytest.mark.parametrize("name", NAMES)
def test_the_page_without_any_practice(client, name):
    response = client.get(reverse(f"practices:practice-{name}"), {"drawing": "1"})
    assert (response.status_code, response.context["total"]) == (200, 0)


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_page_leads_to_a_list_that_has_something(client, name):
    a_small_world()
    page = client.get(reverse(f"practices:practice-{name}"), {"country": "-ML", "drawing": "1"}).content.decode()
    links = set(re.findall(r'href="(/en/practices/\?[^"]*)"', page[page.index('class="scroll') :]))
    assert len(links) > 0
    pages = [client.get(html.unescape(link)).context for link in links]
    assert [page["problems"] for page in pages if page["problems"]] == []
    assert name == "matrix" or min(page["total"] for page in pages) > 0


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", NAMES)
def test_constant_number_of_queries(client, name, count, django_assert_num_queries):
    for n in range(count):
        PracticeFactory(started=str(2010 + n), countries=[CountryFactory()], partners=[ActorFactory()])
    address = reverse(f"practices:practice-{name}")
    client.get(address, {"drawing": "1"})  # reads the index and the names of actors and countries
    with django_assert_num_queries(1):
        assert client.get(address, {"drawing": "1"}).context["total"] == count


def test_all_ways_to_look_keep_the_filters(client):
    CountryFactory(code="KE")
    query = "country=KE&year_min=2010"
    for name, (_, url) in PICTURES.items():
        page = client.get(f"{reverse(url)}?{query}&rows=kind&columns=scope&drawing=1&page=1")
        links = page.context["pictures"]
        assert [link.url for link in links] == [f"{reverse(other)}?{query}" for _, other in PICTURES.values()]
        assert [link.is_this for link in links] == [other == name for other in PICTURES]
        assert page.content.decode().count('aria-current="page"') >= 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_nothing_of_a_picture_needs_a_script_or_a_style_of_its_own(client, name, language):
    a_small_world()
    page = client.get(f"/{language}/practices/{name}/?drawing=1").content.decode()
    found = page[page.index('id="results"') :]
    assert re.findall(r"\s(?:style|on\w+)=|<script|<style|javascript:", found) == []
    assert f'href="/{language}/practices/?' in found


@pytest.mark.parametrize(("name", "column"), [("map", "practices"), ("timeline", "year"), ("partnerships", "actor")])
def test_a_file_with_the_columns_asked_for(client, name, column):
    a_small_world()
    whole = [line[column] for line in lines_of_file(client, name, {})]
    assert lines_of_file(client, name, {"columns": column}) == [{column: value} for value in whole]
    address = reverse(f"practices:practice-{name}-export")
    assert client.get(address, {"columns": "nonsense"}).status_code == 400


@pytest.mark.parametrize("name", NAMES)
def test_files_in_other_formats(client, name):
    a_small_world()
    for extension, status in [("xlsx", 200), ("json", 200), ("atom", 404), ("pdf", 404)]:
        response = client.get(reverse(f"practices:practice-{name}-export", args=[extension]))
        content = response.getvalue()
        assert (extension, response.status_code, bool(content)) == (extension, status, True)


COUNT = "How many practices belong to the row{also}, under the filters in use."


@pytest.mark.parametrize(
    ("name", "column", "meaning"),
    [
        ("map", "country", "Two letters of ISO 3166-1."),
        ("map", "practices", COUNT.format(also="")),
        ("timeline", "year", "The year in which they started, or ended where the start is not known."),
        ("timeline", "practices", COUNT.format(also="")),
        ("matrix", "objective", "Objective"),
        ("matrix", "objective_label", "The names of what stands in “objective”."),
        ("matrix", "africa", COUNT.format(also=" and to “Region africa”")),
        ("matrix", "total", COUNT.format(also="")),
        ("partnerships", "iom", COUNT.format(also=" and to “Actor iom”")),
    ],
)
def test_a_spreadsheet_explains_its_columns(client, name, column, meaning):
    a_small_world()
    content = client.get(reverse(f"practices:practice-{name}-export", args=["xlsx"])).getvalue()
    records, columns = openpyxl.load_workbook(io.BytesIO(content))
    _, *meanings = columns.values
    assert [named for named, _ in meanings] == list(next(records.values))
    assert [named for named, text in meanings if not text] == []
    assert dict(meanings)[column] == meaning
