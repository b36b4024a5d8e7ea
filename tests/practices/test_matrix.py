"""Every number of the matrix is that of the list it leads to."""

import csv
import io

import pytest
from django.urls import reverse

from practices.filters import PracticeFilterSet
from practices.matrix import MOST_VALUES
from tests.factories import ActorFactory, PracticeFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

MATRIX, FILE, LIST = "practices:practice-matrix", "practices:practice-matrix-export", "practices:practice-list"
FILTERS = PracticeFilterSet.code_filter_names()


@pytest.fixture
def world(db):
    return a_small_world()


def matrix(client, query):
    response = client.get(reverse(MATRIX), query)
    assert response.status_code == 200
    return response.context["matrix"]


def total(client, url):
    return client.get(f"{reverse(LIST)}?{url}").context["total"]


@pytest.mark.parametrize(
    "query",
    [
        {"rows": "objective", "columns": "region"},
        {"rows": "actor_type", "columns": "role"},
        {"rows": "actor_type", "columns": "role", "role": "lead", "country": "KE"},
        {"rows": "actor_type", "columns": "theme", "role": "-lead", "theme": "-health"},
        {"rows": "actor", "columns": "theme", "actor": ["iom", "unhcr"], "all": "actor"},
        {"rows": "presenter_type", "columns": "workshop", "person": "arbour", "q": "-nowhere"},
        {"rows": "year", "columns": "situation", "year_min": "2016", "objective": "23"},
    ],
    ids=lambda query: " ".join(f"{name}={value}" for name, value in query.items()),
)
def test_each_cell_and_total_counts_its_list(client, world, query):
    found = matrix(client, query)
    numbers = [(value.count, value.url) for value in (*found.rows, *found.columns)]
    numbers += [(cell.count, cell.url) for _, cells in found.lines() for cell in cells]
    assert [(count, url) for count, url in numbers if total(client, url) != count] == []
    assert max(count for count, _ in numbers) > 0


def test_a_draft_counts_in_no_cell(client):
    PracticeFactory(kind="fund", scope="local", status="draft")
    assert {
        cell.count for _, cells in matrix(client, {"rows": "kind", "columns": "scope"}).lines() for cell in cells
    } == {0}


def test_gaps_are_said_to_be_gaps_of_this_base(client):
    page = client.get(reverse(MATRIX), {"rows": "kind", "columns": "scope"}).content.decode()
    assert "none is recorded here, not that there is none" in page


@pytest.mark.parametrize(
    ("query", "axes"),
    [
        ({}, ("objective", "region")),
        ({"rows": "region"}, ("region", "objective")),
        ({"rows": "theme", "columns": "theme"}, ("theme", "region")),
        ({"rows": "nonsense"}, ("objective", "region")),
        ({"rows": "kind", "columns": "nonsense"}, ("kind", "region")),
    ],
)
def test_what_cannot_be_crossed_is_said_and_something_else_shown(client, query, axes):
    context = client.get(reverse(MATRIX), query).context
    assert (context["axes"].rows, context["axes"].columns) == axes
    assert bool(context["problems"]) == (query not in ({}, {"rows": "region"}))


def test_the_file_holds_the_same_table(client, world):
    query = {"rows": "kind", "columns": "scope", "stage": "ongoing"}
    text = client.get(reverse(FILE), query).getvalue().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    shown = [(row.code, [str(cell.count) for cell in cells]) for row, cells in matrix(client, query).lines()]
    scopes = [value.code for value in matrix(client, query).columns]
    assert [(line["kind"], [line[scope] for scope in scopes]) for line in lines] == shown
    assert list(lines[0]) == ["kind", "kind_label", *scopes, "total"]


@pytest.mark.parametrize("query", [{"rows": "kind", "columns": "kind"}, {"rows": "nonsense"}, {"kind": "nonsense"}])
def test_the_file_of_what_cannot_be_crossed_is_refused(client, query):
    assert client.get(reverse(FILE), query).status_code == 400


def test_a_long_axis_shows_what_gives_most(client):
    PracticeFactory(kind="fund", leads=[ActorFactory(slug=f"a-{number}") for number in range(MOST_VALUES + 1)])
    PracticeFactory(kind="fund", leads=[ActorFactory(slug="z")], partners=[ActorFactory(slug="y")])
    PracticeFactory(kind="data", leads=[], partners=[ActorFactory._meta.model.objects.get(slug="z")])
    rows = matrix(client, {"rows": "actor", "columns": "kind"}).rows
    assert (len(rows), rows[0].code, rows[0].count) == (MOST_VALUES, "z", 2)
