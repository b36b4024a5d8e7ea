"""The map of the site for search engines: every public page in every language, and nothing that is not public."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from gcmhub.languages import LANGUAGES
from gcmhub.sitemaps import SITEMAPS
from practices.models import Practice
from tests.factories import AppearanceFactory, PersonFactory, PracticeFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


def locations(client, section):
    response = client.get(f"/sitemap-{section}.xml")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
    return re.findall(r"<loc>(.*?)</loc>", response.content.decode())


def in_all_languages(make_address):
    addresses = []
    for language in LANGUAGES:
        with translation.override(language):
            addresses.append(f"{HOST}{make_address()}")
    return addresses


def test_the_index_names_every_section(client):
    page = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"<loc>(.*?)</loc>", page) == [f"{HOST}/sitemap-{section}.xml" for section in SITEMAPS]
    assert list(SITEMAPS) == ["pages", "practices", "objectives", "actors", "dialogues"]
    assert client.get("/sitemap-drafts.xml").status_code == 404


def test_practices_are_those_that_are_published(client):
    a_small_world()
    for status in ("draft", "in-review", "archived"):
        PracticeFactory(slug=f"not-{status}", status=status)
    expected = [
        address
        for practice in Practice.objects.filter(status="published")
        for address in in_all_languages(practice.get_absolute_url)
    ]
    assert sorted(locations(client, "practices")) == sorted(expected)
    assert len(expected) == 4 * len(LANGUAGES)


def test_every_address_names_itself_in_all_languages_and_its_last_change(client):
    practice = PracticeFactory(slug="one")
    page = client.get("/sitemap-practices.xml").content.decode()
    entry = page.partition("<url>")[2].partition("</url>")[0]
    alternates = re.findall(r'hreflang="([^"]+)" href="([^"]+)"', entry)
    expected = list(zip(LANGUAGES, in_all_languages(practice.get_absolute_url), strict=True))
    assert alternates == [*expected, ("x-default", f"{HOST}/practices/one/")]
    assert re.findall("<lastmod>(.*?)</lastmod>", entry) == [practice.updated_at.date().isoformat()]


def test_whom_only_a_draft_names_is_not_there(client):
    AppearanceFactory(person=PersonFactory(slug="on-the-agenda"))
    PersonFactory(slug="in-no-public-place")
    found = [address for address in locations(client, "dialogues") if "/people/" in address]
    assert found == in_all_languages(lambda: reverse("dialogues:person-detail", args=["on-the-agenda"]))


@pytest.mark.parametrize("section", SITEMAPS)
def test_every_address_is_a_page(client, section):
    a_small_world()
    addresses = [address for address in locations(client, section) if address.startswith(f"{HOST}/en/")]
    assert {address: client.get(address.removeprefix(HOST)).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )
    assert addresses


@pytest.mark.parametrize(
    ("section", "queries"), [("pages", 0), ("practices", 1), ("objectives", 3), ("actors", 3), ("dialogues", 5)]
)
def test_a_section_takes_a_query_for_each_kind_of_record(client, django_assert_num_queries, section, queries):
    a_small_world()
    client.get(f"/sitemap-{section}.xml")
    with django_assert_num_queries(queries):
        client.get(f"/sitemap-{section}.xml")
