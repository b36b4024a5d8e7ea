"""Picked practices: in the order picked, in an address that can be sent, and never one that is not public."""

import csv
import html
import io
import json
import re

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from practices.shortlist import MOST_PICKED
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    KeyFigureFactory,
    ObjectiveFactory,
    PracticeFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

PAGE, FILE, LIST = "practices:practice-compare", "practices:practice-shortlist", "practices:practice-list"


def page(client, *slugs, **query):
    response = client.get(reverse(PAGE), {"pick": slugs, **query})
    assert response.status_code == 200
    return response


def file(client, extension, *slugs, **query):
    return client.get(reverse(FILE, args=[extension]), {"pick": slugs, **query})


def ids(response):
    return [row["id"] for row in csv.DictReader(io.StringIO(response.getvalue().decode(), newline=""))]


def words(part):
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", part).split()))


def shown(response):
    """The slugs in the order of the page."""
    sides = [side.practice for side in response.context["sides"]]
    return [practice.slug for practice in sides or response.context["object_list"]]


@pytest.fixture
def practices():
    return [PracticeFactory(slug=slug, title_en=f"Title {slug}") for slug in ("ant", "bee", "cat", "dog", "elk")]


@pytest.mark.parametrize(("count", "side_by_side"), [(1, False), (2, True), (3, True), (4, True), (5, False)])
def test_two_to_four_stand_side_by_side_all_else_in_a_list(client, practices, count, side_by_side):
    picked = ["dog", "bee", "elk", "ant", "cat"][:count]
    response = page(client, *picked)
    content = response.content.decode()
    assert (shown(response), bool(response.context["sides"])) == (picked, side_by_side)
    assert (content.count('scope="col"'), content.count('type="checkbox"')) == (
        (count, 0) if side_by_side else (0, count)
    )
    assert ("Compare those ticked" in content) == (count == 5)
    assert ("Pick one more" in content) == (count == 1)


def test_every_row_says_what_is_known_of_each(client):
    city = ActorFactory(slug="city", name_en="City")
    first = PracticeFactory(
        slug="first",
        kind="fund",
        scope="local",
        summary_en="Summary.",
        results_en="Results.",
        lessons_en="Lessons.",
        started="2016",
        stage="ongoing",
        evidence="evaluated",
        countries=[CountryFactory(name_en="Kenya")],
        primary=ObjectiveFactory(number=23, short_title_en="Cooperation"),
        objectives=[ObjectiveFactory(number=6, short_title_en="Work")],
        actions=[ActionFactory(letter="c", title_en="Engage"), ActionFactory(letter="a", title_en="Support")],
        leads=[city],
        funders=[ActorFactory(slug="iom", name_en="IOM")],
    )
    KeyFigureFactory(practice=first, value=12000, qualifier="over", label_en="people", year=2017)
    PracticeFactory(slug="second", leads=[city], summary_en="Other.")
    content = page(client, "first", "second").content.decode()
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>\s*<td>(.*?)</td>', content, re.DOTALL)
    found = {row: (words(a).removeprefix("Title of first "), words(b)) for row, a, b in rows}
    assert found == {
        "What": ("Fund Local Summary.", "Title of second Service Global Other."),
        "Where": ("Kenya", "Title of second Worldwide"),
        "When": ("since 2016", "Title of second Not dated in the source"),
        "Stage": ("Ongoing", "Title of second Unknown"),
        "Who": ("Lead City Funder IOM", "Title of second Lead City"),
        "Objectives": (
            "Objective 23 Cooperation primary Objective 6 Work",
            "Title of second Objective 23 Cooperation primary",
        ),
        "Actions": ("23(a) Support 23(c) Engage", "Title of second not recorded"),
        "Key figures": ("more than 12,000 people (2017)", "Title of second not recorded"),
        "Evidence": ("Evaluated", "Title of second Claimed"),
        "Results": ("Results.", "Title of second not recorded"),
        "Lessons": ("Lessons.", "Title of second not recorded"),
    }


