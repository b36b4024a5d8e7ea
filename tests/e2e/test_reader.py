"""What a reader does: find by region and actor type, remove a filter, go back, share the link, take the file."""

import csv
import pathlib

import pytest

from tests.world import a_small_world

pytestmark = pytest.mark.django_db(transaction=True)


def titles(page):
    return page.locator(".hits h3").all_inner_texts()


def choose(page, facet, value):
    box = page.locator(f"#facet-{facet} input[value='{value}']")
    if not box.is_visible():
        page.locator(f"#facet-{facet} summary").click()
    box.check()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_find_by_region_and_actor_type(browse, scripts):
    a_small_world()
    page = browse(java_script_enabled=scripts)
    page.goto("/en/practices/")
    assert page.get_by_role("status").inner_text() == "4 practices"
    choose(page, "region", "africa")
    if scripts:
        page.wait_for_url("**region=africa**")
    choose(page, "actor_type", "local-government")
    if scripts:
        page.wait_for_url("**actor_type=local-government**")
    else:
        page.get_by_role("button", name="Apply").click()
    page.get_by_text("2 practices", exact=True).wait_for()
    assert titles(page) == ["Title of first", "Title of second"]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of these 2").click()
    with pathlib.Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["first", "second"]


def test_remove_a_filter_go_back_and_share(browse):
    a_small_world()
    page = browse()
    page.goto("/en/practices/?region=africa&role=lead&actor_type=local-government")
    assert titles(page) == ["Title of first"]
    page.get_by_role("link", name="Role of the actor type: Lead").click()
    page.get_by_text("2 practices", exact=True).wait_for()
    page.go_back()
    page.get_by_text("1 practice", exact=True).wait_for()
    choose(page, "kind", "service")
    page.wait_for_url("**kind=service**")
    page.go_back()
    page.wait_for_url(lambda url: "kind=service" not in url)
    page.get_by_role("heading", name="Practices", exact=True).wait_for()
    shared = browse()
    shared.goto(page.url)
    assert titles(shared) == ["Title of first"]


def test_the_language_switch_keeps_page_and_filters(browse):
    a_small_world()
    page = browse()
    page.goto("/en/practices/?region=asia")
    page.get_by_role("link", name="Français").click()
    assert page.url.endswith("/fr/practices/?region=asia")
    assert titles(page) == ["Titre de second"]
    page.get_by_role("link", name="العربية").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator(".hits h3 span[lang=en]").all_inner_texts() == ["Title of second"]


def test_on_a_phone_menu_and_filters_open_without_scripts(browse):
    a_small_world()
    page = browse("phone", java_script_enabled=False)
    page.goto("/en/practices/")
    page.get_by_role("button", name="Filters").click()
    choose(page, "region", "asia")
    page.get_by_role("button", name="Apply").click()
    assert titles(page) == ["Title of second"]
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Objectives").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Objectives"
