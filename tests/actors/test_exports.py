import pytest

from actors.models import Actor
from practices.choices import Status
from tests.factories import ActorFactory, CountryFactory, PracticeFactory, RegionFactory

pytestmark = pytest.mark.django_db

RANKINGS = ["-practices", "-lead", "-partner", "-funder"]


@pytest.fixture
def iom():
    east = RegionFactory(slug="eastern-africa", name_en="Eastern Africa")
    kenya = CountryFactory(code="KE", iso3="KEN", m49="404", name_en="Kenya", name_fr="", region=east)
    CountryFactory(code="RW", iso3="RWA", m49="646", name_en="Rwanda", region=east, is_ldc=True, is_lldc=True)
    iom = ActorFactory(
        slug="iom",
        name_en="International Organization for Migration",
        acronym_en="IOM",
        kind=Actor.Kind.UN_SYSTEM,
        website="https://www.iom.int/",
    )
    unions = ActorFactory(slug="unions", name_en="Unions", kind=Actor.Kind.TRADE_UNION, generic=True)
    unions.country, unions.parent = kenya, iom
    unions.save()
    PracticeFactory(leads=[iom], partners=[iom, unions], countries=[kenya])
    PracticeFactory(leads=[unions], partners=[iom])
    PracticeFactory(leads=[iom], partners=[unions], countries=[kenya], status=Status.DRAFT)
    return iom


def lines(response):
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return response.getvalue().decode("utf-8-sig").split("\r\n")


def test_file_of_actors(client, iom):
    response = client.get("/en/actors/export.csv")
    assert response["X-Total-Count"] == "2"
    assert 'filename="gcmhub-actors-' in response["Content-Disposition"]
    assert lines(response) == [
        "id,name,name_language,acronym,actor_type,country,parent,generic,practices,practices_led,website,licence,url,"
        "practices_partnered,practices_funded",
        "iom,International Organization for Migration,en,IOM,un-system,,,false,2,1,https://www.iom.int/,CC-BY-4.0,"
        "http://testserver/en/actors/iom/,2,0",
        "unions,Unions,en,,trade-union,KE,iom,true,2,1,,CC-BY-4.0,http://testserver/en/actors/unions/,1,0",
        "",
    ]


def test_file_of_actors_with_labels(client, iom):
    columns = "columns=id,actor_type,country,parent"
    assert lines(client.get(f"/en/actors/export.csv?{columns}&labels=1&actor_type=trade-union")) == [
        "id,actor_type,actor_type_label,country,country_label,parent,parent_label",
        "unions,trade-union,Trade union,KE,Kenya,iom,International Organization for Migration",
        "",
    ]


def test_file_ranks_as_the_page_does_and_puts_unnamed_collectives_last(client, iom):
    PracticeFactory(leads=[Actor.objects.get(slug="unions")])
    PracticeFactory(leads=[ActorFactory(slug="ilo")], partners=[iom])
    PracticeFactory(leads=[Actor.objects.get(slug="ilo")])
    ranked = {sort: lines(client.get(f"/en/actors/export.csv?sort={sort}&columns=id")) for sort in RANKINGS}
    assert ranked == {
        "-practices": ["id", "iom", "ilo", "unions", ""],
        "-lead": ["id", "ilo", "iom", "unions", ""],
        "-partner": ["id", "iom", "ilo", "unions", ""],
        "-funder": ["id", "ilo", "iom", "unions", ""],
    }


def test_file_of_countries(client, iom):
    assert lines(client.get("/fr/countries/export.csv")) == [
        "code,iso3,m49,name,name_language,region,ldc,lldc,sids,practices,licence,url",
        "KE,KEN,404,Kenya,en,eastern-africa,false,false,false,1,CC-BY-4.0,http://testserver/fr/countries/KE/",
        "RW,RWA,646,Pays RW,fr,eastern-africa,true,true,false,0,CC-BY-4.0,http://testserver/fr/countries/RW/",
        "",
    ]
