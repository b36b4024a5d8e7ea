"""On each kind of page: nothing that axe holds against WCAG 2.2 A or AA, in English and Arabic, light and dark, on a
phone and a wide screen; all of it readable at 400 % and usable by keyboard alone.
"""

from itertools import pairwise, product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from dialogues.models import Session
from practices.models import Practice
from tests.e2e.conftest import WIDTHS
from tests.factories import AppearanceFactory, FindingFactory, KeyFigureFactory, LinkFactory, PracticeFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "",
    "search/?q=title",
    "about/",
    "accessibility/",
    "data/",
    "accessibility/",
    "search/?q=title",
    "practices/",
    "practices/?region=africa&objective=23&all=objective&kind=zz",
    "practices/?q=nothing-like-this",
    "practices/?show=actor&actor=iom&actor=-unhcr&per_page=50",
    "practices/?per_page=7%00",
    "practices/map/",
    "practices/matrix/",
    "practices/timeline/",
    "practices/partnerships/",
    "practices/compare/?pick=first&pick=second&pick=third",
    "practices/first/",
    "practices/withdrawn/",
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
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"], "resultTypes": ["violations"]}
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %


def fill_the_world():
    a_small_world()
    PracticeFactory(slug="withdrawn", status="archived", published_at=timezone.now())
    practice = Practice.objects.get(slug="first")
    practice.editor_note_en, practice.editor_note_fr = "Two dates are given.", "Deux dates sont données."
    practice.results_en, practice.results_fr = "More came.", "Il en est venu davantage."
    practice.save()
    KeyFigureFactory(practice=practice, year=2018)
    LinkFactory(practice=practice)
    FindingFactory()
    AppearanceFactory(session=Session.objects.earliest("position"))


def violations(page, address):
    """What axe finds as the page lies there, by address and rule."""
    found = Axe().run(page, options=RULES).response["violations"]
    return {(address, v["id"]): [node["html"][:200] for node in v["nodes"]] for v in found}


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def addresses():
    """Of every kind of page; that of a session has a number in it."""
    session = Session.objects.earliest("position")
    return [*PAGES, session.get_absolute_url().removeprefix("/en/")]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_nothing_and_nothing_overflows(browse, language, half):
    """Each page is opened once and then looked at in every way."""
    fill_the_world()
    page = browse(reduced_motion="reduce")  # else colours are still on their way from light to dark
    found = {}
    for address in addresses()[half::2]:
        page.goto(f"/{language}/{address}")
        for width, scheme in product(WIDTHS, ("light", "dark")):
            page.set_viewport_size(WIDTHS[width])
            page.emulate_media(color_scheme=scheme)
            found |= violations(page, (address, width, scheme))
        page.set_viewport_size(ZOOMED)
        if more := overflow(page):
            found[address, "wider than the screen at 400 %"] = more
    assert found == {}


def test_axe_finds_nothing_in_what_opens(browse):
    """Menu and filters on a phone, and facets that are closed at first."""
    fill_the_world()
    page = browse("phone")
    for language in ("en", "ar"):
        page.goto(f"/{language}/practices/?region=africa")
        page.evaluate("document.querySelectorAll('details').forEach((facet) => { facet.open = true; })")
        found = violations(page, "closed")
        for name in ("menu", "filters"):
            page.locator(f"[popovertarget={name}]").click()
            found |= violations(page, name)
            page.keyboard.press("Escape")
            assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == name
        assert found == {}


SHADE = """() => {
    const cells = document.querySelectorAll('.matrix tbody td:has(a):not(.all)');
    cells.forEach((cell, number) => { cell.className = `s${number % 9 + 1}`; });
    return cells.length;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_shade_of_a_matrix_can_be_read(browse, scheme):
    a_small_world()
    page = browse(color_scheme=scheme)
    page.goto("/en/practices/matrix/?rows=country&columns=actor")
    assert page.evaluate(SHADE) >= 9
    assert violations(page, "matrix") == {}


FOCUS = """() => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    const name = element.ariaLabel || element.labels?.[0]?.textContent || element.textContent || element.title;
    return {
        tag: element.tagName, name: name.trim().replace(/\\s+/g, ' '), field: element.name, value: element.value,
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


def tab(page, until, most=150):
    """Go on by Tab to what `until` wants; whatever has the focus on the way has a name and can be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert (focus, focus["tag"] != "BODY", focus["outlined"], focus["seen"]) == (focus, True, True, True)
        assert focus["name"], focus
        if until(focus):
            return focus
    raise AssertionError("never reached")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_by_keyboard_alone_through_list_and_record(browse, language):
    fill_the_world()
    page = browse()
    page.goto(f"/{language}/practices/")
    tab(page, lambda focus: focus["tag"] == "A")
    page.keyboard.press("Enter")  # past the header
    assert page.url.endswith("#main")
    tab(page, lambda focus: focus["field"] == "q", most=1)
    page.keyboard.type("title")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=title**")
    tab(page, lambda focus: (focus["field"], focus["value"]) == ("region", "africa"))
    page.keyboard.press("Space")
    page.wait_for_url("**region=africa**")
    page.locator(".chips").get_by_role("link").first.wait_for()
    assert page.evaluate(FOCUS)["value"] == "africa"  # the focus stays where the reader is
    tab(page, lambda focus: focus["tag"] == "SUMMARY")
    shut = page.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is not shut
    tab(page, lambda focus: focus["tag"] == "A" and focus["name"].startswith("Title of first"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/practices/first/**")
    assert page.get_by_role("heading", level=1).count() == 1
    tab(page, lambda focus: focus["tag"] == "A")
    page.keyboard.press("Enter")
    tab(page, lambda focus: focus["tag"] == "A", most=3)
    page.go_back()  # from the content to the top of the page
    page.go_back()
    page.locator("#facet-region input[value=africa]:checked").wait_for()


def test_every_kind_of_page_has_one_title(browse):
    """One h1, no level of headings left out, a title of its own, and a language."""
    fill_the_world()
    page = browse(java_script_enabled=False)
    titles = {}
    for address in addresses():
        page.goto(f"/en/{address}")
        levels = [int(h.evaluate("h => h.tagName[1]")) for h in page.get_by_role("heading").all()]
        skipped = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert (address, levels.count(1), levels[0], skipped) == (address, 1, 1, [])
        titles.setdefault(page.title(), []).append(address.partition("?")[0])
    assert {title: pages for title, pages in titles.items() if len(set(pages)) > 1} == {}
