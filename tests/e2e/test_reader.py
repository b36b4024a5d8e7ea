"""What a reader does: find by region and actor type, remove a filter, go back, share, switch language, take files."""

import csv
import json
import pathlib
import re

import pytest
from django.utils.translation import gettext, ngettext, override
from playwright.sync_api import expect

from tests.factories import ActorFactory, PracticeFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = {"en": "fr", "fr": "ar", "ar": "en"}


class Reader:
    """Somebody with a page of the site in one language, who knows the words on its buttons.

    A click returns before the next page is there, so whatever is looked at is waited for.
    """

    def __init__(self, page, language):
        self.page = page
        self.language = language

    def word(self, source):
        with override(self.language):
            return gettext(source)

    def sees(self, number):
        with override(self.language):
            words = ngettext("%(n)d practice", "%(n)d practices", number) % {"n": number}
        expect(self.page.locator("#count")).to_have_text(words)
        return words

    def sees_titles(self, *titles):
        expect(self.page.locator(".hits h3")).to_have_text(titles)

    def button(self, name):
        return self.page.get_by_role("button", name=self.word(name), exact=True)

    def opens(self, name):
        """What is behind a button on a narrow screen."""
        if self.button(name).is_visible():
            self.button(name).click()

    def chooses(self, facet, value):
        box = self.page.locator(f"#facet-{facet} input[name='{facet}'][value='{value}']")
        if not box.is_visible():
            self.page.locator(f"#facet-{facet} summary").click()
        box.check()

    def takes(self, file_format):
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=file_format, exact=True).click()
        return pathlib.Path(download.value.path())

    def sees_practices(self, *slugs):
        """These, in this order."""
        links = self.page.locator(".hits h3 a")
        expect(links).to_have_count(len(slugs))
        for link, slug in zip(links.all(), slugs, strict=True):
            expect(link).to_have_attribute("href", re.compile(f"/practices/{slug}/"))


def slugs_of_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("language", OTHER)
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_find_narrow_down_go_back_share_switch_and_take_away(browse, language, width):
    a_small_world()
    page = browse(width, permissions=["clipboard-read", "clipboard-write"])
    reader = Reader(page, language)
    page.goto(f"/{language}/practices/")
    reader.sees(4)

    reader.opens("Filters")
    reader.chooses("region", "africa")
    page.wait_for_url("**region=africa")
    reader.chooses("actor_type", "local-government")
    page.wait_for_url("**region=africa&actor_type=local-government")
    words = reader.sees(2)
    expect(page.get_by_role("status")).to_have_text(words)
    page.keyboard.press("Escape")  # closes what lies over the results on a phone
    reader.sees_practices("first", "second")

    page.locator(".chips a[href$='?actor_type=local-government']").click()
    page.wait_for_url(f"**/{language}/practices/?actor_type=local-government")
    expect(page.locator("#count")).to_be_focused()
    assert page.locator("#facet-region input:checked").count() == 0
    page.go_back()
    page.wait_for_url("**region=africa&actor_type=local-government")
    expect(page.locator("#facet-region input[value=africa]")).to_be_checked()
    reader.sees(2)

    reader.button("Copy link").click()
    expect(page.get_by_role("status")).to_have_text(reader.word("Copied"))
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    shared = Reader(browse(width), language)
    shared.page.goto(page.url)
    shared.sees_practices("first", "second")

    assert slugs_of_csv(reader.takes("CSV")) == ["first", "second"]
    assert json.loads(reader.takes("JSON").read_text("utf-8"))["total"] == 2

    reader.opens("Menu")
    page.locator(f"header a[hreflang={OTHER[language]}]").click()
    page.wait_for_url(f"**/{OTHER[language]}/practices/?region=africa&actor_type=local-government")
    assert page.locator("html").get_attribute("lang") == OTHER[language]
    assert page.locator("html").get_attribute("dir") == ("rtl" if OTHER[language] == "ar" else "ltr")
    reader.sees_practices("first", "second")


