"""The ways on from a list: without a filter, with a value turned round, where more is found, more on a page."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from gcmhub.ways import adding, changed
from tests.factories import ActorFactory, CountryFactory, PracticeFactory, SourceFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

LIST = "practices:practice-list"
LISTS = {
    "practices:practice-list": 20,
    "objectives:objective-list": 200,
    "objectives:action-list": 200,
    "objectives:target-list": 200,
    "actors:actor-list": 20,
    "actors:country-list": 300,
    "dialogues:session-list": 20,
    "dialogues:person-list": 20,
    "dialogues:source-list": 20,
}


def ask(client, query, name=LIST):
    return client.get(f"{reverse(name)}?{query}")


def wider(response):
    """What is offered where nothing is found, each with its count and that of the list behind it."""
    offered = response.context["ways_on"]["wider"]
    return [("+".join(sorted({chip.name for chip in way.left_out})), way.count, way.url) for _, way in offered]


def test_where_nothing_is_found_each_filter_to_drop_is_named_with_what_that_gives(client):
    a_small_world()
    response = ask(client, "region=africa&region=asia&kind=law-policy&stage=ongoing&sort=title")
    assert response.context["total"] == 0
    assert wider(response) == [
        ("kind", 2, "/en/practices/?region=africa&region=asia&stage=ongoing&sort=title"),
    ]
    assert [ask(client, url.partition("?")[2]).context["total"] for _, _, url in wider(response)] == [2]
    assert "2 practices</span>" in response.content.decode()


def test_the_filter_that_gives_most_comes_first_and_row_groups_are_taken_apart(client):
    a_small_world()
    response = ask(client, "actor_type=local-government&role=funder&theme=health")
    assert wider(response) == [
        ("role", 2, "/en/practices/?actor_type=local-government&theme=health"),
        ("actor_type", 1, "/en/practices/?role=funder&theme=health"),
    ]


def test_where_no_single_filter_helps_all_of_them_are_dropped_and_drafts_count_nowhere(client):
    a_small_world()
    PracticeFactory(slug="hidden", title_en="Unicorn", status="draft", kind="fund")
    response = ask(client, "q=unicorn&kind=fund&region=africa&country=JP&stage=ongoing")
    assert wider(response) == [("country+kind+q+region+stage", 4, "/en/practices/")]
    assert wider(ask(client, "q=unicorn")) == [("q", 4, "/en/practices/")]
    assert "wider" not in ask(client, "region=africa").context["ways_on"]


def test_a_list_in_the_database_offers_the_same(client, django_assert_num_queries):
    ActorFactory(slug="city", kind="local-government", country=CountryFactory(code="KE"))
    ActorFactory(slug="union", kind="trade-union")
    query = "actor_type=trade-union&country=KE&q=city"
    with django_assert_num_queries(10):  # for the list without each of the filters one, and one for the labels
        response = ask(client, query, "actors:actor-list")
    assert wider(response) == [("actor_type", 1, "/en/actors/?country=KE&q=city")]
    response = ask(client, "actor_type=trade-union&country=KE", "actors:actor-list")
    assert wider(response) == [
        ("actor_type", 1, "/en/actors/?country=KE"),
        ("country", 1, "/en/actors/?actor_type=trade-union"),
    ]
    SourceFactory(series="World report")
    assert wider(ask(client, "q=unicorn", "dialogues:source-list")) == [("q", 1, "/en/sources/")]


def test_what_may_have_been_meant_is_offered_where_it_finds_something_under_the_other_filters(client):
    a_small_world()
    ways_on = ask(client, "q=titel+of+thrid&kind=service").context["ways_on"]
    assert (ways_on["better"], ways_on["better_url"]) == (
        "title of third",
        "/en/practices/?q=title+of+third&kind=service",
    )
    page = ask(client, "q=titel+of+thrid&kind=service").content.decode()
    assert '<a href="/en/practices/?q=title+of+third&amp;kind=service">title of third</a>' in page
    assert "better" not in ask(client, "q=titel+of+thrid&kind=fund").context["ways_on"]
    assert "better" not in ask(client, "q=canray").context["ways_on"]


def test_an_empty_list_takes_no_more_queries_for_more_filters(client, django_assert_num_queries):
    a_small_world()
    ask(client, "kind=fund")  # reads the index
    with django_assert_num_queries(1):  # the last change
        ask(client, "kind=law-policy&country=KE")
    with django_assert_num_queries(1):  # the last change
        ask(client, "kind=law-policy&country=KE&stage=ongoing&region=africa&year_min=2016&evidence=claimed")


def test_a_chip_is_removed_or_turned_round(client):
    a_small_world()
    response = ask(client, "actor=iom&actor=-unhcr&all=actor&year_min=2000&page=1&q=title")
    chips = {(chip.name, str(chip.excluded)): (chip.url, chip.turned) for chip in response.context["chips"]}
    rest = "&year_min=2000&q=title"
    assert chips == {
        ("actor", "False"): (
            f"/en/practices/?actor=-unhcr&all=actor{rest}",
            f"/en/practices/?actor=-iom&actor=-unhcr&all=actor{rest}",
        ),
        ("actor", "True"): (
            f"/en/practices/?actor=iom&all=actor{rest}",
            f"/en/practices/?actor=iom&actor=unhcr&all=actor{rest}",
        ),
        ("year_min", "False"): ("/en/practices/?actor=iom&actor=-unhcr&all=actor&q=title", ""),
        ("q", "False"): ("/en/practices/?actor=iom&actor=-unhcr&all=actor&year_min=2000", ""),
    }


def test_to_clear_all_leaves_the_order_and_the_page_size_alone(client):
    a_small_world()
    response = ask(client, "actor=iom&all=actor&sort=started&per_page=50&q=title")
    assert response.context["without_filters"] == "/en/practices/?sort=started&per_page=50"
    assert ask(client, "actor=iom&all=actor").context["chips"][0].url == "/en/practices/"


def test_files_and_links_are_of_what_was_understood(client):
    a_small_world()
    response = ask(client, "region=africa&region=zz&nonsense=1&page=1")
    assert (response.context["total"], response.context["query"]) == (3, "region=africa")
    page = response.content.decode()
    assert 'data-copies="/en/practices/?region=africa"' in page
    assert 'data-copies="/en/practices/export.json?region=africa"' in page
    assert client.get("/en/practices/export.json?region=africa").headers["X-Total-Count"] == "3"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_knows_page_sizes_and_names_those_it_does_not(client, name):
    assert [ask(client, f"per_page={n}", name).context["paginator"].per_page for n in (20, 50, 100)] == [20, 50, 100]
    response = ask(client, "per_page=7", name)
    noticed = [(problem.parameter, problem.value) for problem in response.context["problems"]]
    assert (response.context["paginator"].per_page, noticed) == (LISTS[name], [("per_page", "7")])
    file = ask(client, "per_page=7", name.replace("-list", "-export"))
    assert (file.status_code, file.content.decode()) == (400, "per_page=7: Allowed: 20, 50, 100\n")
    assert ask(client, "per_page=50", name.replace("-list", "-export")).status_code == 200


def test_page_sizes_are_offered_where_there_is_more_than_a_page(client):
    def offered(query):
        response = ask(client, query, "dialogues:source-list")
        sizes = response.context["page_sizes"]
        assert ('name="per_page"' in response.content.decode()) == bool(sizes)
        return [(size["value"], size["label"], size["chosen"]) for size in sizes]

    SourceFactory.create_batch(20)
    assert offered("") == []
    assert offered("per_page=50") == [("", 20, False), (50, 50, True), (100, 100, False)]
    SourceFactory()
    assert offered("") == [("", 20, True), (50, 50, False), (100, 100, False)]
    response = ask(client, "per_page=50", "dialogues:source-list")
    assert (len(response.context["object_list"]), response.context["is_paginated"]) == (21, False)


def test_the_usual_order_needs_no_parameter(client):
    def sorts(query):
        return {sort["value"]: sort["chosen"] for sort in ask(client, query).context["sorts"]}

    a_small_world()
    assert sorts("")[""] is True
    assert "title" not in sorts("")
    assert (sorts("q=title")[""], sorts("q=title")["title"]) == (True, False)
    assert sorts("q=title&sort=title")["title"] is True
    assert sorts("sort=started")["started"] is True


def test_a_facet_is_shown_whole_and_short_again(client):
    PracticeFactory(partners=[ActorFactory(slug=f"a{number:02}") for number in range(12)])
    short = ask(client, "kind=service&kind=fund").content.decode()
    assert short.count('name="actor"') == 10
    PracticeFactory(kind="service", partners=[ActorFactory(slug=f"b{number:02}") for number in range(12)])
    short = ask(client, "kind=service").content.decode()
    assert (short.count('name="actor"'), short.count('href="?kind=service&amp;show=actor#facet-actor"')) == (10, 1)
    whole = ask(client, "kind=service&show=actor").content.decode()
    assert whole.count('name="actor"') > 12
    assert '<a href="/en/practices/?kind=service">Show fewer' in whole
    assert 'aria-controls="values-actor" aria-label="Actor: narrow the list"' in whole


def test_a_database_list_shows_the_place_of_the_words_that_a_hit_does_not_show(client, django_assert_num_queries):
    ActorFactory(slug="one", name_en="Zebra fund", description_en="It is about <b>antelopes</b> & others.")
    ActorFactory(slug="two", name_en="Antelope fund", description_en="It is about zebras.")
    ask(client, "", "actors:actor-list")  # reads the index
    with django_assert_num_queries(5):
        page = ask(client, "q=antelope", "actors:actor-list").content.decode()
    assert page.count("about &lt;b&gt;<mark>antelopes</mark>&lt;/b&gt; &amp; others.") == 1
    assert "It is about zebras" not in page
    assert "<mark>" not in ask(client, "", "actors:actor-list").content.decode()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "?page="),
        ("page=3", "?page="),
        ("kind=service&page=3", "?kind=service&page="),
        ("all=kind&kind=service&kind=tool", "?all=kind&kind=service&kind=tool&page="),
    ],
)
def test_an_address_is_added_to(asked, expected):
    assert adding("page", changed(QueryDict(asked))) == expected