def test_the_files_hold_the_same_in_the_order_picked(client, practices):
    picked = ["dog", "bee", "ant"]
    assert ids(file(client, "csv", *picked, bom=0)) == picked
    assert [r["id"] for r in json.loads(file(client, "json", *picked, columns="id").getvalue())["records"]] == picked
    book = openpyxl.load_workbook(io.BytesIO(file(client, "xlsx", *picked).getvalue()))
    assert [row[0] for row in book.worksheets[0].values] == ["id", *picked]
    assert file(client, "csv", *picked)["X-Total-Count"] == "3"


def test_a_practice_picked_twice_is_there_once_and_a_link_removes_each(client, practices):
    response = page(client, "dog", "bee", "dog", "")
    assert shown(response) == ["dog", "bee"]
    assert 'href="?pick=bee"' in response.content.decode()
    assert response.context["without"] == {"dog": "pick=bee", "bee": "pick=dog"}


@pytest.mark.parametrize("status", ["draft", "in-review", "archived"])
def test_what_is_not_public_is_named_by_its_slug_only(client, practices, status):
    PracticeFactory(slug="hidden", title_en="CANARY", summary_en="CANARY", status=status)
    response = page(client, "ant", "hidden", "bee", "nowhere")
    content = response.content.decode()
    assert shown(response) == ["ant", "bee"]
    assert [problem.value for problem in response.context["problems"]] == ["hidden", "nowhere"]
    assert ("CANARY" in content, "hidden" in content, "nowhere" in content) == (False, True, True)
    for extension in ("csv", "xlsx", "json", "docx"):
        response = file(client, extension, "ant", "hidden")
        assert (response.status_code, response.content.decode()) == (
            400,
            "pick=hidden: No such practice is published.\n",
        )


def test_a_former_slug_still_finds_its_practice(client, practices):
    practices[0].slug = "ant-renamed"
    practices[0].save()
    practices[1].slug, practices[1].status = "bee-renamed", "archived"
    practices[1].save()
    response = page(client, "ant", "bee", "cat")
    assert shown(response) == ["ant-renamed", "cat"]
    assert [problem.value for problem in response.context["problems"]] == ["bee"]
    assert ids(file(client, "csv", "ant", "ant-renamed", bom=0)) == ["ant-renamed"]


def test_more_than_fifty_are_not_taken(client):
    slugs = [PracticeFactory(slug=f"p-{n}").slug for n in range(MOST_PICKED + 2)]
    response = page(client, *slugs)
    assert shown(response) == slugs[:MOST_PICKED]
    assert [problem.value for problem in response.context["problems"]] == [f"p-{MOST_PICKED}"]
    assert file(client, "csv", *slugs).status_code == 400
    assert ids(file(client, "csv", *slugs[:MOST_PICKED], bom=0)) == slugs[:MOST_PICKED]


def test_the_form_of_a_list_leads_to_an_address_with_nothing_but_the_picks(client, practices):
    response = client.get(reverse(PAGE), {"q": "", "objective": "23", "pick": ["dog", "bee"]})
    assert (response.status_code, response["Location"]) == (302, "/en/practices/compare/?pick=dog&pick=bee")


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({}, "pick: Pick at least one practice."),
        ({"pick": ""}, "pick: Pick at least one practice."),
        ({"pick": "ant", "objective": "6"}, "objective: There is no such filter here."),
        ({"pick": "ant", "columns": "nonsense"}, "columns=nonsense: Allowed: id"),
        ({"pick": "'; DROP TABLE practices_practice; --"}, "pick='; DROP TABLE"),
    ],
)
def test_a_file_refuses_what_it_does_not_understand(client, practices, query, problem):
    response = client.get(reverse(FILE, args=["csv"]), query)
    assert response.status_code == 400
    assert response.content.decode().startswith(problem)


