import itertools
import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from dialogues import views
from dialogues.models import Session
from practices.choices import Status
from tests.factories import (
    ActionFactory,
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    EditionFactory,
    FindingFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    SessionFactory,
    SourceFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db

LISTS = ["edition-list", "session-list", "person-list", "source-list"]
FILES = ["session-export", "person-export", "source-export"]


@pytest.mark.parametrize("name", ["session", "person", "workshop", "source"])
def test_a_record_shows_the_published_practice_and_no_draft(page, reported, name):
    html = page(reported[name])
    assert "open-door" in html
    assert "secret-plan" not in html
    assert re.search(r"<h2>1\s+practice", html)


@pytest.mark.parametrize("name", [*LISTS, *FILES])
def test_a_list_counts_the_published_practice_and_names_no_draft(client, reported, name):
    response = client.get(reverse(f"dialogues:{name}"), {"labels": 1} if name in FILES else {})
    content = response.getvalue().decode()
    assert response.status_code == 200
    assert "secret-plan" not in content
    assert "2 practices" not in content


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_how_many_published_practices_there_are(page, reported, name):
    assert re.search(r"\b1 practice (reported|cites it)", page(f"dialogues:{name}"))


def test_the_list_of_sessions_names_who_spoke(page):
    AppearanceFactory(person__name="Ada Okello", role="speaker")
    assert "<bdi>Ada Okello</bdi> <small>Speaker</small>" in page("dialogues:session-list")


def test_edition_counts_the_published_practice_and_names_no_draft(page, reported):
    html = page(reported["workshop"].edition)
    assert "1 practice reported" in html
    assert "secret-plan" not in html


def test_a_person_known_from_a_draft_only_is_not_public(page, client, reported):
    hidden = PersonFactory(slug="hidden", name="Hidden")
    PresentationFactory(practice__status=Status.DRAFT, person=hidden)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "Hidden" not in page("dialogues:person-list")
    assert b"Hidden" not in client.get(reverse("dialogues:person-export")).getvalue()


def test_a_person_who_only_reported_a_published_practice_is_public(page):
    person = PersonFactory(name="Off the agenda")
    PresentationFactory(person=person)
    assert "Off the agenda" in page(person)


def fill(count):
    """As many records of every kind as asked for, on one edition, and what hangs on each of them."""
    edition = EditionFactory(year=2018)
    for number in range(1, count + 1):
        finding = FindingFactory(edition=edition, source=SourceFactory(publisher=ActorFactory()))
        finding.objectives.set([ObjectiveFactory(number=number)])
        finding.actions.set([ActionFactory(objective=ObjectiveFactory(number=number), letter="a")])
        WorkshopFactory(edition=edition, slug=f"2018-city-{number}", report=SourceFactory())
        session = session_with_all(WorkshopFactory(edition=edition, slug="2018-new-york"), number)
        report(session, SourceFactory(slug="idm-28"), PersonFactory(slug="everywhere"))
        report(session, SourceFactory(slug="idm-28"), session.appearances.first().person)


def session_with_all(workshop, number):
    session = SessionFactory(workshop=workshop, slug=f"2018-new-york-session-{number}", position=number * 10)
    panel = SessionFactory(workshop=workshop, position=number * 10 + 1, parent=session, kind=Session.Kind.PANEL)
    for item in (session, panel):
        AppearanceFactory(session=item, country=CountryFactory())
        AppearanceFactory(session=item, country=CountryFactory(), person=PersonFactory(slug="everywhere"))
    return session


def report(session, source, person):
    practice = PracticeFactory(countries=[CountryFactory()], regions=[RegionFactory()], citations=[source])
    PresentationFactory(practice=practice, session=session, person=person)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "args", "queries"),
    [
        ("edition-list", [], 6),
        ("edition-detail", [2018], 8),
        ("workshop-detail", [2018, "new-york"], 11),
        ("session-detail", [2018, "new-york", "session-1"], 17),
        ("session-list", [], 9),
        ("session-export", [], 9),
        ("person-list", [], 11),
        ("person-export", [], 9),
        ("person-detail", ["everywhere"], 12),
        ("source-list", [], 6),
        ("source-export", [], 6),
        ("source-detail", ["idm-28"], 8),
    ],
)
def test_pages_and_files_take_a_constant_number_of_queries(
    client, name, args, queries, count, django_assert_num_queries
):
    fill(count)
    address = reverse(f"dialogues:{name}", args=args)
    client.get(address).getvalue()  # reads the index
    with django_assert_num_queries(queries):
        client.get(address).getvalue()


