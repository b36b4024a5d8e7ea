"""The feed of a list of practices, read as Atom."""

import datetime
from xml.etree import ElementTree

import pytest
from django.test import RequestFactory
from django.utils import translation

from practices.feeds import MOST_ENTRIES, PracticeFeed
from practices.models import Practice
from tests.factories import ObjectiveFactory, PracticeFactory

pytestmark = pytest.mark.django_db

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def feed(query="", practices=None):
    """The root of the feed of all practices, drafts too, those changed last first."""
    practices = Practice.objects.for_list().order_by("-updated_at", "pk") if practices is None else practices
    response = PracticeFeed(practices)(RequestFactory().get(f"/en/practices/feed.atom{query}"))
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 -- it is our own


def texts(element, path):
    return [found.text for found in element.findall(path, ATOM)]


def hrefs(element, path):
    return [found.get("href") for found in element.findall(path, ATOM)]


def changed(day, **fields):
    practice = PracticeFactory(**fields)
    moment = datetime.datetime(2026, 11, day, 10, 30, tzinfo=datetime.UTC)
    Practice.objects.filter(pk=practice.pk).update(updated_at=moment, published_at=moment)


def test_an_entry_is_a_published_practice():
    changed(1, slug="old", primary=ObjectiveFactory(number=7), objectives=[ObjectiveFactory(number=23)])
    changed(2, slug="new", title_en="Tom & <b>Ann</b>\x01", summary_en="1 < 2\x0b")
    changed(3, slug="secret", status="draft")
    root = feed()
    assert texts(root, "atom:entry/atom:title") == ["Tom & <b>Ann</b>", "Title of old"]
    assert texts(root, "atom:entry/atom:summary") == ["1 &lt; 2", "What it is, where, and who does it."]
    assert texts(root, "atom:entry/atom:id") == hrefs(root, "atom:entry/atom:link")
    assert texts(root, "atom:entry/atom:id") == [
        "http://testserver/en/practices/new/",
        "http://testserver/en/practices/old/",
    ]
    assert texts(root, "atom:entry/atom:updated") == ["2026-11-02T10:30:00+00:00", "2026-11-01T10:30:00+00:00"]
    assert texts(root, "atom:updated") == ["2026-11-02T10:30:00+00:00"]
    categories = [found.get("term") for found in root.findall("atom:entry", ATOM)[1].findall("atom:category", ATOM)]
    assert categories == ["7", "23"]


def test_the_feed_of_a_filtered_list_names_what_it_was_filtered_by():
    changed(1)
    root = feed("?objective=23&q=caf%C3%A9%00")
    query = "objective=23&q=caf%C3%A9%00"
    assert texts(root, "atom:title") == [f"gcmhub: Practices ({query})"]
    assert texts(root, "atom:id") == [f"http://testserver/en/practices/?{query}"]
    assert hrefs(root, "atom:link") == [
        f"http://testserver/en/practices/?{query}",
        f"http://testserver/en/practices/feed.atom?{query}",
    ]
    assert texts(root, "atom:rights") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_a_feed_is_in_the_language_of_its_address():
    changed(1, slug="translated")
    with translation.override("fr"):
        root = feed()
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert texts(root, "atom:entry/atom:title") == ["Titre de translated"]
    assert texts(root, "atom:id") == ["http://testserver/fr/practices/"]


def test_a_list_without_practices_is_a_feed():
    root = feed()
    assert texts(root, "atom:title") == ["gcmhub: Practices"]
    assert root.findall("atom:entry", ATOM) == []


def test_a_feed_is_never_long():
    for number in range(MOST_ENTRIES + 2):
        changed(1, slug=f"p-{number:02}", leads=[], citations=[])
    assert len(feed().findall("atom:entry", ATOM)) == MOST_ENTRIES


def test_queries_do_not_grow_with_the_practices(django_assert_num_queries):
    for count in (1, 3):
        for _ in range(count):
            changed(1, objectives=[ObjectiveFactory(number=1), ObjectiveFactory(number=2)])
        with django_assert_num_queries(5):
            feed()
