"""Every number of the map is that of the list it leads to, and every country is on it."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml
from django.template import Context, Template
from django.urls import reverse

from practices.map import shades_up_to, shapes
from tests.factories import CountryFactory, PracticeFactory, RegionFactory
from tests.practices.pictures import WAYS, lines_of_file, name_of, picture, total, wrong
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("query", WAYS, ids=name_of)
def test_each_country_counts_its_list(client, query):
    a_small_world()
    found = picture(client, "map", query)
    numbers = [(place.count, place.url) for place in found.places if place.count]
    numbers += [(count, url) for _, count, url in found.wide_scopes()]
    assert wrong(numbers) == []
    assert numbers or found.without_country == total(urlencode(query, doseq=True))


@pytest.mark.parametrize("query", WAYS, ids=name_of)
def test_a_country_without_colour_has_no_practice_under_the_filters(client, query):
    a_small_world()
    chosen = query if query.get("all") == "country" else {k: v for k, v in query.items() if k != "country"}
    for place in picture(client, "map", query).unrecorded:
        asked = {**chosen, "country": [*chosen.get("country", []), place.code]}
        assert total(urlencode(asked, doseq=True)) == 0


def test_practices_without_a_country_are_told(client):
    africa, kenya = RegionFactory(slug="africa"), CountryFactory(code="KE")
    PracticeFactory(scope="regional", regions=[africa])
    PracticeFactory(scope="global")
    PracticeFactory(scope="regional", countries=[kenya])
    PracticeFactory(scope="global", status="draft")
    found = picture(client, "map", {})
    assert (found.without_country, [(label, n) for label, n, _ in found.wide_scopes()]) == (
        2,
        [("Regional", 2), ("Global", 1)],
    )
    assert picture(client, "map", {"country": "KE"}).without_country == 0


def test_the_file_names_every_country(client):
    a_small_world()
    lines = lines_of_file(client, "map", {"theme": "health"})
    shown = [(place.code, str(place.count)) for place in picture(client, "map", {"theme": "health"}).places]
    assert [(line["country"], line["practices"]) for line in lines] == shown
    assert ("KE", "1") in shown
    assert list(lines[0]) == ["country", "country_label", "practices"]


def test_every_country_of_the_base_is_on_the_map():
    countries = yaml.safe_load((ROOT / "fixtures/actors/countries.yaml").read_text("utf-8"))
    codes = {country["code"] for country in countries}
    drawn = {**shapes()["shapes"], **shapes()["dots"]}
    assert len(codes) > 240
    assert codes - drawn.keys() == set()
    assert drawn.keys() - codes == set()
    assert shapes()["shapes"].keys() & shapes()["dots"].keys() == set()


def test_dots_are_inside_the_picture():
    width, height = shapes()["width"], shapes()["height"]
    outside = {code: (x, y) for code, (x, y) in shapes()["dots"].items() if not (0 < x < width and 0 < y < height)}
    assert outside == {}


def test_shape_dot_and_neither(client):
    kenya, malta, nowhere, *_ = [CountryFactory(code=code) for code in ("KE", "MT", "XN", "ML", "SG")]
    PracticeFactory(countries=[kenya, malta, nowhere])
    drawn = picture(client, "map", {}).drawn
    assert [place.code for place in drawn] == ["ML", "KE", "SG", "MT"]  # coloured shapes and dots on top of grey ones
    page = client.get(reverse("practices:practice-map")).content.decode()
    assert page.count("Country XN") >= 1  # in the table, though nowhere on the map
    svg = page[page.index('class="map"') : page.index("</svg>")]
    uses = {code: f'<use href="/static/world.svg#{code}"/>' for code in ("KE", "MT", "ML", "SG", "XN")}
    assert [svg.count(use) for use in uses.values()] == [1, 1, 1, 1, 0]
    for code in ("KE", "MT"):
        link = f'<a class="q4" href="/en/practices/?country={code}">'
        assert f"{link}<title>Country {code}: 1 practice</title>{uses[code]}</a>" in svg
    assert f"<g><title>Country ML: none recorded</title>{uses['ML']}</g>" in svg
    assert "country=ML" not in page[page.index('id="results"') :]


def test_the_disclaimer_stands_under_the_map(client):
    page = client.get(reverse("practices:practice-map")).content.decode()
    disclaimer = "do not imply the expression of any opinion whatsoever on the part of gcmhub"
    assert page.index('class="map"') < page.index(disclaimer)


@pytest.mark.parametrize(
    ("most", "shades"),
    [
        (0, []),
        (1, [(4, "1")]),
        (2, [(2, "1"), (4, "2")]),
        (3, [(1, "1"), (3, "2"), (4, "3")]),
        (16, [(1, "1–2"), (2, "3–4"), (3, "5–8"), (4, "9–16")]),
        (10000, [(1, "1–10"), (2, "11–100"), (3, "101–1000"), (4, "1001–10000")]),
    ],
)
def test_shades(most, shades):
    assert [(shade.number, str(shade)) for shade in shades_up_to(most)] == shades


def test_every_number_has_one_shade():
    for most in range(1, 200):
        shades = shades_up_to(most)
        found = [sum(shade.first <= count <= shade.last for shade in shades) for count in range(1, most + 1)]
        assert (most, set(found)) == (most, {1})


def test_a_chosen_country_is_marked(client):
    PracticeFactory(countries=[CountryFactory(code="KE")])
    CountryFactory(code="ML")
    page = client.get(reverse("practices:practice-map"), {"country": ["KE", "ML"]}).content.decode()
    assert 'class="q4 chosen"' in page
    assert '<g class="chosen"><title>Country ML' in page
    assert total("country=KE") == 1


def test_the_small_map_shows_shapes_and_dots():
    countries = [CountryFactory(code="KE"), CountryFactory(code="MT")]
    tag = Template("{% load pictures %}{% small_map countries %}")
    drawn = tag.render(Context({"countries": countries}))
    assert (drawn.count("<path"), drawn.count("<circle"), drawn.count('href="/static/land')) == (1, 1, 1)
    assert tag.render(Context({"countries": [CountryFactory(code="XN")]})) == ""
    assert tag.render(Context({"countries": []})) == ""
