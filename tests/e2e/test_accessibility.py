"""No violation of WCAG 2.2 A or AA that axe can find, on each kind of page, in English and French, narrow and wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from dialogues.models import Session
from practices.models import Practice
from tests.factories import AppearanceFactory, FindingFactory, KeyFigureFactory, LinkFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "",
    "about/",
    "data/",
    "practices/",
    "practices/?region=africa&objective=23&all=objective&kind=zz",
    "practices/?q=nothing-like-this",
    "practices/first/",
    "practices/no-such-practice/",
    "objectives/",
    "objectives/23/",
    "objectives/actions/",
    "sdg/",
    "sdg/10.7/",
    "principles/principle-a/",
    "actors/",
    "actors/iom/",
    "countries/",
    "countries/KE/",
    "regions/africa/",
    "dialogues/",
    "dialogues/2018/",
    "dialogues/2018/new-york/",
    "dialogues/sessions/",
    "people/",
    "people/arbour/",
    "sources/",
    "sources/idm-28/",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}


def fill_the_world():
    a_small_world()
    practice = Practice.objects.get(slug="first")
    practice.editor_note_en, practice.editor_note_fr = "Two dates are given.", "Deux dates sont données."
    practice.results_en, practice.results_fr = "More came.", "Il en est venu davantage."
    practice.save()
    KeyFigureFactory(practice=practice, year=2018)
    LinkFactory(practice=practice)
    FindingFactory()
    AppearanceFactory(session=Session.objects.earliest("position"))


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", "phone", "light"), ("en", "desktop", "dark"), ("fr", "phone", "dark"), ("fr", "desktop", "light")],
)
def test_axe_finds_nothing(browse, language, width, scheme):
    fill_the_world()
    session = Session.objects.earliest("position")
    page = browse(width, color_scheme=scheme)
    found = {}
    for address in [*PAGES, session.get_absolute_url().removeprefix("/en/")]:
        page.goto(f"/{language}/{address}")
        violations = Axe().run(page, options=RULES).response["violations"]
        found |= {(address, v["id"]): [node["html"][:200] for node in v["nodes"]] for v in violations}
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} overflows"
    assert found == {}
