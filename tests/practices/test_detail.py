"""The page of a practice: all that is known about it, and nothing that is not public."""

import datetime
import html
import re
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from practices.models import Practice
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    GuidingPrincipleFactory,
    KeyFigureFactory,
    LinkFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    SDGTargetFactory,
    SessionFactory,
    SourceFactory,
    ThemeFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def main(client):
    """What stands between header and footer."""

    def read(practice):
        response = client.get(practice.get_absolute_url())
        assert response.status_code == 200
        return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]

    return read


def words(part):
    """The text of a piece of a page without its tags."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", part).split())).replace(" ,", ",")


def links(page):
    return re.findall(r'<a href="([^"]+)"', page)


def facts(page):
    return {words(name): words(text) for name, text in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)}


def titles(context, name):
    return [practice.slug for practice in context[name]]


@pytest.fixture
def practice():
    """One that has everything."""
    kenya = CountryFactory(code="KE", name_en="Kenya", m49="404")
    practice = PracticeFactory(
        slug="one-stop",
        title_en="One-stop centre",
        context_en="Why it came about.",
        editor_note_en="The sources disagree.",
        place_en="Nairobi",
        scope="local",
        started="2016-03",
        stage="ongoing",
        evidence="evaluated",
        evaluation_url="https://example.org/evaluation",
        verified_on=datetime.date(2026, 11, 22),
        countries=[kenya, CountryFactory(code="UG", name_en="Uganda", m49="800")],
        primary=ObjectiveFactory(number=23),
        objectives=[ObjectiveFactory(number=6)],
        actions=[ActionFactory(letter="c")],
        sdg_targets=[SDGTargetFactory(code="10.7")],
        principles=[GuidingPrincipleFactory(letter="h")],
        themes=[ThemeFactory(slug="health", name_en="Health")],
        leads=[ActorFactory(slug="city", name_en="City", kind="local-government", country=kenya)],
        partners=[ActorFactory(slug="iom", name_en="IOM", kind="un-system")],
        citations=[SourceFactory(slug="idm-28", title_en="Red book")],
    )
    workshop = WorkshopFactory(slug="2018-geneva", city_en="Geneva")
    session = SessionFactory(workshop=workshop, position=1, title_en="Money")
    person = PersonFactory(slug="ann-lee", name="Ann Lee")
    PresentationFactory(practice=practice, session=session, person=person, actor=ActorFactory(slug="iom"))
    KeyFigureFactory(practice=practice, value=12000, qualifier="over", label_en="people served", year=2017)
    LinkFactory(practice=practice, url="https://example.org/more", title_en="More about it", language="fr")
    Practice.objects.update(updated_at=datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC))
    return practice


def test_everything_known_stands_in_the_fact_sheet(main, practice):
    assert facts(main(practice)) == {
        "Where": "Nairobi Kenya, Uganda",
        "Scope": "Local",
        "Kind": "Service",
        "When": "since March 2016",
        "Stage": "Ongoing",
        "Evidence": "Evaluated ( evaluation ) It has been evaluated.",
        "SDG targets": "10.7",
        "Principles": "Principle h",
        "Themes": "Health",
        "Verified": "22 November 2026",
        "Updated": "22 November 2026",
        "Licence": "CC-BY-4.0",
        "Cite and download": "Cite this RIS BibTeX JSON",
    }


def test_everything_it_is_linked_with_is_a_link(main, practice):
    assert links(main(practice)) == [
        "/en/practices/",
        "/en/practices/map/#designations",
        "/en/countries/KE/",
        "/en/countries/UG/",
        "https://example.org/evaluation",
        "/en/sdg/10.7/",
        "/en/principles/principle-h/",
        "/en/practices/?theme=health",
        "#cite",
        "/en/practices/one-stop/citation.ris",
        "/en/practices/one-stop/citation.bib",
        "/en/practices/one-stop.json",
        "/en/objectives/23/",
        "/en/objectives/23/#action-23c",
        "/en/objectives/6/",
        "/en/actors/city/",
        "/en/actors/iom/",
        "/en/people/ann-lee/",
        "/en/actors/iom/",
        "/en/dialogues/2018/geneva/session-1/",
        "/en/dialogues/2018/geneva/",
        "/en/sources/idm-28/",
        "https://example.org/more",
        "/en/practices/one-stop/citation.ris",
        "/en/practices/one-stop/citation.bib",
        "/en/practices/one-stop.json",
    ]


def test_everything_told_stands_in_the_article(main, practice):
    article = words(re.search(r"<article.*</article>", main(practice), re.DOTALL)[0])
    expected = [
        "One-stop centre",
        "What it is, where, and who does it.",
        "more than 12,000 people served (2017)",
        "Context Why it came about.",
        "What it serves",
        "Lead City Local government, Kenya Partner IOM United Nations system",
        "Ann Lee, IOM Money Geneva 2018",
        "Sources read Red book 2018 chapter 2 Elsewhere More about it",
        "Editor’s note The sources disagree.",
    ]
    positions = [article.find(text) for text in expected]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert "Lessons" not in article


def test_what_is_not_known_is_said_or_left_out(main):
    found = facts(main(PracticeFactory(verified_on=None)))
    assert (found["Where"], found["When"], found["Evidence"]) == (
        "Worldwide",
        "Not dated in the source",
        "Claimed Those who run the practice, or a report about it, say so.",
    )
    assert found.keys() & {"Verified", "Themes", "Principles", "SDG targets", "Adapted from"} == set()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_constant_number_of_queries(client, count, django_assert_num_queries):
    actors = [ActorFactory(country=CountryFactory()) for _ in range(2 * count)]
    practice = PracticeFactory(
        countries=[CountryFactory() for _ in range(count)],
        leads=actors[:count],
        partners=actors[count:],
        actions=[ActionFactory(letter=letter) for letter in "abc"[:count]],
        sdg_targets=[SDGTargetFactory() for _ in range(count)],
        themes=[ThemeFactory() for _ in range(count)],
        citations=[SourceFactory(publisher=actor) for actor in actors],
    )
    for _ in range(count):
        PresentationFactory(practice=practice)
        KeyFigureFactory(practice=practice)
        LinkFactory(practice=practice)
        PracticeFactory(part_of=practice, leads=actors)
        PracticeFactory(adapted_from=practice)
    for day in range(count):
        practice.title_en, practice._change_reason = f"Version {day}", f"Reason {day}"
        practice._history_date = timezone.now() + datetime.timedelta(days=day + 1)
        practice.save()
    client.get(practice.get_absolute_url())  # reads the index
    with django_assert_num_queries(19):
        response = client.get(practice.get_absolute_url())
    assert [len(response.context[name]) for name in ("parts", "adaptations", "related")] == [count] * 3
    assert len(response.context["changes"]) == count + 1


def test_relations_to_other_practices_are_shown_both_ways(client):
    whole, origin = PracticeFactory(slug="whole"), PracticeFactory(slug="origin")
    practice = PracticeFactory(slug="middle", part_of=whole, adapted_from=origin)
    PracticeFactory(slug="part", part_of=practice)
    PracticeFactory(slug="copy", adapted_from=practice)
    context = client.get(practice.get_absolute_url()).context
    assert (context["whole"].slug, context["origin"].slug) == ("whole", "origin")
    assert (titles(context, "parts"), titles(context, "adaptations")) == (["part"], ["copy"])
    assert titles(client.get(whole.get_absolute_url()).context, "parts") == ["middle"]


@pytest.mark.parametrize("status", ["draft", "in-review", "archived"])
def test_relations_to_what_is_not_public_are_hidden(client, main, status):
    actors = [ActorFactory(), ActorFactory()]
    hidden = PracticeFactory(slug="hidden", title_en="CANARY", status=status, leads=actors)
    practice = PracticeFactory(part_of=hidden, adapted_from=hidden, leads=actors)
    for slug in ("part", "copy"):
        other = {"part": "part_of", "copy": "adapted_from"}[slug]
        PracticeFactory(slug=slug, title_en="CANARY", status=status, **{other: practice})
    context = client.get(practice.get_absolute_url()).context
    assert (context["whole"], context["origin"], list(context["related"])) == (None, None, [])
    assert (titles(context, "parts"), titles(context, "adaptations")) == ([], [])
    assert "CANARY" not in main(practice)


def test_related_practices_share_at_least_two_things_and_those_with_most_come_first(client):
    """Of actions, objectives and named actors; all serve objective 23 here unless another is given."""
    iom, unhcr, generic, other = ActorFactory(), ActorFactory(), ActorFactory(generic=True), ObjectiveFactory(number=6)
    actions = [ActionFactory(letter=letter) for letter in "abc"]
    practice = PracticeFactory(slug="this", leads=[iom], partners=[unhcr, generic], actions=actions)
    PracticeFactory(slug="objective-only", leads=[generic])
    PracticeFactory(slug="actor-only", leads=[iom], primary=other)
    PracticeFactory(slug="actor-twice", leads=[iom], partners=[iom], primary=other)
    PracticeFactory(slug="two-actors", leads=[unhcr], partners=[iom], primary=other)
    PracticeFactory(slug="objective-and-actor", leads=[iom])
    PracticeFactory(slug="two-actions", actions=actions[1:])
    PracticeFactory(slug="four-things", leads=[iom], actions=actions)
    PracticeFactory(slug="draft", leads=[iom, unhcr], actions=actions, status="draft")
    found = client.get(practice.get_absolute_url()).context["related"]
    assert [other.slug for other, _ in found] == ["four-things", "two-actions", "two-actors", "objective-and-actor"]
    assert [(name, code) for name, code, _ in found[1][1][:3]] == [
        ("action", "23b"),
        ("action", "23c"),
        ("objective", "23"),
    ]


def test_at_most_five_related_practices_are_shown(client):
    actors = [ActorFactory(), ActorFactory()]
    practices = [PracticeFactory(leads=actors) for _ in range(7)]
    assert len(client.get(practices[0].get_absolute_url()).context["related"]) == 5


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_former_address_leads_to_the_present_one_for_ever(client, language):
    practice = PracticeFactory(slug="first")
    for slug in ("second", "third"):
        practice.slug = slug
        practice.save()
    for slug in ("first", "second"):
        response = client.get(f"/{language}/practices/{slug}/")
        assert (response.status_code, response.headers["Location"]) == (301, f"/{language}/practices/third/")
    PracticeFactory(slug="first", title_en="Another")
    assert "Another" in client.get("/en/practices/first/").content.decode()
    assert client.get("/en/practices/second/").status_code == 301


def test_a_former_address_of_a_draft_tells_nothing(client):
    practice = PracticeFactory(slug="first", status="draft")
    practice.slug = "second"
    practice.save()
    assert [client.get(f"/en/practices/{slug}/").status_code for slug in ("first", "second")] == [404, 404]


def test_texts_fall_back_and_say_so(main):
    practice = PracticeFactory(title_en=None, title_fr="Guichet unique", place_en="", place_fr="Genève")
    page = main(practice)
    assert '<h1><span lang="fr" dir="ltr">Guichet unique</span> <small class="fallback"' in page
    assert '<bdi lang="fr">Genève</bdi>' in page
    with translation.override("fr"):
        assert "<h1>Guichet unique</h1>" in main(practice)
    with translation.override("ar"):
        assert '<h1><span lang="fr" dir="ltr">Guichet unique</span>' in main(practice)


def test_no_text_is_run(client):
    unsafe = "<script>alert(1)</script>"
    names = [
        "title",
        "summary",
        "context",
        "results",
        "lessons",
        "recommendations",
        "innovation",
        "editor_note",
        "place",
    ]
    practice = PracticeFactory(
        **{f"{name}_en": f"{unsafe}{name}" for name in names},
        leads=[ActorFactory(name_en=unsafe)],
        countries=[CountryFactory(name_en=unsafe)],
        themes=[ThemeFactory(name_en=unsafe)],
        sdg_targets=[SDGTargetFactory(title_en='" onmouseover="alert(1)')],
    )
    KeyFigureFactory(practice=practice, value=Decimal(1), label_en=unsafe, unit_en=unsafe)
    LinkFactory(practice=practice, title_en=unsafe)
    PresentationFactory(practice=practice, person=PersonFactory(name=unsafe))
    page = client.get(practice.get_absolute_url()).content.decode()
    assert unsafe not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= len(names) + 7
    assert 'onmouseover="' not in page


def test_a_citation_of_what_was_not_read_stands_apart(main):
    practice = PracticeFactory(citations=[SourceFactory(title_en="Red book", year=None)])
    for position, locator in enumerate([{"locator_en": "cited in note 12"}, {"locator_fr": "citée à la note 3"}]):
        source = SourceFactory(title_en=f"Handbook {position}", year=None)
        practice.citations.create(source=source, position=position + 2, **locator)
    article = words(main(practice))
    start, end = article.index("Sources read"), article.index("Sources cited there")
    assert article[start:end] == "Sources read Red book chapter 2 "
    assert "Handbook 0 cited in note 12 Handbook 1 citée à la note 3" in article[end:]


@pytest.mark.parametrize(("days", "is_stale"), [(730, False), (731, True)])
def test_what_was_not_verified_for_24_months_says_so(main, days, is_stale):
    page = main(PracticeFactory(verified_on=timezone.localdate() - datetime.timedelta(days=days)))
    assert ("not verified for 24 months" in page) == is_stale


def test_many_countries_are_folded_and_counted(main):
    region = RegionFactory()
    countries = [CountryFactory(name_en=f"Country {number:02}", region=region) for number in range(60)]
    page = main(PracticeFactory(scope="global", countries=countries))
    assert facts(page)["Where"].startswith("60 countries Country 00, Country 01, ")
    assert [f"/en/countries/{country.code}/" in links(page) for country in countries] == [True] * 60


def test_no_heading_stands_above_nothing(main):
    practice = PracticeFactory(leads=[], citations=[])
    practice.practice_objectives.all().delete()
    assert re.findall(r"<h2>(.*?)</h2>", main(practice)) == ["History", "Cite this"]
