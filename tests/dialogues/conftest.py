import datetime

import pytest
from django.urls import reverse

from dialogues.models import Appearance
from practices.choices import Status
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    PersonFactory,
    PracticeFactory,
    PresentationFactory,
    SessionFactory,
    SourceFactory,
    WorkshopFactory,
)


@pytest.fixture
def page(client):
    """The page of a record or of a URL name, as text."""

    def read(record_or_name):
        url = reverse(record_or_name) if isinstance(record_or_name, str) else record_or_name.get_absolute_url()
        response = client.get(url)
        assert response.status_code == 200
        return response.content.decode()

    return read


@pytest.fixture
def found(client):
    """The records that a list finds, in its order."""

    def find(name, query):
        return [str(record) for record in client.get(f"{reverse(f'dialogues:{name}')}?{query}").context["object_list"]]

    return find


@pytest.fixture
def new_york():
    return WorkshopFactory(slug="2018-new-york", report=SourceFactory(slug="idm-28"))


@pytest.fixture
def reported(new_york):
    """A published and a draft practice, reported by the same person in the same session, citing the same source."""
    session = SessionFactory(workshop=new_york, slug="2018-new-york-session-1", position=1)
    person = PersonFactory(slug="louise-arbour", name="Louise Arbour")
    AppearanceFactory(session=session, person=person)
    for slug, status in [("open-door", Status.PUBLISHED), ("secret-plan", Status.DRAFT)]:
        practice = PracticeFactory(slug=slug, title_en=slug, title_fr=slug, status=status, citations=[new_york.report])
        PresentationFactory(practice=practice, session=session, person=person)
    return {"session": session, "person": person, "workshop": new_york, "source": new_york.report}


@pytest.fixture
def two_functions():
    """Somebody who spoke for a forum in New York and, twice, for a ministry in Geneva."""
    person = PersonFactory(slug="el-habib-nadir", name="El Habib Nadir", other_spellings="Habib Nadir\nH. Nadir")
    new_york = WorkshopFactory(slug="2018-new-york")
    geneva = WorkshopFactory(slug="2018-geneva", city_en="Geneva", ends_on=datetime.date(2018, 10, 9))
    ministry, morocco = ActorFactory(name_en="Ministry"), CountryFactory(name_en="Morocco")
    AppearanceFactory(
        person=person,
        session=SessionFactory(workshop=new_york, position=1),
        function_en="Co-Chair",
        actor=ActorFactory(name_en="Forum"),
    )
    for position in (1, 2):
        AppearanceFactory(
            person=person,
            session=SessionFactory(workshop=geneva, position=position, label_en=f"Session {position}"),
            role=Appearance.Role.MODERATOR,
            function_en="Secretary General",
            actor=ministry,
            country=morocco,
        )
    return person
