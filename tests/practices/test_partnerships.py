"""Every number of the partnerships is that of the list it leads to."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from practices.partnerships import MOST_ACTORS
from tests.factories import ActorFactory, PracticeFactory
from tests.practices.pictures import WAYS, lines_of_file, name_of, picture, total, wrong
from tests.world import a_small_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", WAYS, ids=name_of)
def test_each_cell_counts_its_list(client, query):
    a_small_world()
    found = picture(client, "partnerships", query)
    numbers = [(member.count, member.url) for member in found.members]
    numbers += [(cell.count, cell.url) for _, cells in found.lines() for cell in cells if cell]
    assert wrong(numbers) == []
    whole = total(urlencode(query, doseq=True))
    assert numbers or not whole


def test_who_works_with_whom(client):
    iom, unhcr, union = (ActorFactory(slug=slug) for slug in ("iom", "unhcr", "union"))
    some = ActorFactory(slug="some-unions", generic=True)
    PracticeFactory(leads=[iom], partners=[unhcr, some], funders=[iom])
    PracticeFactory(leads=[unhcr], partners=[iom])
    PracticeFactory(leads=[union], partners=[some])
    PracticeFactory(leads=[iom], partners=[union], status="draft")
    found = picture(client, "partnerships", {})
    assert [(member.code, member.count) for member in found.members] == [("iom", 2), ("unhcr", 2), ("union", 1)]
    assert found.counts["iom", "unhcr"] == found.counts["unhcr", "iom"] == 2
    assert found.counts["iom", "union"] == 0
    assert [(line.text, line.width) for line in found.network] == [("Actor iom and Actor unhcr: 2 practices", 4)]


def test_under_one_actor_its_partners_are_counted(client):
    iom, unhcr, union = (ActorFactory(slug=slug) for slug in ("iom", "unhcr", "union"))
    PracticeFactory(leads=[iom], partners=[unhcr])
    PracticeFactory(leads=[unhcr], partners=[union])
    found = picture(client, "partnerships", {"actor": "iom"})
    assert [(member.code, member.count) for member in found.members] == [("iom", 1), ("unhcr", 1)]
    excluding = picture(client, "partnerships", {"actor": "-iom"})
    assert [(member.code, member.count) for member in excluding.members] == [("unhcr", 1), ("union", 1)]


def test_only_those_of_most_practices_are_shown(client):
    often = ActorFactory(slug="z-often")
    PracticeFactory(leads=[ActorFactory() for _ in range(MOST_ACTORS)], partners=[often])
    PracticeFactory(leads=[often])
    found = picture(client, "partnerships", {})
    assert (len(found.members), found.members[0].code, found.members[0].count) == (MOST_ACTORS, "z-often", 2)


def test_the_drawing_is_made_on_demand_and_holds_the_same_numbers(client):
    a_small_world()
    address = reverse("practices:practice-partnerships")
    without = client.get(address, {"theme": "health"})
    assert 'class="network"' not in without.content.decode()
    drawn = client.get(without.context["other_drawing"])
    assert 'class="network"' in drawn.content.decode()
    assert drawn.context["other_drawing"] == f"{address}?theme=health"
    network = drawn.context["partnerships"]
    pairs = {line.url: line.text for line in network.network}
    cells = {cell.url: cell.count for _, cells in network.lines() for cell in cells if cell and cell.count}
    assert pairs.keys() <= cells.keys()
    assert len(pairs) * 2 == len(cells)
    assert [url for url, text in pairs.items() if f": {cells[url]} practice" not in text] == []


def test_the_file_holds_the_same_table(client):
    a_small_world()
    lines = lines_of_file(client, "partnerships", {"stage": "ongoing"})
    found = picture(client, "partnerships", {"stage": "ongoing"})
    codes = [member.code for member in found.members]
    assert [line["actor"] for line in lines] == codes
    assert list(lines[0]) == ["actor", "actor_label", *codes]
    for line, member in zip(lines, found.members, strict=True):
        assert [int(line[code]) for code in codes] == [
            found.counts.get((member.code, code), member.count) for code in codes
        ]
