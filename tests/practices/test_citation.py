"""How a practice is cited, whole files; and what machines read of its page."""

import datetime
import json
import re

import pytest
from django.utils import translation

from practices.models import Practice
from tests.factories import ActorFactory, CountryFactory, ObjectiveFactory, PracticeFactory, SourceFactory, ThemeFactory

pytestmark = pytest.mark.django_db

UPDATED = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)


def practice(**fields):
    """One changed last on 22 November 2026."""
    made = PracticeFactory(slug="one-stop", **fields)
    Practice.objects.update(updated_at=UPDATED, published_at=UPDATED)
    return made


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def data_of(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def test_ris(client):
    practice(title_en="One-stop centre\nin Nairobi", summary_en="What it is.\r\n\r\nWhere.")
    response = get(client, "/en/practices/one-stop/citation.ris")
    assert response.content.decode() == (
        "TY  - ELEC\r\n"
        "ID  - gcmhub-one-stop\r\n"
        "TI  - One-stop centre in Nairobi\r\n"
        "AB  - What it is. Where.\r\n"
        "PB  - gcmhub\r\n"
        "PY  - 2026\r\n"
        "DA  - 2026/11/22\r\n"
        "LA  - en\r\n"
        "UR  - http://testserver/en/practices/one-stop/\r\n"
        "N1  - Licence: CC-BY-4.0\r\n"
        "ER  - \r\n"
    )
    assert response["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="gcmhub-one-stop.ris"'


def test_bibtex(client):
    practice(title_en=r"50 % of {all} & more: C# \input_x ~ $5 ^2", summary_en="An } alone.")
    response = get(client, "/en/practices/one-stop/citation.bib")
    assert response.content.decode() == (
        "@misc{gcmhub-one-stop,\n"
        r"  title = {{50 \% of \textbraceleft{}all\textbraceright{} \& more: C\# \textbackslash{}input\_x "
        r"\textasciitilde{} \$5 \textasciicircum{}2}},"
        "\n"
        "  organization = {{gcmhub}},\n"
        "  year = {2026},\n"
        "  date = {2026-11-22},\n"
        "  url = {http://testserver/en/practices/one-stop/},\n"
        "  language = {en},\n"
        "  abstract = {An \\textbraceright{} alone.},\n"
        "  note = {Version of 2026-11-22. Licence: CC-BY-4.0}\n"
        "}\n"
    )
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"


def test_a_text_in_another_language_is_cited_as_such(client):
    practice(title_en="", title_fr="Guichet unique", summary_en="", summary_fr="")
    found = get(client, "/ar/practices/one-stop/citation.ris").content.decode()
    assert "TI  - Guichet unique\r\nPB  - gcmhub\r\n" in found
    assert "LA  - fr\r\nUR  - http://testserver/ar/practices/one-stop/\r\n" in found


@pytest.mark.parametrize("status", ["draft", "in-review", "archived"])
@pytest.mark.parametrize("address", ["one-stop/citation.ris", "one-stop/citation.bib", "one-stop.json"])
def test_files_are_given_of_public_practices_only(client, status, address):
    practice(status=status)
    assert client.get(f"/en/practices/{address}").status_code == 404


def test_the_page_says_how_to_cite_it(client):
    practice(title_en="", title_fr="", title_ar="مركز <1>.")
    page = get(client, "/en/practices/one-stop/").content.decode()
    assert (
        '<p class="cite"><bdi lang="ar">مركز &lt;1&gt;</bdi>. gcmhub, version of 22 November 2026. '
        '<bdi dir="ltr">http://testserver/en/practices/one-stop/</bdi>. Licence: <bdi dir="ltr">CC-BY-4.0</bdi>.</p>'
        in page
    )


def test_the_record_as_json_is_the_line_of_the_list(client):
    practice()
    PracticeFactory()
    whole = json.loads(get(client, "/en/practices/export.json?columns=id,title,url").getvalue())
    alone = json.loads(get(client, "/en/practices/one-stop.json?columns=id,title,url").getvalue())
    assert alone["records"] == [line for line in whole["records"] if line["id"] == "one-stop"]
    assert (alone["total"], whole["total"]) == (1, 2)
    assert client.get("/en/practices/one-stop.json?columns=nonsense").status_code == 400


def test_machines_read_what_it_is(client):
    practice(
        title_en="One-stop centre",
        summary_en="What it is.",
        started="2016-03",
        countries=[CountryFactory(code="KE", name_en="Kenya")],
        leads=[ActorFactory(slug="city", name_en="City")],
        funders=[ActorFactory(slug="city")],
        primary=ObjectiveFactory(number=23, short_title_en="Cooperation"),
        citations=[SourceFactory(slug="idm-28", title_en="Red book")],
        themes=[ThemeFactory(name_en="Health")],
    )
    address = "http://testserver/en/practices/one-stop/"

    def thing(kind, name, path):
        return {"@type": kind, "name": name, "url": f"http://testserver/en/{path}/"}

    assert data_of(get(client, "/en/practices/one-stop/").content.decode()) == {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "name": "One-stop centre",
        "inLanguage": "en",
        "abstract": "What it is.",
        "dateModified": "2026-11-22",
        "datePublished": "2026-11-22",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": "gcmhub", "url": "http://testserver/"},
        "temporalCoverage": "2016-03/..",
        "spatialCoverage": [thing("Place", "Kenya", "countries/KE")],
        "about": [thing("Thing", "Cooperation", "objectives/23")],
        "mentions": [thing("Organization", "City", "actors/city")],
        "citation": [thing("CreativeWork", "Red book", "sources/idm-28")],
        "keywords": ["Health"],
    }


def test_no_text_ends_the_data(client):
    title = "</script><script>alert(1)</script> & <!-- \u2028"
    practice(title_en=title)
    page = get(client, "/en/practices/one-stop/").content.decode()
    assert data_of(page)["name"] == title
    assert "<script>alert(1)" not in page
    assert "</script><script>" not in page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_names_its_own_address(client, language):
    with translation.override(language):
        page = get(client, f"{practice().get_absolute_url()}?utm=1").content.decode()
    address = f"http://testserver/{language}/practices/one-stop/"
    assert re.findall(r'<link rel="canonical" href="([^"]*)">', page) == [address]
    assert re.findall(r'<link rel="cite-as" href="([^"]*)">', page) == [address]
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="og:title" content="Title of one-stop">' in page