def test_the_language_switch_knows_what_was_chosen_since(browse):
    """The header is not renewed with the results."""
    a_small_world()
    page = browse()
    page.goto("/en/practices/")
    Reader(page, "en").chooses("region", "asia")
    page.wait_for_url("**region=asia")
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/fr/practices/?region=asia")
    Reader(page, "fr").sees_titles("Titre de second")
    page.get_by_role("link", name="العربية").click()
    page.wait_for_url("**/ar/practices/?region=asia")
    assert page.locator(".hits h3 span[lang=en]").all_inner_texts() == ["Title of second"]


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_all_of_it_without_scripts(browse, width):
    a_small_world()
    page = browse(width, java_script_enabled=False)
    reader = Reader(page, "en")
    page.goto("/en/practices/")
    assert reader.button("Copy link").count() == 0
    reader.opens("Filters")
    reader.chooses("region", "africa")
    reader.chooses("actor_type", "local-government")
    reader.button("Apply").first.click()
    reader.sees(2)
    reader.sees_practices("first", "second")
    assert slugs_of_csv(reader.takes("CSV")) == ["first", "second"]
    page.get_by_role("link", name="exclude Actor type: Local government").click()
    reader.sees(1)
    reader.sees_practices("third")
    page.get_by_role("link", name="Remove: Actor type: not: Local government").click()
    reader.sees(3)
    page.go_back()
    reader.sees(1)
    page.get_by_role("link", name="Clear all").click()
    reader.sees(4)
    page.get_by_label("Sorted by").select_option("Earliest start")
    page.locator(".sort").get_by_role("button").click()
    reader.sees_practices("first", "second", "third", "fourth")
    page.get_by_label("Search", exact=True).fill("Title of thrid")
    page.locator("#listing").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="title of third").click()
    reader.sees(1)
    reader.opens("Menu")
    page.get_by_role("link", name="Français").click()
    reader.sees_titles("Titre de third")


def test_a_long_list_of_values_is_shown_whole_and_narrowed(browse):
    names = ["Ångström fund", "Böll fund", *(f"Agency {number}" for number in range(12))]
    PracticeFactory(slug="one", partners=[ActorFactory(slug=f"a{n}", name_en=name) for n, name in enumerate(names)])
    PracticeFactory(slug="two")
    page = browse()
    page.goto("/en/practices/")
    page.locator("#facet-actor summary").click()
    page.get_by_role("link", name="Show all Actor").click()
    box = page.get_by_label("Actor: narrow the list")
    expect(box).to_be_focused()
    values = page.locator("#values-actor li:visible")
    expect(values).to_have_count(16)  # with the leads of the two practices
    page.keyboard.type("fund")
    expect(values).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("Shown: 2")
    page.keyboard.press("Enter")  # asks for nothing
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**actor=a0**")
    expect(page.locator("#values-actor input[value=a0]")).to_be_focused()
    assert box.input_value() == "fun"
    expect(values).to_have_count(2)
    page.get_by_role("link", name="Show fewer Actor").click()
    page.wait_for_url(lambda url: "show=" not in url)
    expect(page.get_by_role("link", name="Show all Actor")).to_be_visible()


def test_what_is_asked_already_is_not_asked_again(browse):
    """Else Back would have to be pressed twice: leaving the search box says “changed”, the button “submit”."""
    a_small_world()
    page = browse()
    page.goto("/en/practices/")
    page.get_by_label("Search", exact=True).fill("first")
    page.locator("#listing").get_by_role("button", name="Search").click()
    Reader(page, "en").sees(1)
    page.locator("#listing").get_by_role("button", name="Search").click()
    page.wait_for_timeout(300)
    page.go_back()
    page.wait_for_url("**/en/practices/")
    Reader(page, "en").sees(4)
    assert page.get_by_label("Search", exact=True).input_value() == ""


@pytest.mark.parametrize("address", ["practices/?region=africa", "practices/first/", "objectives/23/"])
def test_paper_has_the_content_and_no_navigation(browse, address):
    a_small_world()
    page = browse()
    page.goto(f"/ar/{address}")
    page.emulate_media(media="print")
    shown = page.locator("nav:not(.crumbs), form input, select, button, .turn, .clear").all()
    assert [element.evaluate("e => e.outerHTML") for element in shown if element.is_visible()] == []
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator("a[href*='/practices/']:visible").count() > 0


SHIFTED = """() => new Promise((told) => {
    new PerformanceObserver((list) => told(list.getEntries().map((entry) => entry.value)))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => told([]), 300);
})"""


@pytest.mark.parametrize("path", ["", "map/"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_nothing_moves_when_a_late_script_comes(browse, width, path):
    a_small_world()
    page = browse(width)
    late = []
    page.route("**/gcmhub*.js", lambda route: late.append(route))  # noqa: PLW0108 -- Playwright refuses a built-in method
    page.goto(f"/en/practices/{path}", wait_until="commit")
    page.locator("#results h2").wait_for()
    page.wait_for_timeout(300)  # it has been painted
    assert len(late) == 1
    late[0].continue_()
    page.locator("html.can-copy").wait_for()
    assert page.evaluate(SHIFTED) == []
