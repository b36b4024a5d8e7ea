import datetime

import pytest
from django.urls import reverse
from django.utils import translation

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

pytestmark = pytest.mark.django_db


def lines(client, name, **query):
    response = client.get(reverse(f"dialogues:{name}-export"), {"bom": 0, **query})
    assert response.headers["Content-Disposition"].startswith('attachment; filename="gcmhub-')
    text = response.getvalue().decode()
    assert text.endswith("\r\n")
    return text.split("\r\n")[:-1]


@pytest.fixture
def geneva():
    """A session with a panel; two people, one under two functions; a practice reported, and a draft."""
    workshop = WorkshopFactory(slug="2018-geneva", title_en="Capacities", title_fr="Capacités", city_en="Geneva")
    session = SessionFactory(
        workshop=workshop,
        slug="2018-geneva-session-1",
        position=1,
        label_en="Session 1",
        title_en="=Who, where",
        title_fr="Qui, où",
        starts_at=datetime.time(9, 30),
        ends_at=datetime.time(11),
    )
    panel = SessionFactory(
        workshop=workshop,
        slug="2018-geneva-panel-1",
        position=2,
        kind="panel",
        title_en=None,
        title_fr="Dedans",
        parent=session,
    )
    iom = ActorFactory(slug="iom", name_en="IOM", kind="un-system")
    ann = PersonFactory(slug="ann-lee", name="Ann Lee", other_spellings="Ann Li\nA. Lee")
    bea = PersonFactory(slug="bea", name="Bea")
    kenya = CountryFactory(code="KE", name_en="Kenya")
    AppearanceFactory(session=session, person=ann, role="moderator", actor=iom, position=1)
    AppearanceFactory(session=session, person=bea, actor=None, function_en="Minister", country=kenya, position=2)
    AppearanceFactory(session=panel, person=ann, role="presenter", actor=iom, function_en="Envoy", country=kenya)
    source = SourceFactory(
        slug="idm-28",
        title_en="Red book",
        publisher=iom,
        series="Red books",
        series_number=28,
        isbn="978-92",
        symbol="A/1",
        languages="en fr",
        url="https://example.org/28",
    )
    for slug, status in [("open-door", Status.PUBLISHED), ("secret-plan", Status.DRAFT)]:
        practice = PracticeFactory(slug=slug, title_en=f"The {slug}", status=status, citations=[source, source])
        PresentationFactory(practice=practice, session=session, person=ann)
        PresentationFactory(practice=practice, session=session, person=bea)


def test_sessions_whole(client, geneva):
    assert lines(client, "session") == [
        "id,workshop,position,kind,label,title,title_language,date,starts_at,ends_at,parent,moderators,speakers,actors,"
        "practices,licence,url",
        '2018-geneva-session-1,2018-geneva,1,session,Session 1,"\'=Who, where",en,2018-03-26,09:30,11:00,,ann-lee,bea,'
        "iom,open-door,CC-BY-4.0,http://testserver/en/dialogues/2018/geneva/session-1/",
        "2018-geneva-panel-1,2018-geneva,2,panel,,Dedans,fr,2018-03-26,,,2018-geneva-session-1,,ann-lee,iom,,CC-BY-4.0,"
        "http://testserver/en/dialogues/2018/geneva/panel-1/",
    ]


def test_session_labels(client, geneva):
    columns = "workshop,kind,parent,speakers,actors,practices"
    assert lines(client, "session", labels=1, columns=columns, kind="session")[1] == (
        "2018-geneva,Capacities,session,Session,,,bea,Bea,iom,IOM,open-door,The open-door"
    )


def test_people_whole(client, geneva):
    assert lines(client, "person") == [
        "id,name,other_spellings,functions,actors,countries,workshops,sessions,licence,url",
        "ann-lee,Ann Lee,Ann Li|A. Lee,Director|Envoy,iom,KE,2018-geneva,2018-geneva-session-1|2018-geneva-panel-1,"
        "CC-BY-4.0,http://testserver/en/people/ann-lee/",
        "bea,Bea,,Minister,,KE,2018-geneva,2018-geneva-session-1,CC-BY-4.0,http://testserver/en/people/bea/",
    ]


def test_people_labels_in_french(client, geneva):
    with translation.override("fr"):
        found = lines(client, "person", labels=1, columns="id,functions,countries,workshops", role="speaker")
    assert found == [
        "id,functions,countries,countries_label,workshops,workshops_label",
        "bea,Directrice,KE,Pays KE,2018-geneva,Capacités",
    ]


def test_sources_whole(client, geneva):
    SourceFactory(slug="article", title_en=None, title_fr="Un article", year=None)
    assert lines(client, "source") == [
        "id,title,title_language,publisher,year,series,series_number,isbn,symbol,languages,practices,url_of_source,"
        "licence,url",
        "idm-28,Red book,en,iom,2018,Red books,28,978-92,A/1,en|fr,open-door,https://example.org/28,CC-BY-4.0,"
        "http://testserver/en/sources/idm-28/",
        "article,Un article,fr,,,,,,,,,,CC-BY-4.0,http://testserver/en/sources/article/",
    ]


def test_a_file_holds_what_the_page_found(client, geneva):
    assert lines(client, "source", columns="id", publisher="iom") == ["id", "idm-28"]
    assert lines(client, "session", columns="id", person="bea") == ["id", "2018-geneva-session-1"]
    assert lines(client, "person", columns="id", q="li") == ["id", "ann-lee"]
