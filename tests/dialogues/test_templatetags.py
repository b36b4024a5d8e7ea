import datetime
import re

import pytest
from django.utils import translation

from dialogues.models import Finding, Session
from practices.models import Practice
from tests.factories import (
    AppearanceFactory,
    EditionFactory,
    FindingFactory,
    PersonFactory,
    PracticeFactory,
    SessionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def test_findings_are_grouped_by_kind_and_can_be_pointed_at(page):
    edition = EditionFactory(year=2018)
    for kind in (Finding.Kind.CONSIDERATION, Finding.Kind.KEY_MESSAGE, Finding.Kind.RECOMMENDATION):
        FindingFactory(edition=edition, kind=kind, number=1)
    FindingFactory(edition=edition, number=2, source=SourceFactory(title_en="The red book"))
    html = page(edition)
    assert re.findall(r'<h2>(.+)</h2>|<li id="(.+?)"', html) == [
        ("Key messages", ""),
        ("", "key-message-1"),
        ("", "key-message-2"),
        ("Recommendations", ""),
        ("", "recommendation-1"),
        ("Considerations", ""),
        ("", "consideration-1"),
        ("Sources", ""),
    ]
    assert "The red book" in html


@pytest.fixture
def programme(new_york):
    """Two days: an opening, a break and a session with a panel; then a closing. Typed in another order."""
    second, first = datetime.date(2018, 3, 27), datetime.date(2018, 3, 26)
    SessionFactory(workshop=new_york, slug="2018-new-york-closing", title_en="Closing", position=5, date=second)
    session = SessionFactory(
        workshop=new_york, slug="2018-new-york-session-1", label_en="Session 1", title_en="Data", position=3, date=first
    )
    SessionFactory(
        workshop=new_york,
        title_en="Coffee",
        kind=Session.Kind.BREAK,
        position=2,
        date=first,
        slug="2018-new-york-break",
    )
    SessionFactory(workshop=new_york, slug="2018-new-york-opening", title_en="Welcome", position=1, date=first)
    SessionFactory(
        workshop=new_york, slug="2018-new-york-panel", title_en="Inside", position=4, date=first, parent=session
    )
    return session


def test_the_programme_goes_day_by_day_with_panels_inside_their_session(page, programme):
    html = page(programme.workshop)
    found = re.findall(r"<h2><time[^>]*>([^<]+)</time>|<h([34])><a[^>]*>([^<]+)</a>|<p>(Coffee)</p>", html)
    assert ["".join(parts).strip() for parts in found] == [
        "Monday, 26 March 2018",
        "3Welcome",
        "Coffee",
        "3Session 1: Data",
        "4Inside",
        "Tuesday, 27 March 2018",
        "3Closing",
    ]


def test_times_and_dates_are_written_as_the_reader_writes_them(page, programme):
    programme.starts_at, programme.ends_at = datetime.time(14, 30), datetime.time(16)
    programme.save()
    assert "2:30 p.m." in page(programme)
    with translation.override("fr"):
        html = page(programme)
    assert '<time datetime="2018-03-26T14:30">14:30</time> – <time datetime="2018-03-26T16:00">16:00</time>' in html
    assert "26 mars 2018" in html


def test_previous_and_next_leave_breaks_out(page, programme):
    html = page(programme)
    assert re.findall(r'<a rel="(prev|next)" href="([^"]+)"', html) == [
        ("prev", "/en/dialogues/2018/new-york/opening/"),
        ("next", "/en/dialogues/2018/new-york/panel/"),
    ]


def test_a_panel_leads_back_to_its_session_which_lists_it(page, programme):
    panel = Session.objects.get(title_en="Inside")
    assert f'<dt>Part of</dt><dd><a href="{programme.get_absolute_url()}">' in page(panel)
    assert f'<h3><a href="{panel.get_absolute_url()}">' in page(programme)


def test_guiding_questions_are_a_list_in_the_language_there_is(page):
    session = SessionFactory(questions_fr="Qui ?\n\nComment ?")
    html = page(session)
    assert '<ul lang="fr" dir="ltr"><li>Qui ?</li>\n<li>Comment ?</li></ul>' in html
    with translation.override("fr"):
        assert "<ul><li>Qui ?</li>\n<li>Comment ?</li></ul>" in page(session)


def test_moderators_stand_before_speakers(page):
    session = SessionFactory()
    for position, (role, name) in enumerate([("speaker", "Ann"), ("moderator", "Bea"), ("speaker", "Cem")]):
        AppearanceFactory(session=session, role=role, position=position, person=PersonFactory(name=name))
    html = page(session)
    assert re.findall(r"<dt>(Moderator|Speakers)</dt>|<bdi>(\w+)</bdi>", html) == [
        ("Moderator", ""),
        ("", "Bea"),
        ("Speakers", ""),
        ("", "Ann"),
        ("", "Cem"),
    ]


def test_a_person_has_the_function_of_each_time(page, two_functions):
    html = page(two_functions)
    rows = [re.sub(r"<[^>]+>|\s+", " ", row) for row in re.findall(r"<tr><th scope=\"row\">.+?</tr>", html, re.DOTALL)]
    assert len(rows) == 3
    assert all(part in rows[0] for part in ("Speaker", "New York 2018", "Co-Chair", "Forum"))
    assert "Ministry" not in rows[0]
    assert all(part in rows[2] for part in ("Session 2", "Moderator", "Geneva 2018", "Secretary General", "Morocco"))
    assert "<bdi>H. Nadir</bdi>" in html


def test_a_hit_names_each_function_once(page, two_functions):
    html = page("dialogues:person-list")
    hit = html[html.index('<ol class="hits">') :]
    assert hit.count("Co-Chair") == 1
    assert hit.count("Secretary General") == 1
    assert hit.count("Geneva 2018, Session") == 2


def test_a_source_says_its_languages_in_their_own_names_and_its_other_titles(page):
    html = page(SourceFactory(languages="en fr zh-hans xx", title_en="Making it work", title_fr="Que ça marche"))
    languages = re.search("<dt>Languages</dt><dd>(.+?)</dd>", html)[1]
    assert re.sub(r"<[^>]+>", "", languages) == "English, français, 简体中文, xx"
    assert '<dt>Other titles</dt><dd><span lang="fr" dir="ltr">Que ça marche</span></dd>' in html


def test_citations_are_grouped_by_chapter_in_natural_order(page):
    source = SourceFactory()
    for slug, locator in [("a", "chapter 10"), ("b", "chapter 2, Cities"), ("a", "chapter 2، Data"), ("a", "")]:
        practice = Practice.objects.filter(slug=slug).first() or PracticeFactory(slug=slug, citations=[])
        practice.citations.create(source=source, locator_en=locator, locator_fr=locator)
    html = page(source)
    assert re.findall(r"<h3>(.+?)</h3>|<p class=\"meta\"><span>(Cities|Data)", html) == [
        ("Chapter or section not given", ""),
        ("Chapter 2", ""),
        ("", "Data"),
        ("", "Cities"),
        ("Chapter 10", ""),
    ]
