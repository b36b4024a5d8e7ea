"""The guard at the door: what no page could read is refused at once, in the reader's language, and nothing else is."""

import pytest
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from gcmhub.middleware import LONGEST_VALUE, MOST_PARAMETERS, Guard, check, has_control_characters

LIST = "/en/practices/"


def refused(path):
    """Why the guard refuses a request, or nothing."""
    try:
        check(RequestFactory().get(path))
    except BadRequest as error:
        return str(error)
    return ""


@pytest.mark.parametrize("number", [*range(32), 127])
def test_control_characters_are_seen(number):
    assert has_control_characters(f"a{chr(number)}b") == (chr(number) != "\t")


@pytest.mark.parametrize("text", ["", "a b", "é", "\xa0", "\u202e", "\u200b", "😀", "\ufffd", "\x80"])
def test_other_characters_pass(text):
    assert not has_control_characters(text)
    assert refused(f"{LIST}?q={text}") == ""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (f"{LIST}%00", "The address contains a control character."),
        (f"{LIST}?q=%00", "A parameter contains a control character."),
        (f"{LIST}?a%0Db=1", "A parameter contains a control character."),
        (f"{LIST}?q=a&q=%1B", "A parameter contains a control character."),
        (f"{LIST}?q={'x' * (LONGEST_VALUE + 1)}", "The parameter “q” is longer than 500 characters."),
        (f"{LIST}?{'x' * (LONGEST_VALUE + 1)}=1", f"The parameter “{'x' * 50}” is longer than 500 characters."),
        (f"{LIST}?{'&'.join(['a=1'] * (MOST_PARAMETERS + 1))}", "More than 300 parameters."),
        (f"{LIST}?q={'x' * LONGEST_VALUE}", ""),
        (f"{LIST}?{'&'.join(['a=1'] * MOST_PARAMETERS)}", ""),
        (f"{LIST}?q=a%09b", ""),
        (f"{LIST}?q=%FF%ED%A0%80", ""),
    ],
)
def test_the_limits_are_where_they_are_said_to_be(path, reason):
    assert refused(path) == reason


def test_the_admin_checks_its_own_forms():
    assert refused("/admin/practices/practice/?q=%00") == ""
    assert refused("/en/admin/?q=%00") != ""


def test_who_is_refused_gets_a_page_that_says_why_in_the_language_of_the_address(client):
    response = client.get("/fr/practices/?q=%00")
    page = response.content.decode()
    with translation.override("fr"):
        reason = translation.gettext("A parameter contains a control character.")
    assert response.status_code == 400
    assert '<html lang="fr" dir="ltr">' in page
    assert f'<p class="lede">{reason}</p>' in page


def test_what_is_refused_is_not_run(client):
    response = client.get("/en/practices/?q=%3Cscript%3E%00")
    assert response.status_code == 400
    assert b"<script>" not in response.content


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_database_that_does_not_answer_is_busy(error):
    response = Guard(None).process_exception(RequestFactory().get(LIST), error)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "The database does not answer. Please try again in a few seconds." in response.content.decode()


def test_other_errors_are_errors():
    assert Guard(None).process_exception(RequestFactory().get(LIST), ValueError("a fault of ours")) is None


@pytest.mark.django_db
def test_a_request_in_order_passes_untouched():
    answer = HttpResponse("page")
    assert Guard(lambda request: answer)(RequestFactory().get(f"{LIST}?q=health")) is answer


def fail(execute, sql, params, many, context):
    raise OperationalError("the connection is lost")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/", LIST, "/en/practices/export.csv", "/en/practices/one/", "/en/sources/"])
def test_a_page_without_its_database_asks_for_patience(client, address):
    with connection.execute_wrapper(fail):
        response = client.get(address)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert b"the connection is lost" not in response.content


@pytest.mark.django_db
def test_a_page_that_needs_no_database_does_without(client):
    with connection.execute_wrapper(fail):
        assert client.get("/en/about/").status_code == 200
        assert client.get("/en/no/such/page/").status_code == 404
