import pytest

from actors.models import Actor
from tests.factories import ActorFactory, CountryFactory, RegionFactory


@pytest.fixture
def kenya():
    world = RegionFactory(slug="world", code="001")
    africa = RegionFactory(slug="africa", code="002", name_en="Africa", parent=world)
    south = RegionFactory(slug="sub-saharan-africa", code="202", name_en="Sub-Saharan Africa", parent=africa)
    east = RegionFactory(slug="eastern-africa", code="014", name_en="Eastern Africa", parent=south)
    return CountryFactory(code="KE", iso3="KEN", m49="404", slug="kenya", name_en="Kenya", region=east)


@pytest.fixture
def iom():
    return ActorFactory(
        slug="iom", name_en="International Organization for Migration", acronym_en="IOM", kind=Actor.Kind.UN_SYSTEM
    )


@pytest.fixture
def unhcr():
    return ActorFactory(slug="unhcr", name_en="Office for Refugees", acronym_en="UNHCR", kind=Actor.Kind.UN_SYSTEM)
