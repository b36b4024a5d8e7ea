"""A curator signs in, enters a practice in two languages, publishes it, and finds it as a reader would."""

import csv
import pathlib

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from playwright.sync_api import expect

from tests.factories import ActorFactory, CountryFactory, ObjectiveFactory, RegionFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "One-stop centre for newcomers in Kisumu"


@pytest.fixture
def curator(db):
    call_command("migrate", "practices", "0001", verbosity=0)  # a transactional test empties the tables, the group too
    call_command("migrate", verbosity=0)
    user = User.objects.create_user("amina", password="a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get(name="Curators"))
    return user


@pytest.fixture
def vocabulary(db):
    africa = RegionFactory(slug="africa", name_en="Africa", parent=RegionFactory(slug="world"))
    CountryFactory(code="KE", name_en="Kenya", name_fr="Kenya", region=africa)
    ActorFactory(slug="city-of-kisumu", name_en="City of Kisumu", name_fr="Ville de Kisumu", kind="local-government")
    ObjectiveFactory(number=15, short_title_en="Access to basic services")
    SourceFactory(slug="idm-28", title_en="International Dialogue on Migration 28")


def pick(page, field, text):
    """Choose from an autocomplete field as a person does: open it, type, take the answer."""
    box = page.locator(f"#{field}").locator("xpath=following-sibling::span[contains(@class, 'select2')]").first
    box.click()
    page.locator(".select2-container--open .select2-search__field").last.fill(text)
    page.locator(".select2-results__option--highlighted", has_text=text).click()


def sign_in(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("amina")
    page.get_by_label("Password").fill("a long enough secret")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


def show_language(page, language):
    page.locator(".language-switch select").select_option(label=language)


def add_part(page, prefix, **choices):
    page.locator(f"#{prefix}-group .add-row a").click()
    for field, text in choices.items():
        pick(page, f"id_{prefix}-0-{field}", text)


def test_a_curator_enters_and_publishes_a_practice(browse, curator, vocabulary):
    page = browse()
    sign_in(page)
    page.goto("/admin/practices/practice/add/")
    page.locator("#id_title_en").fill(TITLE)
    page.locator("#id_summary_en").fill("A centre where newcomers find papers, school places and a doctor.")
    assert page.locator("#id_slug").input_value() == "one-stop-centre-for-newcomers-in-kisumu"
    show_language(page, "français")
    page.locator("#id_title_fr").fill("Guichet unique pour les nouveaux venus à Kisumu")
    page.locator("#id_summary_fr").fill("Un centre où l’on trouve papiers, école et médecin.")
    page.locator("#id_kind").select_option("service")
    page.locator("#id_scope").select_option("local")
    pick(page, "id_countries", "Kenya")
    add_part(page, "participations", actor="Kisumu")
    page.locator("#id_participations-0-role").select_option("lead")
    add_part(page, "practice_objectives", objective="Access")
    page.locator("#id_practice_objectives-0-primary").check()
    page.locator("#id_status").select_option("published")
    page.locator("input[name=_save]").first.click()
    expect(page.locator("#content")).to_contain_text("A citation is needed before it can be published.")
    assert page.locator("#id_title_en").input_value() == TITLE
    add_part(page, "citations", source="28")
    page.locator("input[name=_save]").first.click()
    page.locator(".messagelist .success").wait_for()

    reader = browse()
    reader.goto("/en/practices/?region=africa&actor_type=local-government")
    assert reader.locator(".hits h3").all_inner_texts() == [TITLE]
    with reader.expect_download() as download:
        reader.get_by_role("link", name="CSV", exact=True).click()
    with pathlib.Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["title"], row["lead_actors"], row["countries"], row["sources"]) for row in csv.DictReader(file)]
    assert rows == [(TITLE, "city-of-kisumu", "KE", "idm-28")]
    reader.goto("/fr/practices/one-stop-centre-for-newcomers-in-kisumu/")
    assert reader.get_by_role("heading", level=1).inner_text() == "Guichet unique pour les nouveaux venus à Kisumu"
