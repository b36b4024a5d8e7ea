"""The data page and the descriptions for machines say of the files what the files are."""

import csv
import json
import re
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from gcmhub.dataset import TABLES
from gcmhub.languages import LANGUAGES
from practices.filters import PracticeFilterSet
from tests.world import a_small_world

pytestmark = pytest.mark.django_db


def package(client, language="en"):
    response = client.get(f"/{language}/data/datapackage.json")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    return json.loads(response.content)


def rows(client, path):
    response = client.get(path.removeprefix("http://testserver"))
    assert response.status_code == 200
    return list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))


def page(client, language="en"):
    return client.get(f"/{language}/data/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_package_names_every_column_in_order(client, language):
    a_small_world()
    resources = package(client, language)["resources"]
    assert [resource["name"] for resource in resources] == [table.name for table in TABLES]
    for resource in resources:
        assert resource["path"].startswith(f"http://testserver/{language}/")
        header = list(rows(client, resource["path"])[0])
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_every_column_is_explained(client):
    fields = [field for resource in package(client)["resources"] for field in resource["schema"]["fields"]]
    assert [field["name"] for field in fields if not field.get("description")] == []
    assert len(fields) == sum(len(table.columns) for table in TABLES)


@pytest.mark.parametrize(
    ("language", "header", "licence"),
    [
        ("en", ("Column", "What it means"), "Under which licence the text may be used."),
        ("fr", ("Colonne", "Ce qu’elle signifie"), "La licence sous laquelle le texte peut être utilisé."),
    ],
)
@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_the_second_sheet_of_a_spreadsheet_says_what_the_package_says(client, name, language, header, licence):
    (of_package,) = [found for found in package(client, language)["resources"] if found["name"] == name]
    path = of_package["path"].removeprefix("http://testserver").replace(".csv", ".xlsx")
    records, columns = openpyxl.load_workbook(BytesIO(client.get(path).getvalue()))
    meanings = [(field["name"], field["description"]) for field in of_package["schema"]["fields"]]
    assert list(columns.values) == [header, *meanings]
    assert [name for name, _ in meanings] == list(next(records.values))
    assert ("licence", licence) in meanings


def test_keys_and_whole_numbers_are_what_they_are_said_to_be(client):
    a_small_world()
    numbers = 0
    for resource in package(client)["resources"]:
        records = rows(client, resource["path"])
        (key,) = resource["schema"]["primaryKey"]
        assert len({record[key] for record in records}) == len(records) > 0
        for field in resource["schema"]["fields"]:
            if field["type"] == "integer":
                cells = [record[field["name"]] for record in records]
                assert [cell for cell in cells if not re.fullmatch(r"\d*", cell)] == []
                numbers += 1
    assert numbers == sum(len(table.numbers) for table in TABLES) == 11


def test_descriptions_ask_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        package(client)
        page(client)


def test_the_data_page_leads_to_every_file_in_every_format(client):
    found = page(client)
    files = [table.file(extension) for table in TABLES for extension in ("csv", "xlsx", "json")]
    assert [file for file in files if f'href="{file}"' not in found] == []
    assert len(set(files)) == 27
    assert f'href="{reverse("datapackage")}"' in found
    assert f'href="{reverse("practices:practice-feed")}"' in found


def test_the_data_page_explains_every_parameter_and_every_column(client):
    found = page(client)
    names = re.findall(r'<th scope="row"><code>(\w+)</code></th>', found)
    parameters = [*PracticeFilterSet.base_filters, "all", "sort", "columns", "labels", "bom"]
    assert names == [*parameters, *(column.name for table in TABLES for column in table.columns)]
    assert "<td></td>" not in found


def test_the_examples_are_answered(client):
    a_small_world()
    addresses = set(re.findall(r'http://testserver(/en/practices/export\.csv\?[^"<]+)', page(client)))
    assert addresses == {
        f"/en/practices/export.csv?objective=23&amp;region=africa{more}" for more in ("", "&amp;bom=0")
    }
    assert {client.get(address.replace("&amp;", "&")).status_code for address in addresses} == {200}


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_read_of_a_dataset(client, language):
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, language))[1])
    with translation.override(language):
        files = [f"http://testserver{table.file(ending)}" for table in TABLES for ending in ("csv", "xlsx", "json")]
    assert (data["@type"], data["inLanguage"]) == ("Dataset", language)
    assert [download["contentUrl"] for download in data["distribution"]] == files
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
