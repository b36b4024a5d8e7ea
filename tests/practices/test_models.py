import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone, translation

from actors.models import Region
from gcmhub.codes import Coded
from practices.choices import Scope, Status
from practices.models import FormerSlug, Practice
from tests.factories import (
    ActionFactory,
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    EditionFactory,
    FindingFactory,
    GuidingPrincipleFactory,
    KeyFigureFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    SDGGoalFactory,
    SDGTargetFactory,
    SessionFactory,
    SourceFactory,
    ThemeFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db

CODES = {
    SDGGoalFactory: ("number", 10),
    SDGTargetFactory: ("code", "10.c"),
    ObjectiveFactory: ("number", 7),
    ActionFactory: ("letter", "c"),
    GuidingPrincipleFactory: ("slug", "child-sensitive"),
    ThemeFactory: ("slug", "health"),
    RegionFactory: ("slug", "western-africa"),
    CountryFactory: ("code", "NO"),
    ActorFactory: ("slug", "iom"),
    SourceFactory: ("slug", "idm-28"),
    PersonFactory: ("slug", "louise-arbour"),
    EditionFactory: ("year", 2018),
    WorkshopFactory: ("slug", "2018-geneva"),
    SessionFactory: ("slug", "2018-geneva-panel-1"),
    PracticeFactory: ("slug", "one-stop"),
}


def redirects():
    return dict(FormerSlug.objects.values_list("slug", "practice__slug"))


def rename(practice, slug):
    """As a curator does: read, change, save."""
    practice = Practice.objects.get(pk=practice.pk)
    practice.slug = slug
    practice.save()


def regions(practice):
    return [region.slug for region in practice.all_regions()]


@pytest.mark.parametrize("factory", CODES, ids=lambda factory: factory._meta.model.__name__)
def test_every_record_is_found_by_its_code(factory):
    name, value = CODES[factory]
    factory()
    record = factory(**{name: value})
    code = "23c" if name == "letter" else value
    assert record.natural_key() == (code,)
    assert type(record).objects.get_by_natural_key(code) == record
    assert type(record).objects.get_by_natural_key(str(code)) == record


def test_every_model_with_a_code_has_been_tried():
    labels = ("objectives", "actors", "dialogues", "practices")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    coded = {model for model in models if issubclass(model, Coded)}
    assert coded == {factory._meta.model for factory in CODES}


def test_parts_say_what_they_are_about():
    practice = PracticeFactory(slug="one-stop", leads=[ActorFactory(slug="iom")])
    finding = FindingFactory(number=3)
    presentation = PresentationFactory(
        practice=practice,
        session=SessionFactory(workshop=WorkshopFactory(slug="2018-geneva"), position=4),
        person=PersonFactory(slug="louise-arbour"),
    )
    assert practice.participations.get().natural_key() == ("one-stop", "iom", "lead")
    assert practice.practice_objectives.get().natural_key() == ("one-stop", 23)
    assert presentation.natural_key() == ("one-stop", "2018-geneva", "2018-geneva-session-4", "louise-arbour")
    assert finding.natural_key() == (2018, "key-message", 3)


def test_a_complete_practice_lacks_nothing():
    assert PracticeFactory().gaps() == []


@pytest.mark.parametrize(
    ("given", "gap"),
    [
        ({"title_en": "", "title_fr": None}, "title"),
        ({"summary_en": None, "summary_fr": ""}, "summary"),
        ({"kind": ""}, "kind"),
        ({"scope": ""}, "scope"),
        ({"leads": []}, "a lead"),
        ({"citations": []}, "a citation"),
        ({"scope": Scope.LOCAL}, "a country or region"),
    ],
)
def test_each_missing_thing_is_named(given, gap):
    practice = PracticeFactory(status=Status.DRAFT, **given)
    others = ["a country or region"] if gap == "scope" else []
    assert list(map(str, practice.gaps())) == [gap, *others]


def test_partners_and_other_objectives_do_not_make_up_for_those_needed():
    practice = PracticeFactory(leads=[], partners=[ActorFactory()], objectives=[ObjectiveFactory(number=6)])
    practice.practice_objectives.filter(primary=True).delete()
    assert list(map(str, practice.gaps())) == ["a lead", "a primary objective"]


def test_the_objective_of_each_action_must_be_listed():
    practice = PracticeFactory(actions=[ActionFactory(letter="c"), ActionFactory(objective=ObjectiveFactory(number=6))])
    assert list(map(str, practice.gaps())) == ["the objective of each action"]


@pytest.mark.parametrize("where", ["countries", "regions"])
def test_a_country_or_a_region_says_where(where):
    place = CountryFactory() if where == "countries" else RegionFactory()
    assert PracticeFactory(scope=Scope.LOCAL, **{where: [place]}).gaps() == []


def test_a_text_in_any_language_is_a_text_whatever_the_curator_reads():
    practice = PracticeFactory(title_en=None, title_fr=None, title_ru="Практика")
    for language in ("en", "ru"):
        with translation.override(language):
            assert Practice.objects.get(pk=practice.pk).gaps() == []


def test_what_is_published_must_be_complete_in_itself():
    practice = Practice(slug="empty", status=Status.PUBLISHED, title_en="Title")
    with pytest.raises(ValidationError) as refused:
        practice.clean()
    needed = ["Needed before it can be published."]
    assert refused.value.message_dict == {"summary": needed, "kind": needed, "scope": needed}


@pytest.mark.parametrize(("started", "ended"), [("2018-05", "2018-04"), ("2018-05-02", "2018-05-01"), ("2019", "2018")])
def test_the_end_comes_after_the_start_to_the_day(started, ended):
    practice = Practice(slug="short", title_en="Title", started=started, ended=ended)
    with pytest.raises(ValidationError) as refused:
        practice.full_clean()
    assert refused.value.message_dict["ended"] == ["A practice cannot end before it starts."]


@pytest.mark.parametrize(("started", "ended"), [("2018-05", "2018"), ("2018", "2018-04"), ("2018-05-02", "2018-05-02")])
def test_dates_that_may_be_in_order_are_in_order(started, ended):
    Practice(slug="short", title_en="Title", started=started, ended=ended).full_clean()


def test_old_slugs_lead_to_the_last_one():
    practice = PracticeFactory(slug="a")
    rename(practice, "b")
    assert redirects() == {"a": "b"}
    rename(practice, "c")
    assert redirects() == {"a": "c", "b": "c"}


def test_the_same_instance_can_be_renamed_again():
    practice = PracticeFactory(slug="a")
    for slug in ("b", "c"):
        practice.slug = slug
        practice.save()
    assert redirects() == {"a": "c", "b": "c"}


def test_a_slug_that_is_taken_back_leads_nowhere_else():
    practice = PracticeFactory(slug="a")
    rename(practice, "b")
    rename(practice, "a")
    assert redirects() == {"b": "a"}


def test_an_old_slug_can_be_used_again():
    first = PracticeFactory(slug="a")
    rename(first, "b")
    second = PracticeFactory(slug="a")
    assert redirects() == {}
    rename(second, "c")
    assert redirects() == {"a": "c"}


def test_a_practice_read_without_its_slug_can_be_saved():
    practice = PracticeFactory(slug="a")
    practice = Practice.objects.only("title_en").get(pk=practice.pk)
    practice.title_en = "Another title"
    practice.save()
    assert (Practice.objects.get().title_en, redirects()) == ("Another title", {})


def test_the_first_publication_is_remembered():
    practice = PracticeFactory(status=Status.DRAFT)
    assert practice.published_at is None
    found = []
    for status in (Status.PUBLISHED, Status.ARCHIVED, Status.PUBLISHED):
        practice.status = status
        practice.save()
        found.append(Practice.objects.get().published_at)
    assert found == [found[0]] * 3
    assert timezone.now() - found[0] < datetime.timedelta(minutes=1)


def test_the_regions_of_a_practice_are_those_of_its_countries_at_every_level():
    world = RegionFactory(slug="world", parent=None)
    africa, asia = (RegionFactory(slug=slug, parent=world) for slug in ("africa", "asia"))
    southern = RegionFactory(slug="sub-saharan-africa", parent=africa)
    western = RegionFactory(slug="western-africa", parent=southern)
    mali, ghana = CountryFactory(region=western), CountryFactory(region=western)
    practice = PracticeFactory(countries=[mali, ghana])
    assert regions(practice) == ["africa", "sub-saharan-africa", "western-africa"]
    assert regions(PracticeFactory(regions=[asia], countries=[mali])) == [
        "africa",
        "asia",
        "sub-saharan-africa",
        "western-africa",
    ]
    assert regions(PracticeFactory(regions=[world])) == []
    assert regions(PracticeFactory()) == []
    assert Region.objects.count() == 5


def test_a_practice_says_its_name_or_else_its_slug():
    assert str(PracticeFactory(title_en="One stop")) == "One stop"
    assert str(PracticeFactory(slug="no-title", title_en=None, title_fr=None, status=Status.DRAFT)) == "no-title"


def test_a_session_of_another_workshop_is_refused():
    presentation = PresentationFactory()
    presentation.workshop = WorkshopFactory()
    with pytest.raises(ValidationError) as refused:
        presentation.clean()
    assert refused.value.message_dict == {"session": ["This session belongs to another workshop."]}


def test_who_a_presenter_spoke_for_is_taken_from_the_agenda():
    person, workshop = PersonFactory(), WorkshopFactory()
    morning, evening = (SessionFactory(workshop=workshop, position=position) for position in (1, 2))
    forum, ministry, other = ActorFactory(), ActorFactory(), ActorFactory()
    AppearanceFactory(person=person, session=morning, actor=forum)
    AppearanceFactory(person=person, session=evening, actor=ministry)

    def spoke_for(**given):
        presentation = PresentationFactory.build(practice=None, workshop=workshop, **({"actor": None} | given))
        presentation.clean()
        return presentation.actor

    assert spoke_for(session=evening, person=person) == ministry
    assert spoke_for(session=None, person=person) == forum
    assert spoke_for(session=evening, person=person, actor=other) == other
    assert spoke_for(session=evening, person=PersonFactory()) is None
    assert spoke_for(session=None, person=None) is None


@pytest.mark.parametrize(
    ("value", "text"), [("41.000", "41 villages"), ("1200000", "1200000 villages"), ("0.5", "0.5 villages")]
)
def test_a_figure_reads_as_people_write_it(value, text):
    assert str(KeyFigureFactory.build(practice=None, value=Decimal(value))) == text


@pytest.mark.parametrize("name", ["part_of", "adapted_from"])
def test_a_practice_is_not_above_itself(name):
    first, second = PracticeFactory(), PracticeFactory()
    setattr(second, name, first)
    second.full_clean()
    second.save()
    setattr(first, name, second)
    with pytest.raises(ValidationError) as refused:
        first.full_clean()
    assert refused.value.message_dict == {name: ["A practice cannot be part of itself or adapted from itself."]}


def test_an_address_of_another_page_is_no_slug():
    with pytest.raises(ValidationError) as refused:
        Practice(slug="matrix", title_en="A matrix").full_clean()
    assert refused.value.message_dict == {"slug": ["This word is the address of another page; choose a longer slug."]}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself what is not null")
@pytest.mark.parametrize(
    ("index", "column"), [("practice_parts", "part_of_id"), ("practice_adaptations", "adapted_from_id")]
)
def test_the_few_parts_and_adaptations_are_found_without_reading_every_practice(index, column):
    alike = {"kind": "tool", "scope": "local", "status": "published"}
    Practice.objects.bulk_create(Practice(slug=f"p{n}", **alike) for n in range(500))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        found = Practice.objects.published().beside(Practice.objects.get(slug="p7"), [1, 2])
        assert f"USING INDEX {index} ({column}=?)" in found.explain()
        cursor.execute(f"DROP INDEX {index}")
        assert f"({column}=?)" not in found.order_by("-slug").explain()  # not the same text, whose plan is kept
