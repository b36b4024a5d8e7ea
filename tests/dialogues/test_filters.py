import pytest
from django.urls import reverse

from tests.factories import (
    AppearanceFactory,
    PersonFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def test_filters_of_people_look_at_one_appearance(found, two_functions):
    assert found("person-list", "workshop=2018-geneva&role=moderator") == ["El Habib Nadir"]
    assert found("person-list", "workshop=2018-new-york&role=moderator") == []
    assert found("person-list", "q=h.") == ["El Habib Nadir"]


def test_people_stand_in_the_order_of_their_names_whatever_the_accents(found):
    for slug, name in [("zoe", "Zoé"), ("emile", "Émile"), ("ann", "Ann")]:
        AppearanceFactory(person=PersonFactory(slug=slug, name=name))
    assert found("person-list", "") == ["Ann", "Émile", "Zoé"]


def test_sessions_are_found_by_person_and_country_of_one_appearance(found, two_functions):
    morocco = two_functions.appearances.last().country.code
    assert len(found("session-list", "person=el-habib-nadir")) == 3
    assert len(found("session-list", f"person=el-habib-nadir&country={morocco}")) == 2
    assert len(found("session-list", "q=habib secretary")) == 2


def test_a_new_series_is_a_filter_at_once(found, page):
    SourceFactory(title_en="Alone")
    assert "facet-series" not in page("dialogues:source-list")
    SourceFactory(series="Red books", series_number=1, title_en="First")
    assert found("source-list", "series=red-books") == ["First"]
    assert found("source-list", "series=-red-books") == ["Alone"]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("session", "kind=party"),
        ("session", "workshop=1999-mars"),
        ("person", "role=queen"),
        ("person", "country=123456789012345678901"),
        ("source", "year=123456789012345678901"),
        ("source", "series=comics"),
        ("source", "sort=colour"),
    ],
)
def test_an_unknown_value_is_left_out_of_the_page_and_refused_in_the_file(client, reported, name, query):
    response = client.get(f"{reverse(f'dialogues:{name}-list')}?{query}")
    assert f"<code>{query}</code>" in response.content.decode()
    assert len(response.context["object_list"]) > 0
    response = client.get(f"{reverse(f'dialogues:{name}-export')}?{query}")
    assert response.status_code == 400
    assert query.encode() in response.content
