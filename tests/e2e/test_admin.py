"""The admin in a browser, under the same strict policy as the public site; the fixture fails on any refusal of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User

from practices.choices import Status
from practices.models import Practice
from tests.curators import client_of, form_of
from tests.factories import ActionFactory, ActorFactory, CountryFactory, PracticeFactory, SourceFactory, ThemeFactory

pytestmark = pytest.mark.django_db(transaction=True)

# Two findings are in the markup of libraries: jQuery UI keeps the link inside a tab, out of the tab order, and select2
# puts its button for clearing into the list of what is chosen.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    "rules": {"nested-interactive": {"enabled": False}, "list": {"enabled": False}},
}


@pytest.fixture
def admin_page(browse, live_server):
    def open_page(width="desktop", language="en"):
        page = browse(width, extra_http_headers={"Accept-Language": language})
        session = client_of(User.objects.create_superuser("root")).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return open_page


def choose(page, box, text):
    page.locator(f"{box} .select2-selection").click()
    page.keyboard.type(text)
    page.locator(".select2-results__option--highlighted", has_text=text).click()


def test_a_curator_writes_in_two_languages_and_links_what_is_known(admin_page):
    ActorFactory(slug="iom", name_en="International Organization for Migration")
    SourceFactory(title_en="World report")
    page = admin_page()
    page.goto("/admin/practices/practice/add/")
    page.locator("#id_title_en").press_sequentially("One-stop shop")
    assert page.locator("#id_slug").input_value() == "one-stop-shop"
    page.get_by_label("Language of the texts").select_option("français")
    page.locator("#id_title_fr").fill("Guichet unique")
    page.get_by_text("Add another Participation").click()
    choose(page, "#participations-0 .field-actor", "International Organization")
    page.get_by_text("Add another Citation").click()
    choose(page, "#citations-0 .field-source", "World report")
    page.locator("#id_citations-0-locator_fr").fill("chapitre 2")  # the new row opens in the language chosen above
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_text("was added successfully").wait_for()
    practice = Practice.objects.get(slug="one-stop-shop")
    assert (practice.status, practice.title_fr) == (Status.DRAFT, "Guichet unique")
    assert [actor.slug for actor in practice.actors.all()] == ["iom"]
    assert [citation.locator_fr for citation in practice.citations.all()] == ["chapitre 2"]


@pytest.mark.parametrize(("width", "language"), [("desktop", "en"), ("phone", "ar")])
def test_axe_finds_nothing_of_ours(admin_page, width, language):
    practice = PracticeFactory(countries=[CountryFactory()], actions=[ActionFactory()], themes=[ThemeFactory()])
    page = admin_page(width, language)
    addresses = ["", "practices/practice/", "practices/practice/add/", form_of(practice).removeprefix("/admin/")]
    found = {}
    for address in [*addresses, f"practices/practice/{practice.pk}/history/", "dialogues/person/add/"]:
        page.goto(f"/admin/{address}")
        violations = Axe().run(page, options=RULES | {"preload": False}).response["violations"]
        found |= {(address, v["id"]): [node["html"][:200] for node in v["nodes"]] for v in violations}
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} overflows"
    assert found == {}
