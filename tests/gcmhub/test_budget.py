"""What a visit costs on a slow line, with all the content: at most 60 KB and 5 requests at first, then 15 KB a page."""

import gzip
import re

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from gcmhub.languages import LANGUAGES

KB = 1024
FIRST_VISIT, REQUESTS, LATER_PAGE = 60 * KB, 5, 15 * KB
ASSET = re.compile(r"""<(?:link rel="(?:stylesheet|icon)"|script|img|source)[^>]*?(?:href|src)="([^"]+)""")
PAGES = [
    *["", "about/", "accessibility/", "data/", "search/?q=health", "no/such/page/"],
    *["practices/?region=africa&objective=23", "practices/?q=health", "practices/quito-call-to-local-action/"],
    *["objectives/", "objectives/23/", "actors/", "actors/iom/", "countries/", "countries/BR/", "dialogues/"],
    *["dialogues/sessions/", "people/", "sources/"],
]
HEAVIEST = ["practices/", "practices/map/", "dialogues/2018/new-york/", "dialogues/2018/geneva/"]
STATIC_NAME = re.compile(rb"""(/static/[^"#]+)(\.\w+)(?=["#])""")


@pytest.fixture
def weigh(client, content):
    def size(address):
        response = client.get(address)
        assert (address, response.status_code) == (address, 404 if "no/such" in address else 200)
        as_sent = STATIC_NAME.sub(rb"\1.0123456789ab\2", response.content)  # names get a hash when collected
        return len(gzip.compress(as_sent, 6))

    return size


def sent(asset):
    """The bytes of a static file as whitenoise sends it, and its path."""
    path = finders.find(asset.removeprefix(f"/{settings.STATIC_URL.strip('/')}/"))
    with open(path, "rb") as file:
        return len(brotli.compress(file.read()))


def test_the_first_visit_of_the_list(client, content, weigh):
    page = client.get("/en/practices/").content.decode()
    assets = set(ASSET.findall(page))
    assert {asset.partition("?")[0].rpartition("/")[2] for asset in assets} >= {"gcmhub.css", "mark.svg", "gcmhub.js"}
    assert 1 + len(assets) <= REQUESTS
    assert weigh("/en/practices/") + sum(map(sent, assets)) <= FIRST_VISIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heaviest_pages_in_every_language(weigh, language):
    sizes = {address: weigh(f"/{language}/{address}") for address in HEAVIEST}
    assert {address: size for address, size in sizes.items() if size > LATER_PAGE} == {}


def test_the_drawing_of_the_map_is_no_heavier_than_a_page():
    assert KB < sent("/static/world.svg") <= LATER_PAGE


def test_later_pages(weigh):
    sizes = {address: weigh(f"/en/{address}") for address in PAGES}
    assert {address: size for address, size in sizes.items() if size > LATER_PAGE} == {}
    assert min(sizes.values()) > KB
