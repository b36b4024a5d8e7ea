"""Pages that span the apps, in every language, and what is answered where there is no page."""

import json
import re

import pytest
from django.conf import settings
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import translation

from gcmhub.languages import LANGUAGES
from gcmhub.views import WAYS
from tests.factories import (
    ActionFactory,
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db

PAGES = [
    *[
        "home",
        "about",
        "data",
        "accessibility",
        "practices:practice-list",
        "objectives:objective-list",
        "objectives:action-list",
    ],
    *["objectives:target-list", "objectives:principle-list", "actors:actor-list", "actors:country-list"],
    *["dialogues:edition-list", "dialogues:session-list", "dialogues:person-list", "dialogues:source-list"],
]


def page_at(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("fr", "/fr/"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "/fr/"),
        ("zh-CN,zh;q=0.9", "/zh-hans/"),
        ("ar-EG", "/ar/"),
        ("de,ru;q=0.5", "/ru/"),
        ("de", "/en/"),
        ("*", "/en/"),
        ("", "/en/"),
        ("fr;q=x,,;;=\x7f", "/en/"),
    ],
)
def test_the_root_leads_to_the_language_of_the_browser(client, accepted, home):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response.headers["Location"]) == (302, home)
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_in_the_language_of_its_address(client, name, language):
    with translation.override(language):
        address = reverse(name)
    assert address.startswith(f"/{language}/")
    page = page_at(client, address)
    direction = "rtl" if language == "ar" else "ltr"
    assert re.findall("<html[^>]*>", page) == [f'<html lang="{language}" dir="{direction}">']
    assert client.get(address, headers={"accept-language": "ru"}).content.decode() == page


def test_every_page_names_itself_in_the_other_languages_with_its_filters(client):
    page = page_at(client, "/en/practices/?scope=local&sort=-updated")
    alternates = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)
    expected = [(code, f"http://testserver/{code}/practices/?scope=local&amp;sort=-updated") for code in LANGUAGES]
    any_language = ("x-default", "http://testserver/practices/?scope=local&amp;sort=-updated")
    assert alternates == [*expected, any_language]
    assert client.get("/practices/?scope=local", headers={"accept-language": "fr"}).headers["Location"] == (
        "/fr/practices/?scope=local"
    )
    links = dict(re.findall(r'<a href="([^"]+)" lang="[^"]+" hreflang="([^"]+)"', page))
    assert {code: link for link, code in links.items()} == {
        code: address.removeprefix("http://testserver") for code, address in expected
    }


def test_the_home_page_counts_what_is_public(client):
    """Each of the five numbers has something next to it that must not be counted."""
    objective, other = ObjectiveFactory(number=23), ObjectiveFactory(number=6)
    iom, collective, idle = ActorFactory(), ActorFactory(generic=True), ActorFactory()
    kenya, mali = CountryFactory(), CountryFactory()
    for slug in ("one", "two"):
        PracticeFactory(slug=slug, leads=[iom], partners=[collective, iom], countries=[kenya], primary=objective)
    PracticeFactory(status="draft", leads=[idle], countries=[mali], primary=other)
    ActionFactory(objective=objective)
    AppearanceFactory(person=(person := PersonFactory()))
    AppearanceFactory(person=person)
    PersonFactory()
    context = client.get(reverse("home")).context
    names = ["practice_count", "actor_count", "country_count", "action_count", "person_count"]
    assert [context[name] for name in names] == [2, 1, 1, 1, 1]
    assert {o.number: o.practice_count for o in context["objectives"]} == {6: 0, 23: 2}
    assert [hit.slug for hit in context["object_list"]] == ["two", "one"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_page_takes_a_constant_number_of_queries(client, count, django_assert_num_queries):
    for _ in range(count):
        PracticeFactory(countries=[CountryFactory()], partners=[ActorFactory()])
        WorkshopFactory()
    page_at(client, reverse("home"))  # reads the index
    with django_assert_num_queries(6):
        page_at(client, reverse("home"))


def test_the_home_page_leads_to_the_pictures_and_searches_everything(client):
    page = page_at(client, reverse("home"))
    assert [name for name, _, _ in WAYS if f'<a href="{reverse(name)}">' not in page] == []
    assert f'<form class="search" role="search" action="{reverse("search")}">' in page


def test_the_bars_of_the_home_page_are_as_long_as_the_numbers_say(client):
    objective, other = ObjectiveFactory(number=23), ObjectiveFactory(number=6)
    ObjectiveFactory(number=22)
    for primary in (objective, objective, objective, other):
        PracticeFactory(primary=primary)
    PracticeFactory(status="draft", primary=other)
    page = page_at(client, reverse("home"))
    assert re.findall(r'<progress max="(\d+)" value="(\d+)"', page) == [("3", "1"), ("3", "3")]


def test_the_process_says_that_it_lives(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_the_site_says_that_it_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, json.loads(response.content)) == (200, {"database": "ok", "pending_migrations": 0})


def test_a_site_whose_tables_are_behind_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [("practices", "0009")])
    response = client.get("/readyz")
    assert (response.status_code, json.loads(response.content)["pending_migrations"]) == (503, 1)