def test_other_formats_are_not_found_and_hostile_input_is_harmless(client, practices):
    assert file(client, "exe", "ant").status_code == 404
    assert client.get(reverse(PAGE), {"pick": ["a" * 501]}).status_code == 400
    assert client.get(f"{reverse(PAGE)}?pick=%00").status_code == 400
    response = page(client, "<script>alert(1)</script>", "ant", "../../etc/passwd", "bee")
    assert "<script>alert(1)" not in response.content.decode()
    assert shown(response) == ["ant", "bee"]
    assert "Nothing is picked yet" in page(client).content.decode()
    assert client.post(reverse(PAGE)).status_code == 405


@pytest.mark.parametrize("count", [1, 2, 5])
def test_no_text_is_run(client, count):
    unsafe = "<script>alert(1)</script>"
    slugs = [
        PracticeFactory(
            **{f"{name}_en": unsafe for name in ("title", "summary", "results", "lessons", "place")},
            leads=[ActorFactory(name_en=unsafe)],
            countries=[CountryFactory(name_en=unsafe)],
            actions=[ActionFactory(title_en=unsafe)],
        ).slug
        for _ in range(count)
    ]
    content = page(client, *slugs).content.decode()
    assert unsafe not in content
    assert content.count("&lt;script&gt;alert(1)") >= 4 * count


@pytest.mark.parametrize("count", [2, 4, 5, 8])
def test_the_page_takes_a_constant_number_of_queries(client, count, django_assert_num_queries):
    slugs = []
    for _ in range(count):
        practice = PracticeFactory(
            countries=[CountryFactory()],
            partners=[ActorFactory()],
            actions=[ActionFactory()],
            citations=[SourceFactory(publisher=ActorFactory())],
        )
        KeyFigureFactory(practice=practice)
        slugs.append(practice.slug)
    page(client, *slugs)  # reads the index
    with django_assert_num_queries(9 if count <= 4 else 2):
        page(client, *slugs)


def test_the_list_keeps_what_is_picked_and_filters_by_nothing_of_it(client, practices):
    response = client.get(reverse(LIST), {"pick": ["dog", "elk", "nowhere"], "kind": "service", "per_page": 50})
    context, content = response.context, response.content.decode()
    assert (context["total"], context["query"]) == (5, "kind=service&per_page=50")
    assert list(context["shortlist"].practices) == ["dog", "elk"]
    assert re.findall(r'name="pick" value="(\w+)" id="[^"]+" aria-label="[^"]+" checked', content) == ["dog", "elk"]
    assert [problem.value for problem in context["problems"]] == ["nowhere"]
    assert "2 picked" in words(content)
    assert "/en/practices/compare/?pick=dog&amp;pick=elk" in content
    assert "/en/practices/compare/export.docx?pick=dog&amp;pick=elk" in content


def test_what_is_picked_on_another_page_goes_along_unseen(client, practices):
    content = client.get(reverse(LIST), {"pick": ["dog", "elk"], "q": "elk"}).content.decode()
    assert re.findall(r'type="hidden" name="pick" value="(\w+)"', content) == ["dog"]
    assert 'id="pick-elk"' in content
    assert "picked" not in words(client.get(reverse(LIST)).content.decode()).replace("Show the shortlist", "")


def test_picks_never_reach_the_files_of_the_list(client, practices):
    for name, args in (("practice-export", []), ("practice-export", ["docx"]), ("practice-feed", [])):
        assert client.get(reverse(f"practices:{name}", args=args), {"pick": "ant"}).status_code == 400
    content = client.get(reverse(LIST), {"pick": "ant"}).content.decode()
    assert re.findall(r'href="([^"]*export[^"]*pick[^"]*)"', content) == ["/en/practices/compare/export.docx?pick=ant"]


def test_pages_are_in_the_language_of_the_reader(client, practices):
    with translation.override("fr"):
        content = page(client, "ant", "bee").content.decode()
    assert ("Titre de ant" in content, "/fr/practices/ant/" in content) == (True, True)
    with translation.override("ar"):
        content = page(client, "ant", "bee").content.decode()
    assert '<span lang="en" dir="ltr">Title ant</span>' in content
