"""What is searched follows every change at once, and is what it would be if it were all written anew."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from gcmhub.content.loading import load
from gcmhub.search import found_ids
from practices.changes import one_bulk_change
from practices.documents import SearchDocument, SearchWord
from practices.models import Practice
from practices.search import SEARCHED, write_all
from tests.contents import SMALL, write
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
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
)
from tests.world import a_small_world

pytestmark = pytest.mark.django_db


def practices(words):
    return [practice.slug for practice in Practice.objects.filter(pk__in=found_ids("practice", words)).order_by("slug")]


def kept():
    """All that a search looks in."""
    return list(SearchDocument.objects.order_by("pk").values()), list(SearchWord.objects.order_by("pk").values())


@pytest.fixture(autouse=True)
def nothing_differs_from_writing_it_all_anew(db):
    yield
    now = kept()
    assert now[0]
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    write_all()
    assert kept() == now


def test_every_kind_of_record_is_kept():
    a_small_world()
    kinds = {searched.kind: searched.records().count() for searched in SEARCHED}
    assert min(kinds.values()) > 0
    assert SearchDocument.objects.count() == sum(kinds.values())


def test_a_practice_is_found_from_the_moment_it_is_published_until_it_is_withdrawn():
    practice = PracticeFactory(slug="first", title_en="Zebra crossing", status="draft")
    found = [practices("zebra")]
    for status in ("published", "archived", "in-review", "published"):
        practice.status = status
        practice.save()
        found.append(practices("zebra"))
    assert found == [[], ["first"], [], [], ["first"]]
    practice.delete()
    assert (practices("zebra"), SearchWord.objects.filter(written="zebra").exists()) == ([], False)


def test_a_changed_text_is_found_and_the_old_one_no_more():
    practice = PracticeFactory(slug="first", title_en="Zebra crossing", title_fr="Gazelles")
    practice.title_en = "Antelope crossing"
    practice.save()
    assert (practices("zebra"), practices("gazelle"), practices("antelope")) == ([], ["first"], ["first"])
    assert not SearchWord.objects.filter(written="zebra").exists()
    assert SearchWord.objects.get(written="antelope").documents == 1


def test_a_word_of_two_records_is_counted_twice():
    first, _ = PracticeFactory(title_en="Zebra zebra"), PracticeFactory(title_en="Zebra")
    assert SearchWord.objects.get(written="zebra").documents == 2
    first.delete()
    assert SearchWord.objects.get(written="zebra").documents == 1


def test_an_actor_is_renamed():
    actor = ActorFactory(name_en="Zebra fund")
    PracticeFactory(slug="first", leads=[actor])
    PracticeFactory(slug="draft", leads=[actor], status="draft")
    PracticeFactory(slug="other")
    source = SourceFactory(publisher=actor)
    actor.name_en, actor.aliases = "Antelope fund", "Old zoo"
    actor.save()
    assert (practices("zebra"), practices("antelope zoo")) == ([], ["first"])
    assert (found_ids("actor", "antelope zoo"), found_ids("actor", "zebra")) == ([actor.pk], [])
    assert (found_ids("source", "antelope zoo"), found_ids("source", "zebra")) == ([source.pk], [])


def test_a_participation_comes_moves_and_goes():
    zebra, antelope = ActorFactory(name_en="Zebra fund"), ActorFactory(name_en="Antelope fund")
    first, second = PracticeFactory(slug="first", leads=[]), PracticeFactory(slug="second", leads=[])
    part = first.participations.create(actor=zebra, role="lead")
    assert practices("zebra") == ["first"]
    part.practice = second
    part.save()
    assert practices("zebra") == ["second"]
    part.actor = antelope
    part.save()
    assert (practices("zebra"), practices("antelope")) == ([], ["second"])
    part.delete()
    assert practices("antelope") == []


def test_a_place_comes_is_renamed_and_goes():
    country, region = CountryFactory(name_en="Zebraland"), RegionFactory(name_en="Antelopia")
    first, second = PracticeFactory(slug="first", countries=[country]), PracticeFactory(slug="second")
    first.regions.add(region)
    assert (practices("zebraland antelopia"), practices("zebraland")) == (["first"], ["first"])
    country.name_en = "Oryxland"
    country.save()
    assert (practices("zebraland"), practices("oryxland"), found_ids("country", "oryxland")) == (
        [],
        ["first"],
        [country.pk],
    )
    first.countries.clear()
    assert practices("oryxland") == []
    second.countries.set([country])
    assert practices("oryxland") == ["second"]
    second.countries.remove(country)
    assert practices("oryxland") == []


def test_a_place_is_given_from_the_other_side(settings):
    settings.SIMPLE_HISTORY_ENABLED = False  # the library of the history cannot do it from this side
    country = CountryFactory(name_en="Zebraland")
    first, second = PracticeFactory(slug="first"), PracticeFactory(slug="second")
    country.practices.add(first, second)
    assert practices("zebraland") == ["first", "second"]
    country.practices.remove(first)
    assert practices("zebraland") == ["second"]
    country.practices.clear()
    assert practices("zebraland") == []


def test_parts_and_themes_are_searched():
    practice, person = PracticeFactory(slug="first"), PersonFactory(name="Zebediah Quill")
    figure, theme = KeyFigureFactory(practice=practice, label_en="zebras counted"), ThemeFactory(name_fr="Antilopes")
    practice.themes.add(theme)
    presentation = PresentationFactory(practice=practice, person=person)
    assert [practices(words) for words in ("zebra", "antilope", "quill")] == [["first"]] * 3
    person.name = "Zebediah Feather"
    person.save()
    theme.name_fr = "Gazelles"
    theme.save()
    assert [practices(words) for words in ("quill", "antilope", "feather", "gazelle")] == [[], [], ["first"], ["first"]]
    figure.delete()
    presentation.delete()
    assert [practices(words) for words in ("zebra", "feather")] == [[], []]


def test_a_person_is_found_who_is_on_an_agenda_or_reported_a_published_practice():
    person = PersonFactory(name="Zebediah Quill")
    assert found_ids("person", "quill") == []
    practice = PracticeFactory(status="draft")
    presentation = PresentationFactory(practice=practice, person=person)
    assert found_ids("person", "quill") == []
    practice.status = "published"
    practice.save()
    assert found_ids("person", "quill") == [person.pk]
    presentation.delete()
    assert found_ids("person", "quill") == []
    appearance = AppearanceFactory(person=person, function_en="Zookeeper")
    assert found_ids("person", "quill") == [person.pk]
    assert found_ids("session", "quill zookeeper") == [appearance.session.pk]
    person.other_spellings = "Z. Kwill"
    person.save()
    assert found_ids("session", "kwill") == [appearance.session.pk]
    session = SessionFactory(workshop=appearance.session.workshop)
    appearance.session = session
    appearance.save()
    assert found_ids("session", "kwill") == [session.pk]
    session.delete()
    assert (found_ids("session", "kwill"), found_ids("person", "kwill")) == ([], [])


def test_the_frame_is_searched():
    target = SDGTargetFactory(code="10.7", goal=SDGGoalFactory(number=10, name_en="Reduced zebras"))
    assert found_ids("sdg-target", "zebra") == [target.pk]
    target.goal.name_en = "Reduced antelopes"
    target.goal.save()
    assert (found_ids("sdg-target", "zebra"), found_ids("sdg-target", "antelope")) == ([], [target.pk])
    objective = ObjectiveFactory(number=7, summary_fr="Des zèbres")
    assert found_ids("objective", "zebre") == [objective.pk]


def test_what_does_not_matter_to_a_search_writes_nothing():
    actor = ActorFactory(name_en="Zebra fund")
    PracticeFactory(leads=[actor])
    actor.website = "https://example.org/"
    with CaptureQueriesContext(connection) as queries:
        actor.save()
    assert [query["sql"] for query in queries if "search" in query["sql"]] == []


def test_what_is_taken_back_was_never_found():
    PracticeFactory(slug="first")
    with transaction.atomic():
        PracticeFactory(title_en="Zebra")
        assert len(practices("zebra")) == 1
        transaction.set_rollback(True)
    assert practices("zebra") == []


def test_a_bulk_change_is_written_at_its_end():
    PracticeFactory(slug="old", title_en="Zebra")
    with transaction.atomic(), one_bulk_change():
        PracticeFactory(slug="new", title_en="Zebra", countries=[CountryFactory(name_en="Oryxland")])
        Practice.objects.filter(slug="old").update(title_en="Antelope")
        assert (practices("zebra"), practices("oryxland")) == (["old"], [])
        with one_bulk_change():
            pass
        assert practices("zebra") == ["old"]
    assert (practices("zebra oryxland"), practices("zebra"), practices("antelope")) == (["new"], ["new"], ["old"])
    with transaction.atomic(), one_bulk_change():
        Practice.objects.get(slug="old").delete()
        Practice.objects.filter(slug="new").update(status="archived")
    assert (practices("zebra"), practices("antelope")) == ([], [])


def test_a_bulk_change_that_fails_writes_nothing():
    PracticeFactory(slug="old", title_en="Zebra")

    def fail():
        with transaction.atomic(), one_bulk_change():
            Practice.objects.update(title_en="Antelope")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (practices("zebra"), practices("antelope")) == (["old"], [])


def test_a_database_filled_before_there_was_a_search_gets_its_documents_when_it_is_migrated():
    PracticeFactory(slug="old", title_en="Zebra")
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    assert practices("zebra") == []
    call_command("migrate", verbosity=0)
    assert practices("zebra") == ["old"]


def test_a_load_fills_the_search(tmp_path):
    write(tmp_path, SMALL)
    load(tmp_path)
    assert practices("OIM") == practices("norvège") == ["one-stop"]
    assert found_ids("actor", "refugee office", "names") == [Actor.objects.get(slug="unhcr").pk]
