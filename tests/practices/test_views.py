import pytest
from django.urls import reverse

from practices.index import INDEX
from tests.factories import ActorFactory, CountryFactory, PracticeFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_practice_list_takes_a_constant_number_of_queries(client, count, django_assert_num_queries):
    for _ in range(count):
        PracticeFactory(countries=[CountryFactory()], partners=[ActorFactory()], regions=[RegionFactory()])
    client.get(reverse("practices:practice-list"))  # reads the index and the names of what practices are linked with
    INDEX.snapshot.made.clear()
    for queries in (2, 1):  # the second time, what it prints is remembered
        with django_assert_num_queries(queries):
            response = client.get(reverse("practices:practice-list"))
        assert len(response.context["object_list"]) == count
