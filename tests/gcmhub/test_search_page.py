"""The search page: records of every kind, the best of each, and a way on where nothing is found."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.factories import (
    ActionFactory,
    ActorFactory,
    AppearanceFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    SDGTargetFactory,
    SessionFactory,
    SourceFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


def search(client, words, language="en"):
    with override(language):
        return client.get(reverse("search"), {"q": words})


def names(response):
    return {
        group.kind.kind: [str(hit.record) for hit in group.hits] + [group.total] for group in response.context["groups"]
    }


def one_of_each(number):
    workshop = WorkshopFactory(slug="2018-city")
    PracticeFactory(slug=f"zebra-{number}", title_en="Zebra crossing", summary_en="The zebra crosses.", leads=[])
    ActorFactory(slug=f"fund-{number}", name_en="Zebra fund", acronym_en="ZF", name_fr="Fonds")
    ObjectiveFactory(number=number, short_title_en="Save zebras")
    ActionFactory(objective=ObjectiveFactory(number=number), letter="c", title_en="Count zebras")
    SDGTargetFactory(code=f"10.{number}", title_en="Zebras for all")
    session = SessionFactory(workshop=workshop, title_en="On zebras", label_en="Panel", summary_en="Zebras met.")
    AppearanceFactory(session=session, person=PersonFactory(name="Ann Zebra"))
    SourceFactory(title_en="Zebras of the world")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_constant_number_of_queries(client, count, django_assert_num_queries):
    for number in range(1, count + 1):
        one_of_each(number)
    with django_assert_num_queries(16):
        response = search(client, "zebra")
    assert [group.total for group in response.context["groups"]] == [count] * 8


def test_every_kind_is_found_with_the_way_to_all_of_them(client):
    one_of_each(7)
    response = search(client, "zebras")
    page = response.content.decode()
    for link in (
        '<a href="/en/practices/zebra-7/">Zebra crossing</a>',
        '<a href="/en/actors/fund-7/">ZF · Zebra fund</a>',
        '<a href="/en/objectives/7/">7 · Save zebras</a>',
        '<a href="/en/objectives/7/#action-7c">7(c) · Count zebras</a>',
        '<a href="/en/sdg/10.7/">10.7 · Zebras for all</a>',
        "<bdi>Ann Zebra</bdi></a>",
        "Panel · On zebras</a>",
        ">Zebras of the world</a>",
        '<p dir="auto">The <mark>zebra</mark> crosses.</p>',
        '<a href="/en/practices/?q=zebras">',
    ):
        assert (link, page.count(link)) == (link, 1)
    assert [client.get(group.url).status_code for group in response.context["groups"]] == [200] * 8


def test_the_best_five_come_first(client):
    PracticeFactory(slug="text", title_en="In text", lessons_en="zebra")
    PracticeFactory(slug="summary", title_en="In summary", summary_en="zebra")
    for number in range(4):
        PracticeFactory(title_en=f"Zebra {number}")
    PracticeFactory(title_en="Zebra draft", status="draft")
    assert names(search(client, "zebra")) == {"practice": ["Zebra 3", "Zebra 2", "Zebra 1", "Zebra 0", "In summary", 6]}


def test_where_nothing_is_found_something_near_is_offered(client):
    PracticeFactory(title_en="Zebra crossing")
    PracticeFactory(title_en="Antelope", status="draft")
    response = search(client, "zebar crossing")
    assert (names(response), response.context["better"]) == ({}, "zebra crossing")
    assert '<a href="/en/search/?q=zebra%20crossing">zebra crossing</a>' in response.content.decode()
    assert search(client, "antelpoe").context["better"] is None


@pytest.mark.parametrize(
    "words", ["", " ", "!!", '"', "-", "x" * 500, "<script>alert(1)</script>", "🙂", "移民 المهاجرين"]
)
def test_any_search_has_a_page(client, words):
    PracticeFactory(title_en="Zebra")
    response = search(client, words)
    assert (response.status_code, names(response)) == (200, {})
    page = response.content.decode()
    assert "<script>alert" not in page
    assert ("Nothing recorded here matches" in page) == bool(words.strip())


def test_the_page_speaks_the_language_of_the_reader(client):
    PracticeFactory(slug="first", title_en="Zebra", title_fr="Zèbre", summary_fr="Le zèbre & l’eau")
    page = search(client, "zebre", "fr").content.decode()
    assert '<a href="/fr/practices/first/">Zèbre</a>' in page
    assert "Le <mark>zèbre</mark> &amp; l’eau" in page
