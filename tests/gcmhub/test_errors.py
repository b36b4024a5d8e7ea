"""Pages for what went wrong: in the language of the address, with a way on, and without what may have failed."""

import re

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connection
from django.utils import translation

from gcmhub.languages import LANGUAGES
from tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db

DETAIL = "only for the log"
RAISED = {
    400: (BadRequest("what is wrong"), "This request cannot be read"),
    403: (PermissionDenied(DETAIL), "You do not have access to this page"),
    500: (ZeroDivisionError(DETAIL), "Something went wrong on our side"),
    503: (OperationalError(DETAIL), "Too busy to answer just now"),
}


def heading(response):
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


def assert_leads_on(response, status, language):
    page = response.content.decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert response.status_code == status
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert f'href="/{language}/practices/"' in page
    assert f'href="/{language}/"' in page
    assert DETAIL not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", RAISED)
def test_an_error_is_a_page_in_every_language(client, monkeypatch, django_assert_num_queries, status, language):
    error, words = RAISED[status]

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("gcmhub.views.AboutView.get_context_data", fail)
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get(f"/{language}/about/")
    assert_leads_on(response, status, language)
    with translation.override(language):
        assert heading(response) == translation.gettext(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_a_page_in_every_language(client, language):
    withdrawn = PracticeFactory(slug="withdrawn")
    withdrawn.status = "archived"
    withdrawn.save()
    for address, status, words in [
        ("no/such/page/", 404, "There is nothing at this address"),
        ("practices/withdrawn/", 410, "This practice has been withdrawn"),
    ]:
        response = client.get(f"/{language}/{address}")
        assert_leads_on(response, status, language)
        with translation.override(language):
            assert heading(response) == translation.gettext(words)


def test_a_page_for_an_error_is_offered_to_no_search_engine_in_other_languages(client):
    page = client.get("/en/no/such/page/").content.decode()
    assert ("hreflang" in page.partition("</head>")[0], "og:url" in page) == (False, False)


def test_a_refused_form_says_what_to_do(client):
    client.handler.enforce_csrf_checks = True
    response = client.post("/admin/login/", {"username": "amina"}, headers={"accept-language": "en"})
    assert (response.status_code, heading(response)) == (403, "You do not have access to this page")
    assert "load the page again and send the form once more" in response.content.decode()


@pytest.mark.parametrize(("address", "status"), [("/ar/practices/", 503), ("/ar/about/", 200)])
def test_a_process_that_keeps_pages_survives_its_database(client, settings, address, status):
    """It asks for the number of the last change before everything else."""
    settings.PAGES_KEPT = 1

    def fail(*args):
        raise OperationalError(DETAIL)

    client.raise_request_exception = False
    with connection.execute_wrapper(fail):
        response = client.get(address)
    assert response.status_code == status
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
