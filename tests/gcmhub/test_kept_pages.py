"""A page is given again only while nothing has changed, and only to those for whom it is the same."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from dialogues.models import Edition
from gcmhub.middleware import KeptPages
from practices.models import Practice
from tests.factories import ActorFactory, EditionFactory, PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    """The whole site, with pages kept."""
    settings.PAGES_KEPT = 1
    return Client()


@pytest.fixture
def kept(settings, rf):
    """The middleware around a page that counts how often it is made."""
    settings.PAGES_KEPT = 1
    made = []

    def page(request):
        made.append(request.get_full_path())
        return HttpResponse(f"page {len(made)}")

    middleware = KeptPages(page)
    return lambda address, **headers: middleware(rf.get(address, headers=headers)).content.decode()


def test_a_page_is_made_once_while_nothing_changes(kept):
    assert [kept("/en/practices/"), kept("/en/practices/"), kept("/en/practices/?page=2")] == [
        "page 1",
        "page 1",
        "page 2",
    ]


def test_any_change_makes_every_page_anew(kept):
    ActorFactory()
    assert [kept("/en/"), kept("/en/")] == ["page 1", "page 1"]
    ActorFactory()
    assert [kept("/en/"), kept("/en/")] == ["page 2", "page 2"]


@pytest.mark.parametrize("headers", [{"host": "localhost"}, {"accept-encoding": "gzip"}], ids=["host", "encoding"])
def test_what_the_answer_depends_on_is_kept_apart(kept, headers):
    assert [kept("/en/"), kept("/en/", **headers), kept("/en/")] == ["page 1", "page 2", "page 1"]


@pytest.mark.parametrize("address", ["/admin/", "/healthz", "/", "/de/"])
def test_only_pages_under_a_language_are_kept(kept, address):
    assert [kept(address), kept(address)] == ["page 1", "page 2"]


def test_nobody_with_a_session_gets_or_leaves_a_kept_page(kept):
    assert [kept("/en/"), kept("/en/", cookie="sessionid=x"), kept("/en/")] == ["page 1", "page 2", "page 1"]


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("gone", status=410),
        StreamingHttpResponse(["a", "b"]),
        HttpResponse("x" * 1_000_001),
    ],
    ids=["error", "stream", "too large"],
)
def test_errors_streams_and_giants_are_not_kept(settings, rf, response):
    settings.PAGES_KEPT = 5
    middleware = KeptPages(lambda request: response)
    assert middleware(rf.get("/en/")) is response
    assert middleware.pages == {}


def test_the_pages_asked_for_last_stay_when_there_is_no_room(settings, rf):
    settings.PAGES_KEPT = 1
    middleware = KeptPages(lambda request: HttpResponse(b"x" * 300_000))
    for page in (1, 2, 3, 1, 4):
        middleware(rf.get(f"/en/?page={page}"))
    assert [key[2:4] for key in middleware.pages] == [("/en/", f"page={page}") for page in (3, 1, 4)]
    assert middleware.size == 900_000


def test_a_browser_that_has_the_page_is_told_so(site):
    PracticeFactory(slug="first")
    first = site.get("/en/practices/")
    again = site.get("/en/practices/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    PracticeFactory(slug="second")
    assert site.get("/en/practices/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_kept_page_is_what_was_sent_first(site):
    PracticeFactory()
    plain, packed = {}, {"accept-encoding": "gzip"}
    first = [site.get("/fr/practices/", headers=headers) for headers in (plain, packed)]
    again = [site.get("/fr/practices/", headers=headers) for headers in (plain, packed)]
    assert [dict(r.items()) for r in first] == [dict(r.items()) for r in again]
    assert [r.content for r in first] == [r.content for r in again]
    assert gzip.decompress(again[1].content) == again[0].content
    assert {r["Cache-Control"] for r in first} == {"public, no-cache"}


def test_a_kept_page_costs_one_query(site, django_assert_num_queries):
    PracticeFactory()
    site.get("/en/practices/")
    with django_assert_num_queries(1):
        site.get("/en/practices/")


def test_a_withdrawn_practice_is_gone_at_once(site):
    practice = PracticeFactory(title_en="CANARY")
    address = practice.get_absolute_url()
    assert [site.get(address).status_code, b"CANARY" in site.get("/en/practices/").content] == [200, True]
    practice.status = "archived"
    practice.save()
    assert [site.get(address).status_code, b"CANARY" in site.get("/en/practices/").content] == [410, False]
    Practice.objects.get().delete()
    assert site.get(address).status_code == 404


def test_what_is_not_a_practice_is_renewed_too(site):
    edition = EditionFactory(year=2018, theme_en="Old theme")
    assert b"Old theme" in site.get(reverse("dialogues:edition-list")).content
    edition.theme_en = "New theme"
    edition.save()
    assert b"New theme" in site.get(reverse("dialogues:edition-list")).content
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_every_process_names_a_page_alike(settings, encoding):
    """Compressed, the same page is never the same bytes."""
    settings.PAGES_KEPT = 1
    PracticeFactory()
    headers = {"accept-encoding": encoding}
    one, other = (Client().get("/en/practices/", headers=headers) for _ in range(2))  # a Client has its own middleware
    assert (one.content == other.content) == (encoding == "identity")
    assert one["ETag"] == other["ETag"]
    again = Client().get("/en/practices/", headers=headers | {"if-none-match": one["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
