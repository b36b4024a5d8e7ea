"""The promise of every list: number above it = rows over all pages = rows of the file = count shown before clicking."""

import csv
import io

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gcmhub.counts import count
from practices.filters import PracticeFilterSet
from practices.models import Practice
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

LIST = "practices:practice-list"
FILE = "practices:practice-export"
FILTERS = PracticeFilterSet.code_filter_names()
ON_DEMAND = [name for name in FILTERS if PracticeFilterSet.base_filters[name].on_demand]


def answer(client, query):
    """The number above the list, the rows over all pages and the counts shown."""
    query = query | {"show": ON_DEMAND}
    first = client.get(reverse(LIST), query)
    pages = first.context["paginator"].num_pages
    others = (client.get(reverse(LIST), query | {"page": page}) for page in range(2, pages + 1))
    rows = [hit.slug for response in (first, *others) for hit in response.context["object_list"]]
    assert first.context["problems"] == []
    return first.context["total"], rows, counts(first.context["facets"])


def rows_of_file(client, query):
    text = client.get(reverse(FILE), query).getvalue().decode("utf-8-sig")
    return [row["id"] for row in csv.DictReader(io.StringIO(text))]


def counts(facets):
    return {facet.name: {value.code: value.count for value in facet.values} for facet in facets}


def filterset(query):
    data = QueryDict(mutable=True)
    for name, values in query.items():
        data.setlist(name, values)
    return PracticeFilterSet(data, Practice.objects.published())


@pytest.fixture
def world(db):
    return a_small_world()


@pytest.mark.parametrize("first", FILTERS[:-1])
def test_every_pair_of_filters_agrees_everywhere(client, world, first):
    value = world.value_of(first)
    _, _, shown = answer(client, {first: value})
    for second in FILTERS[FILTERS.index(first) + 1 :]:
        other = world.value_of(second)
        total, rows, _ = answer(client, {first: value, second: other})
        assert (second, rows_of_file(client, {first: value, second: other})) == (second, rows)
        assert (second, total, shown[second].get(other, 0)) == (second, len(rows), len(rows))


def test_each_count_is_the_number_of_rows_one_gets_by_clicking_it(client, world):
    _, _, shown = answer(client, {})
    for name in FILTERS:
        clicked = {code: filterset({name: [code]}).qs.count() for code in shown[name]}
        assert (name, clicked) == (name, shown[name])
        assert max(clicked.values()) > 0


def test_pages_hold_every_row_once(client, world, monkeypatch):
    monkeypatch.setattr("practices.views.PracticeListView.paginate_by", 2)
    total, rows, _ = answer(client, {})
    assert (total, rows) == (4, rows_of_file(client, {}))


selection = st.dictionaries(
    st.sampled_from(FILTERS), st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=3), max_size=4
)
properties = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def as_query(world, chosen, every):
    query = {name: [f"-{v}" if out else v for out, v in world.codes(name, values)] for name, values in chosen.items()}
    return query | {"all": sorted(every)}


@properties
@given(chosen=selection, every=st.sets(st.sampled_from(FILTERS), max_size=2))
def test_any_selection_means_what_it_says(world, chosen, every):
    """Against a plain reading of each practice in Python, with several values, `all=` and exclusions mixed."""
    query = as_query(world, chosen, every)
    wanted = {name: values for name, values in query.items() if name != "all"}
    expected = [p.slug for p in Practice.objects.published().order_by("slug") if world.matches(p, wanted, every)]
    found = filterset(query)
    assert found.problems == []
    assert sorted(practice.slug for practice in found.qs) == expected


@properties
@given(chosen=selection, every=st.sets(st.sampled_from(FILTERS), max_size=1), facet=st.sampled_from(FILTERS))
def test_any_count_under_any_selection_is_what_one_gets(world, chosen, every, facet):
    """Choosing a value replaces the others of its facet unless all are asked for; what is excluded stays."""
    query = as_query(world, chosen, every)
    found = filterset(query)
    shown = count(found, {facet: found.code_filters[facet]})[facet]
    values = [(code, number) for code, number in shown.items() if found.vocabularies[facet].has(code)]
    for code, number in values[:6]:
        own = [value for value in query.get(facet, []) if value not in (code, f"-{code}")]
        kept = own if facet in every else [value for value in own if value.startswith("-")]
        assert filterset(query | {facet: [*kept, code]}).qs.count() == number
