"""The map takes its shapes from a file of their own: they are there without JavaScript and lead to the list."""

import pytest

from tests.factories import CountryFactory, PracticeFactory
from tests.world import a_small_world

pytestmark = pytest.mark.django_db(transaction=True)

COLOUR = "(link) => getComputedStyle(link.querySelector('use')).fill"


@pytest.mark.parametrize("code", ["KE", "SG"], ids=["shape", "dot"])
def test_a_country_is_drawn_and_leads_to_its_list(browse, code):
    a_small_world()
    PracticeFactory(countries=[CountryFactory(code=code)])
    page = browse(java_script_enabled=False)
    page.goto("/en/practices/map/")
    country = page.locator(f".map a[href$='country={code}']")
    colour = country.evaluate(COLOUR)
    country.hover()  # fails where nothing is drawn
    assert country.evaluate(COLOUR) != colour
    country.click()
    page.wait_for_url(f"**/en/practices/?country={code}")