class Headings(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.levels = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        *((name, []) for name in LISTS),
        ("edition-detail", [2018]),
        ("workshop-detail", [2018, "new-york"]),
        ("session-detail", [2018, "new-york", "session-1"]),
        ("person-detail", ["everywhere"]),
        ("source-detail", ["idm-28"]),
    ],
)
def test_headings_begin_with_one_h1_and_skip_no_level(client, name, args):
    fill(1)
    levels = Headings(client.get(reverse(f"dialogues:{name}", args=args)).content.decode()).levels
    assert levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in itertools.pairwise(levels))


@pytest.mark.parametrize(
    "path",
    [
        "dialogues/1999/",
        "dialogues/123456789012345678901/",
        "dialogues/20180/",
        "dialogues/2018/geneva/",
        "dialogues/2017/new-york/",
        "dialogues/2018/new-york/session-2/",
        "dialogues/2018/new/york-session-1/",
        "dialogues/2018/new-york-session-1/",
        "people/nobody/",
        "sources/nothing/",
        "sources/?page=9",
        "people/?page=x",
    ],
)
def test_what_does_not_exist_is_404(client, reported, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_editions_stand_newest_first_with_or_without_workshops(client):
    for year in (2005, 2018, 2011):
        EditionFactory(year=year, summary_en=f"What {year} was about")
    WorkshopFactory(edition=EditionFactory(year=2018), city_en="Geneva", title_en="Capacities")
    response = client.get(reverse("dialogues:edition-list"))
    assert [edition.year for edition in response.context["edition_list"]] == [2018, 2011, 2005]
    html = response.content.decode()
    assert "Geneva: Capacities" in html
    assert "What 2005 was about" in html
    assert "What 2018 was about" not in html


def test_a_workshop_counts_sessions_people_and_practices_each_once(page, new_york):
    person = PersonFactory()
    practice = PracticeFactory()
    for number in (1, 2):
        session = SessionFactory(workshop=new_york, position=number)
        AppearanceFactory(session=session, person=person)
        PresentationFactory(practice=practice, session=session, person=person)
    SessionFactory(workshop=new_york, position=3, kind=Session.Kind.BREAK)
    html = page("dialogues:edition-list")
    assert re.findall(r">(\d \w+(?: reported)?)</a>", html) == ["2 sessions", "1 person", "1 practice reported"]


def test_practices_stand_in_the_programme_where_they_were_reported(page, reported):
    workshop, session = reported["workshop"], reported["session"]
    panel = SessionFactory(workshop=workshop, position=2, parent=session, slug="2018-new-york-panel")
    for slug, place in (("in-panel", panel), ("in-report", None)):
        PresentationFactory(practice__slug=slug, workshop=workshop, session=place, person=reported["person"])
    html = page(workshop)
    session_1 = ["/new-york/session-1/", "/practices/open-door/", "/new-york/panel/", "<h5>", "/practices/in-panel/"]
    report = ["3 practices reported here", "session not named", "/practices/in-report/", "All 3 in the list"]
    assert re.findall("|".join(session_1 + report), html) == session_1 + report


def test_a_page_shows_so_many_practices_and_counts_all(page, reported, monkeypatch):
    monkeypatch.setattr(views, "MOST_PRACTICES", 1)
    PresentationFactory(practice__slug="second", session=reported["session"], person=reported["person"])
    html = page(reported["session"])
    assert "2 practices reported here" in html
    assert html.count("/en/practices/open-door/") == 1
    assert "/en/practices/second/" not in html
    assert "All 2 in the list of practices" in html
