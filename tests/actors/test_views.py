import re
from html import unescape

import pytest

from actors.querysets import MOST_LINES
from practices.choices import Status
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    RegionFactory,
    SessionFactory,
    SourceFactory,
    WorkshopFactory,
)
from tests.pages import practices_counted

pytestmark = pytest.mark.django_db

PAGES = [
    "/en/actors/",
    "/en/actors/?sort=-practices",
    "/en/actors/?role=lead",
    "/en/actors/export.csv",
    "/en/actors/iom/",
    "/en/actors/unhcr/",
    "/en/countries/",
    "/en/countries/export.csv",
    "/en/countries/KE/",
    "/en/regions/africa/",
    "/en/regions/eastern-africa/",
]


def content(response):
    assert response.status_code == 200
    return response.getvalue().decode()


@pytest.mark.parametrize("address", PAGES)
def test_what_is_not_published_changes_no_page(client, address, kenya, iom, unhcr):
    ActorFactory(slug="government-of-kenya", country=kenya, parent=iom)
    PracticeFactory(leads=[unhcr], countries=[kenya])
    before = content(client.get(address))
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.ARCHIVED):
        hidden = PracticeFactory(
            leads=[iom], partners=[unhcr], countries=[kenya], regions=[kenya.region], status=status
        )
    assert content(client.get(address)) == before
    hidden.status = Status.PUBLISHED
    hidden.save()
    assert content(client.get(address)) != before


@pytest.mark.parametrize("address", [page for page in PAGES if not page.endswith(".csv")])
def test_every_number_is_the_number_of_rows_behind_its_link(client, address, kenya, iom, unhcr):
    uganda = CountryFactory(code="UG", region=kenya.region)
    ActorFactory(slug="government-of-kenya", country=kenya, parent=iom)
    PracticeFactory(leads=[iom], partners=[iom, unhcr], countries=[kenya, uganda])
    PracticeFactory(leads=[unhcr], funders=[iom], regions=[kenya.region])
    PracticeFactory(leads=[unhcr], countries=[CountryFactory(code="FR")])
    PracticeFactory(leads=[iom], partners=[unhcr], countries=[kenya], status=Status.DRAFT)
    page = content(client.get(address))
    links = re.findall(r'<a href="(/en/practices/\?[^"]+)"[^>]*>(?:All )?(\d+)', page)
    assert links
    for link, number in links:
        assert client.get(unescape(link)).context["total"] == int(number), link


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/en/actors/", 5),
        ("/en/actors/?sort=-practices", 5),
        ("/en/actors/iom/", 11),
        ("/en/countries/", 5),
        ("/en/countries/KE/", 9),
        ("/en/regions/africa/", 11),
        ("/en/actors/export.csv", 3),
        ("/en/countries/export.csv", 3),
    ],
)
def test_pages_take_a_constant_number_of_queries(
    client, address, queries, count, kenya, iom, django_assert_num_queries
):
    for _ in range(count):
        partner = ActorFactory(country=kenya, parent=iom)
        neighbour = CountryFactory(region=RegionFactory(parent=kenya.region.parent.parent))
        PracticeFactory(leads=[iom], partners=[partner], funders=[iom], countries=[kenya, neighbour])
        PracticeFactory(leads=[iom], regions=[neighbour.region])
        AppearanceFactory(actor=iom, session__workshop__country=kenya)
        SourceFactory(publisher=iom)
    client.get(address)  # reads the index
    with django_assert_num_queries(queries):
        content(client.get(address))


@pytest.mark.parametrize(
    "address",
    [
        "/en/actors/nobody/",
        "/en/actors/?page=99",
        "/en/countries/ZZ/",
        "/en/countries/zz/",
        "/en/countries/KEN/",
        "/en/countries/ß/",
        "/en/regions/atlantis/",
    ],
)
def test_what_does_not_exist_is_404(client, address, kenya):
    assert client.get(address).status_code == 404


def test_a_country_in_small_letters_redirects_for_ever(client, kenya):
    response = client.get("/fr/countries/ke/")
    assert (response.status_code, response["Location"]) == (301, "/fr/countries/KE/")


