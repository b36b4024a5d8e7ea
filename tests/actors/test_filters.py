import pytest

from actors.models import Actor
from practices.choices import Status
from tests.factories import ActorFactory, CountryFactory, PracticeFactory
from tests.pages import practices_counted

pytestmark = pytest.mark.django_db


def test_actor_list_is_sorted_by_name_or_by_number_of_practices(client, iom, unhcr):
    idle = ActorFactory(slug="idle", name_en="association of the idle")
    PracticeFactory(leads=[unhcr], partners=[unhcr])
    for _ in range(2):
        PracticeFactory(leads=[iom])
    PracticeFactory(leads=[idle], status=Status.DRAFT)
    assert list(client.get("/en/actors/").context["object_list"]) == [idle, iom, unhcr]
    by_practices = client.get("/en/actors/?sort=-practices")
    assert list(by_practices.context["object_list"]) == [iom, unhcr, idle]
    assert practices_counted(by_practices, "actor") == [("iom", 2), ("unhcr", 1)]  # no draft


def test_actor_is_found_by_any_of_its_names(client, iom, unhcr):
    iom.acronym_ru, iom.aliases = "МОМ", "UN Migration\nIntergovernmental Committee for European Migration"
    iom.save()
    for words in ("iom", "organization migration", "МОМ", "european committee"):
        assert list(client.get("/en/actors/", {"q": words}).context["object_list"]) == [iom], words


def test_actors_are_narrowed_by_region_country_kind_and_role(client, kenya, iom, unhcr):
    government = ActorFactory(slug="government-of-kenya", kind=Actor.Kind.NATIONAL_GOVERNMENT, country=kenya)
    PracticeFactory(leads=[government], partners=[iom])
    PracticeFactory(leads=[unhcr], status=Status.DRAFT)
    for query, found in {
        "region=africa": [government],
        "region=eastern-africa&country=KE": [government],
        "country=-KE": [iom, unhcr],
        "actor_type=un-system": [iom, unhcr],
        "role=lead": [government],
        "role=partner": [iom],
        "role=lead&role=partner": [government, iom],
        "role=lead&role=partner&all=role": [],
    }.items():
        assert sorted(client.get(f"/en/actors/?{query}").context["object_list"], key=lambda a: a.slug) == found, query


def test_countries_are_narrowed_by_region_and_situation(client, kenya):
    rwanda = CountryFactory(code="RW", name_en="Rwanda", region=kenya.region, is_ldc=True, is_lldc=True)
    samoa = CountryFactory(code="WS", name_en="Samoa", is_sids=True)
    for query, found in {
        "region=africa": {kenya, rwanda},
        "region=-africa": {samoa},
        "situation=ldc&situation=sids": {rwanda, samoa},
        "situation=ldc&situation=lldc&all=situation": {rwanda},
        "situation=ldc&situation=sids&all=situation": set(),
        "q=KEN": {kenya},
    }.items():
        groups = client.get(f"/en/countries/?{query}").context["object_list"]
        assert {country for path, countries in groups for country in countries} == found, query


def test_facets_count_the_rows_that_one_gets_by_choosing_a_value(client, kenya, iom):
    CountryFactory(code="RW", region=kenya.region, is_ldc=True, is_lldc=True)
    CountryFactory(code="WS", is_sids=True)
    partner = ActorFactory(country=kenya)
    PracticeFactory(leads=[iom], partners=[partner])
    for page in ("/en/actors/", "/en/countries/"):
        counted = 0
        for facet in client.get(page).context["facets"]:
            for value in facet.values:
                rows = client.get(f"{page}?{facet.name}={value.code}").context["total"]
                assert rows == value.count, (page, facet.name, value.code)
                counted += bool(rows)
        assert counted >= 6, page


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("actors/", "actor_type=club"),
        ("actors/", "country=ke"),
        ("actors/", "region=world"),
        ("actors/", "role=-boss"),
        ("actors/", "sort=practices"),
        ("countries/", "region=atlantis"),
        ("countries/", "situation=rich"),
        ("countries/", "actor=iom"),
    ],
)
def test_an_unknown_value_is_noted_on_the_page_and_refused_in_the_file(client, page, query, kenya):
    name, _, value = query.partition("=")
    shown = client.get(f"/en/{page}?{query}")
    assert [problem.parameter for problem in shown.context["problems"]] == [name]
    assert "Not understood" in shown.content.decode()
    refused = client.get(f"/en/{page}export.csv?{query}")
    assert refused.status_code == 400
    assert refused.content.decode().startswith(f"{name}: " if name == "actor" else f"{name}={value}: ")