def test_a_site_without_its_database_is_not_ready_but_lives(client, monkeypatch):
    def fail(*args):
        raise OperationalError("no connection")

    monkeypatch.setattr(MigrationExecutor, "__init__", fail)
    response = client.get("/readyz")
    assert (response.status_code, json.loads(response.content)) == (503, {"database": "unreachable"})
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("address", ["/", "/healthz", "/readyz", "/robots.txt", "/en/", "/en/about/", "/en/data/"])
def test_pages_are_only_read(client, address):
    assert {client.generic(method, address).status_code for method in ("POST", "PUT", "DELETE", "TRACE")} == {405}
    assert client.head(address).status_code in (200, 302)


def test_robots_stay_out_of_the_admin_and_the_files(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain"
    assert response.content.decode().splitlines() == [
        *["User-agent: *", "Disallow: /admin/", "Disallow: /*/export.", ""],
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.parametrize("address", ["/nowhere", "/xx/", "/de/practices/", "/favicon.ico", "/en/practices/<script>/"])
def test_what_was_never_here_is_404(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert b"<script>/" not in response.content


def test_a_request_that_cannot_be_read_is_400_and_says_why(client):
    response = client.get("/en/practices/?q=%00")
    assert response.status_code == 400
    assert "A parameter contains a control character." in response.content.decode()


def test_a_withdrawn_practice_is_410_and_a_draft_404(client):
    withdrawn, draft = PracticeFactory(), PracticeFactory(status="draft")
    withdrawn.status = "archived"
    withdrawn.save()
    never_public = PracticeFactory(status="archived")
    statuses = [client.get(practice.get_absolute_url()).status_code for practice in (withdrawn, draft, never_public)]
    assert statuses == [410, 404, 404]


def test_every_answer_is_safe_to_show(client):
    headers = client.get("/en/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert headers["Referrer-Policy"] == "same-origin"
    assert [code for code, _ in settings.LANGUAGES] == LANGUAGES


def test_every_page_tells_other_sites_what_it_is(client):
    practice = PracticeFactory(title_en='The "second" chance & more', summary_en="What it is.")
    for address, title in [("/en/about/", "About and method"), (practice.get_absolute_url(), None)]:
        head = page_at(client, address).partition("</head>")[0]
        tags = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', head))
        assert set(tags) == {"site_name", "type", "title", "description", "url", "image"}
        assert tags["title"] == (title or "The &quot;second&quot; chance &amp; more")
        assert (tags["url"], tags["image"]) == (f"http://testserver{address}", "http://testserver/static/card.png")
        assert tags["description"] == re.search(r'<meta name="description" content="([^"]*)">', head)[1] != ""
        assert re.findall(r'<link rel="icon" href="(.*?)"', head) == ["/static/mark.svg"]
