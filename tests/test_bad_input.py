"""Whatever is asked, the answer is a page or a clear 400 or 404: never a 500, never the whole table by mistake."""

import csv
import io

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from practices.filters import PracticeFilterSet
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

LISTS = [
    "practices:practice-list",
    "objectives:objective-list",
    "objectives:action-list",
    "objectives:target-list",
    "actors:actor-list",
    "actors:country-list",
    "dialogues:session-list",
    "dialogues:person-list",
    "dialogues:source-list",
]
FILES = [name.replace("-list", "-export") for name in LISTS]
HOSTILE = {
    "nul": "%00",
    "nul-in-value": "a%00b",
    "control": "%01%1f",
    "surrogate": "%ED%A0%80",
    "invalid-utf-8": "%FF",
    "overlong": "%C0%80",
    "rtl-override": "%E2%80%AE",
    "digits-21": "9" * 21,
    "minus": "-",
    "minus-minus": "--1",
    "float": "1e9999",
    "nan": "NaN",
    "quotes": "%27%22%3B--",
    "long": "x" * 100_000,
    "wildcards": "%25" * 400,
    "emoji": "%F0%9F%A7%AD",
    "arabic-digit": "%D9%A3",
    "template": "%7B%7B7*7%7D%7D",
}
PARAMETERS = [*PracticeFilterSet.base_filters, "all", "sort", "page", "columns", "labels", "bom", "nonsense"]
OWN_WAY = ["q", "year", "year_min", "year_max", "region", "all", "sort", "page", "columns"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_every_parameter_of_the_practices_bears_it(client, hostile):
    """Alone where each parameter is read in its own way, and all at once: the filters by code read alike."""
    a_small_world()
    everything = "&".join(f"{parameter}={HOSTILE[hostile]}" for parameter in PARAMETERS)
    for name in ("practices:practice-list", "practices:practice-export"):
        for query in [everything, *(f"{parameter}={HOSTILE[hostile]}" for parameter in OWN_WAY)]:
            response = client.get(f"{reverse(name)}?{query}")
            assert (query, response.status_code in (200, 400, 404)) == (query, True)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", LISTS + FILES)
def test_every_list_and_file_bears_it(client, name, hostile):
    for parameter in ("q", "country"):
        response = client.get(f"{reverse(name)}?{parameter}={HOSTILE[hostile]}")
        assert (parameter, response.status_code in (200, 400, 404)) == (parameter, True)


@pytest.mark.parametrize("name", FILES)
def test_a_file_names_what_it_does_not_understand_instead_of_giving_everything(client, name):
    a_small_world()
    for query in ("zz=1", "sort=zz", "all=zz", "columns=zz"):
        response = client.get(f"{reverse(name)}?{query}")
        parameter = query.partition("=")[0]
        assert (query, response.status_code) == (query, 400)
        assert response.content.decode().startswith(parameter)


@pytest.mark.parametrize("parameter", PracticeFilterSet.code_filter_names())
def test_an_unknown_value_is_left_out_of_the_page_and_refused_by_the_file(client, parameter):
    a_small_world()
    known = ["fund"] if parameter == "kind" else []
    page = client.get(reverse("practices:practice-list"), {"kind": "fund"} | {parameter: [*known, "zz", "-zz"]})
    assert page.context["total"] == 1
    noticed = [(problem.parameter, problem.value) for problem in page.context["problems"]]
    assert noticed == [(parameter, "zz"), (parameter, "-zz")]
    file = client.get(reverse("practices:practice-export"), {parameter: "zz"})
    text = file.content.decode()
    assert (file.status_code, text.startswith(f"{parameter}=zz: Allowed: ")) == (400, True)


def test_masses_of_parameters_and_of_text_are_refused(client):
    address = reverse("practices:practice-list")
    assert client.get(f"{address}?{'&'.join(f'a{n}=1' for n in range(5000))}").status_code == 400
    assert client.get(f"{address}?{'&'.join('region=africa' for n in range(301))}").status_code == 400
    assert client.get(f"{address}?q={'x' * 501}").status_code == 400
    assert client.get(f"{address}?{'x' * 501}=1").status_code == 400


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999", "2"])
def test_a_page_that_does_not_exist_is_404(client, page):
    assert client.get(reverse("practices:practice-list"), {"page": page}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "practices/no-such-practice/",
        "practices/a%00b/",
        "objectives/0/",
        "objectives/24/",
        "objectives/999999999999999999999/",
        "sdg/99.9/",
        "sdg/a%00b/",
        "principles/zz/",
        "actors/zz/",
        "countries/ZZ/",
        "countries/%00/",
        "regions/zz/",
        "dialogues/1999/",
        "dialogues/999999999999999999999/",
        "dialogues/2018/nowhere/",
        "dialogues/2018/new-york/session-99/",
        "people/zz/",
        "sources/zz/",
    ],
)
def test_what_does_not_exist_is_404_or_400(client, address):
    assert client.get(f"/en/{address}").status_code in (400, 404)
    assert client.get(f"/xx/{address}").status_code in (400, 404)


@pytest.mark.parametrize("name", LISTS + FILES)
def test_only_reading_is_allowed(client, name):
    assert {client.generic(method, reverse(name)).status_code for method in ("POST", "PUT", "DELETE", "TRACE")} == {405}
    assert client.head(reverse(name)).status_code == 200


def test_a_wrong_host_is_told_so(client):
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400


values = st.text(max_size=40) | st.sampled_from(["africa", "KE", "iom", "-iom", "23", "2017", "", "-"])


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(query=st.dictionaries(st.sampled_from(PARAMETERS), st.lists(values, max_size=3), max_size=4))
@example(query={"year_min": ["1e400"], "page": ["1e400"]})
def test_no_query_string_breaks_the_list_or_the_file(client, query):
    page = client.get(reverse("practices:practice-list"), query)
    assert page.status_code in (200, 400, 404)
    file = client.get(reverse("practices:practice-export"), query)
    assert file.status_code in (200, 400)
    if file.status_code == 200 and "columns" not in query:
        rows = list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
        assert page.status_code != 200 or len(rows) == page.context["total"]