def test_countries_stand_under_the_path_of_their_region(client, kenya):
    region = kenya.region
    aethiopia = CountryFactory(code="ET", name_en="Æthiopia", region=region)
    eritrea = CountryFactory(code="ER", name_en="Éritrea", region=region)
    nowhere = CountryFactory(code="AQ", region=region.parent.parent.parent)
    response = client.get("/en/countries/")
    assert response.context["object_list"] == [
        ((region.parent.parent, region.parent, region), [eritrea, kenya, aethiopia]),
        ((), [nowhere]),
    ]
    assert "Outside these regions" in content(response)


def test_actor_page_groups_practices_by_role(client, iom):
    both = PracticeFactory(slug="both", leads=[iom], partners=[iom])
    partner = PracticeFactory(slug="partner", partners=[iom])
    response = client.get(iom.get_absolute_url())
    assert response.context["roles"] == [
        ("lead", "Lead", 1, [both]),
        ("partner", "Partner", 2, [both, partner]),
    ]
    assert practices_counted(response, "actor") == [("iom", 2)]
    assert "<h3>Partner (2)</h3>" in content(response)


def test_a_long_list_of_practices_is_cut_with_a_link_to_all(client, iom):
    for _ in range(MOST_LINES + 1):
        PracticeFactory(leads=[iom])
    response = client.get(iom.get_absolute_url())
    [(_, _, count, practices)] = response.context["roles"]
    assert (count, len(practices)) == (51, 50)
    assert '<a href="/en/practices/?lead=iom">All 51 practices</a>' in content(response)


def test_actor_page_names_its_most_frequent_partners(client, iom, unhcr):
    unnamed = ActorFactory(slug="trade-unions", generic=True)
    once = ActorFactory(slug="once")
    PracticeFactory(leads=[iom], partners=[unhcr, once, unnamed], funders=[unhcr])
    PracticeFactory(leads=[unhcr], partners=[iom])
    PracticeFactory(leads=[unhcr], partners=[ActorFactory(slug="stranger")])
    PracticeFactory(leads=[once], partners=[iom], status=Status.DRAFT)
    partners = client.get(iom.get_absolute_url()).context["partners"]
    assert [(partner, partner.shared) for partner in partners] == [(unhcr, 2), (once, 1)]


def test_actor_page_tells_who_it_is(client, kenya, iom):
    iom.name_fr, iom.acronym_fr, iom.aliases = "Organisation internationale pour les migrations", "OIM", "UN Migration"
    iom.country, iom.parent, iom.website = kenya, ActorFactory(name_en="United Nations"), "https://www.iom.int/"
    iom.save()
    ActorFactory(slug="gmdac", name_en="Data Analysis Centre", parent=iom)
    page = content(client.get(iom.get_absolute_url()))
    assert "<h1>International Organization for Migration</h1>" in page
    assert "<dd>IOM</dd>" in page
    assert '<span lang="fr" dir="ltr">Organisation internationale pour les migrations (OIM)</span>' in page
    assert "<bdi>UN Migration</bdi>" in page
    assert '<a href="/en/countries/KE/">Kenya</a>' in page
    assert '<a href="https://www.iom.int/" rel="external noopener">' in page
    assert ">United Nations</a>" in page
    assert ">Data Analysis Centre</a>" in page
    assert "Unnamed collective" not in page


def test_unnamed_collective_is_marked(client):
    unnamed = ActorFactory(slug="trade-unions", generic=True)
    assert "Unnamed collective" in content(client.get(unnamed.get_absolute_url()))
    assert "unnamed collective" in content(client.get("/en/actors/"))


def test_actor_page_tells_where_its_people_appeared_and_what_it_published(client, iom):
    workshop = WorkshopFactory(slug="2018-geneva", city_en="Geneva")
    session = SessionFactory(workshop=workshop, title_en="Building bridges")
    AppearanceFactory(actor=iom, session=session, person=PersonFactory(name="Laura Thompson"))
    SourceFactory(slug="idm-28", publisher=iom, title_en="Red book 28")
    page = content(client.get(iom.get_absolute_url()))
    assert f'<h3><a href="{workshop.get_absolute_url()}">Geneva 2018</a> (1)</h3>' in page
    assert f'<bdi>Laura Thompson</bdi></a>, <a href="{session.get_absolute_url()}">Building bridges</a>' in page
    assert '<a href="/en/sources/idm-28/">Red book 28</a> <small>2018</small>' in page


