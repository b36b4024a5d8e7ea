"""A draft is visible nowhere: no page, count, file or list changes by a byte when one appears."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from practices.models import Practice
from tests.factories import KeyFigureFactory, LinkFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db

TEXTS = ["title", "summary", "context", "results", "lessons", "recommendations", "innovation", "editor_note", "place"]
TOKEN = "CANARY-7f3a"  # noqa: S105 -- no secret, a word that stands nowhere else
FILES = ["practice", "objective", "action", "target", "actor", "country", "session", "person", "source"]
ROOMS = dict.fromkeys(("actor", "country"), "actors") | dict.fromkeys(FILES[1:4], "objectives")
ROOMS |= dict.fromkeys(("session", "person", "source"), "dialogues") | {"practice": "practices"}


def crawl(client, start):
    """Every page of one language that can be reached from `start` without filters, and every file."""
    waiting, seen = [start, *(reverse(f"{ROOMS[name]}:{name}-export") for name in FILES)], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        seen[address] = written(response)
        assert (address, response.status_code) == (address, 200)
        found = re.findall(r'href="(/en/[^"?#]*)', seen[address]) if not response.streaming else []
        waiting += [link for link in found if link not in seen]
    return seen


def written(response):
    """The text of an answer; of the files of spreadsheets and briefs all but when they were made."""
    content = response.getvalue() if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.endswith(".xml") and not name.startswith("docProps")]
        return "".join(parts.read(name).decode() for name in names)


def fill_with_the_token(practice):
    """Every text of the draft, and everything that published practices are shown with, names it."""
    for name in TEXTS:
        for language in ("en", "fr"):
            setattr(practice, f"{name}_{language}", f"{TOKEN} {name}")
    practice.part_of = practice.adapted_from = Practice.objects.get(slug="first")
    practice.save()
    KeyFigureFactory(practice=practice, label_en=TOKEN)
    LinkFactory(practice=practice, title_en=TOKEN)


@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_nothing_shows_that_there_is_a_draft(client, status):
    a_small_world()
    draft = Practice.objects.get(slug="draft-canary")
    draft.status = status
    fill_with_the_token(draft)
    with_draft = crawl(client, "/en/")
    assert [address for address, text in with_draft.items() if TOKEN in text or "draft-canary" in text] == []
    assert client.get(draft.get_absolute_url()).status_code == 404
    draft.delete()
    without = crawl(client, "/en/")
    assert {address: text for address, text in without.items() if with_draft.get(address) != text} == {}
    assert with_draft.keys() == without.keys()


def test_the_crawl_would_notice(client):
    """The same record, published, is in a list, a file and on pages: the test above can fail."""
    a_small_world()
    draft = Practice.objects.get(slug="draft-canary")
    draft.status = "published"
    fill_with_the_token(draft)
    pages = crawl(client, "/en/")
    naming = {address for address, text in pages.items() if TOKEN in text}
    expected = {
        "/en/practices/",
        "/en/practices/export.csv",
        "/en/practices/export.docx",
        "/en/practices/draft-canary/",
        "/en/actors/iom/",
    }
    assert expected <= naming


def test_a_withdrawn_practice_is_gone_and_says_so(client):
    a_small_world()
    practice = Practice.objects.get(slug="first")
    practice.status = "archived"
    practice.save()
    assert client.get(practice.get_absolute_url()).status_code == 410
    pages = crawl(client, "/en/")
    assert [address for address, text in pages.items() if "Title of first" in text] == []