def test_country_page_tells_its_regions_situations_practices_and_actors(client, kenya):
    kenya.is_ldc = True
    kenya.save()
    practice = PracticeFactory(countries=[kenya])
    government = ActorFactory(slug="government-of-kenya", country=kenya)
    response = client.get(kenya.get_absolute_url())
    assert [region.slug for region in response.context["path"]] == ["africa", "sub-saharan-africa", "eastern-africa"]
    assert list(response.context["practices"]) == [practice]
    assert list(response.context["actors"]) == [government]
    page = content(response)
    assert '<a href="/en/countries/?situation=ldc">Least developed country</a>' in page
    assert "KE, KEN (ISO 3166), 404 (M49)" in page


def test_region_counts_each_practice_once_down_the_tree(client, kenya):
    uganda = CountryFactory(code="UG", name_en="Uganda", region=kenya.region)
    africa = kenya.region.parent.parent
    in_both = PracticeFactory(slug="both", countries=[kenya, uganda], regions=[kenya.region])
    by_name = PracticeFactory(slug="by-name", regions=[kenya.region, africa])
    PracticeFactory(slug="elsewhere", countries=[CountryFactory(code="FR")])
    response = client.get("/en/regions/africa/")
    assert list(response.context["practices"]) == [in_both, by_name]
    assert (response.context["practice_count"], response.context["without_country"]) == (2, 1)
    assert practices_counted(response, "region") == [("africa", 2), ("sub-saharan-africa", 2)]
    assert practices_counted(response, "country") == [("KE", 1), ("UG", 1)]
    assert "1 of them names the region, but no country in it." in content(response)


def test_world_has_a_page_but_is_no_filter(client, kenya):
    PracticeFactory(countries=[kenya])
    page = content(client.get("/en/regions/world/"))
    assert "1 practice" in page
    assert "region=world" not in page


def test_pages_say_in_words_that_nothing_is_recorded(client, kenya, iom):
    for address in ("/en/actors/iom/", "/en/countries/KE/", "/en/regions/africa/", "/en/actors/"):
        assert "no practice recorded here" in content(client.get(address)), address
    assert "None recorded here." in content(client.get("/en/actors/iom/"))


@pytest.mark.parametrize(("address", "query"), [("countries/KE", "country=KE"), ("regions/africa", "region=africa")])
def test_a_place_counts_its_practices_by_objective_and_names_those_without(client, kenya, address, query):
    for number in (6, 7, 8):
        ObjectiveFactory(number=number)
    PracticeFactory(countries=[kenya], primary=ObjectiveFactory(number=23), objectives=[ObjectiveFactory(number=7)])
    PracticeFactory(countries=[kenya], primary=ObjectiveFactory(number=23))
    PracticeFactory(countries=[CountryFactory(code="FR")], primary=ObjectiveFactory(number=6))
    PracticeFactory(countries=[kenya], primary=ObjectiveFactory(number=8), status=Status.DRAFT)
    response = client.get(f"/en/{address}/")
    objectives = [(objective.number, objective.practice_count) for objective in response.context["objectives"]]
    assert objectives == [(23, 2), (7, 1), (6, 0), (8, 0)]
    page = content(response)
    links = re.findall(rf'href="/en/practices/\?{query}&amp;objective=(\d+)"[^>]*>(\d+)<', page)
    assert links == [("23", "2"), ("7", "1")]
    assert re.findall(r'<a href="/en/objectives/(\d+)/" title=', page) == ["6", "8"]


def test_countries_without_a_practice_are_named_after_the_others(client, kenya):
    CountryFactory(code="UG", name_en="Uganda", region=kenya.region)
    PracticeFactory(countries=[kenya])
    page = content(client.get("/en/regions/eastern-africa/"))
    assert '<p class="gaps">None recorded here: <a href="/en/countries/UG/">Uganda</a> </p>' in page


def test_more_than_twelve_practices_are_folded(client, iom):
    for _ in range(14):
        PracticeFactory(leads=[iom])
    page = content(client.get(iom.get_absolute_url()))
    shown, folded = page.split('<details class="more"><summary>2 more</summary>')
    assert (shown.count("/en/practices/practice-"), folded.count("/en/practices/practice-")) == (12, 2)
