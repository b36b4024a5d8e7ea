"""The change log: every change that a list shows has a number, and readers see the numbers in their order."""

import threading
from collections import Counter
from concurrent.futures import wait

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from practices.changes import Change, DataVersion, last_change, one_bulk_change, record_change
from practices.models import Citation, FormerSlug, KeyFigure, Link, Participation, Practice, PracticeObjective
from practices.signals import PARTS, RELATIONS, VOCABULARIES
from tests.databases import other_threads
from tests.factories import (
    ActionFactory,
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    EditionFactory,
    FindingFactory,
    GuidingPrincipleFactory,
    KeyFigureFactory,
    LinkFactory,
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

PATIENCE = 20  # seconds
VOCABULARY_FACTORIES = [
    SDGGoalFactory,
    SDGTargetFactory,
    ObjectiveFactory,
    ActionFactory,
    GuidingPrincipleFactory,
    ThemeFactory,
    RegionFactory,
    CountryFactory,
    ActorFactory,
    SourceFactory,
    EditionFactory,
    WorkshopFactory,
    SessionFactory,
    PersonFactory,
    AppearanceFactory,
    FindingFactory,
]
RELATED_FACTORIES = {
    "countries": CountryFactory,
    "regions": RegionFactory,
    "actions": ActionFactory,
    "sdg_targets": SDGTargetFactory,
    "principles": GuidingPrincipleFactory,
    "themes": ThemeFactory,
}


@pytest.fixture
def noted(db):
    """What has been noted since: the id of the practice, or None for everything."""
    return since_now


class since_now:  # noqa: N801 -- reads as `with noted() as ids`
    def __enter__(self):
        self.start = last_change()
        self.ids = []
        return self.ids

    def __exit__(self, error, *details):
        if error:
            return
        changes = list(Change.objects.filter(sequence__gt=self.start).values_list("sequence", "practice_id"))
        self.ids += [practice_id for _, practice_id in changes]
        assert [number for number, _ in changes] == list(range(self.start + 1, last_change() + 1))


@pytest.fixture
def practice(db):
    return PracticeFactory()


def test_an_empty_base_begins_at_nought(db):
    assert last_change() == 0
    record_change()
    assert (last_change(), str(DataVersion.objects.get()), str(Change.objects.get())) == (1, "1", "1: all")


def test_a_practice_is_noted_when_it_is_made_changed_and_deleted(noted):
    with noted() as ids:
        practice = Practice.objects.create(slug="new", title_en="New")
    assert ids == [practice.pk]
    with noted() as ids:
        practice.save()
    assert ids == [practice.pk]
    pk = practice.pk
    with noted() as ids:
        practice.delete()
    assert ids == [pk]


def test_a_renamed_practice_is_noted(noted, practice):
    practice.slug = "renamed"
    with noted() as ids:
        practice.save()
    assert ids == [practice.pk]
    assert FormerSlug.objects.count() == 1


PART_MAKERS = {
    "PracticeObjective": lambda practice: PracticeObjective(practice=practice, objective=ObjectiveFactory(number=1)),
    "Participation": lambda practice: Participation(practice=practice, actor=ActorFactory(), role="funder"),
    "Presentation": lambda practice: PresentationFactory.build(
        practice=practice, workshop=(session := SessionFactory()).workshop, session=session, person=None, actor=None
    ),
    "KeyFigure": lambda practice: KeyFigureFactory.build(practice=practice),
    "Citation": lambda practice: Citation(practice=practice, source=SourceFactory()),
    "Link": lambda practice: LinkFactory.build(practice=practice),
}


def test_every_part_and_vocabulary_is_tried():
    assert {model.__name__ for model in PARTS} == PART_MAKERS.keys()
    assert set(VOCABULARIES) == {factory._meta.model for factory in VOCABULARY_FACTORIES}
    assert set(RELATIONS) == RELATED_FACTORIES.keys() == {f.name for f in Practice._meta.many_to_many if is_plain(f)}


def is_plain(field):
    return field.remote_field.through._meta.auto_created


@pytest.mark.parametrize("name", PART_MAKERS)
def test_a_part_is_noted_under_its_practice(noted, practice, name):
    part = PART_MAKERS[name](practice)
    for change in (part.save, part.save, part.delete):
        with noted() as ids:
            change()
        assert ids == [practice.pk]


def test_parts_deleted_together_are_noted(noted, practice):
    KeyFigureFactory(practice=practice)
    LinkFactory(practice=practice)
    with noted() as ids:
        KeyFigure.objects.all().delete()
        Link.objects.all().delete()
    assert ids == [practice.pk, practice.pk]


@pytest.mark.parametrize("factory", VOCABULARY_FACTORIES, ids=lambda factory: factory._meta.model.__name__)
def test_a_vocabulary_is_noted_for_everything(noted, factory):
    record = factory()
    for change in (record.save, record.delete):
        with noted() as ids:
            change()
        assert ids == [None]
    with noted() as ids:
        record.save(force_insert=True)
    assert ids == [None]


@pytest.mark.parametrize("name", RELATIONS)
def test_a_relation_changed_from_the_practice_is_noted(noted, practice, name):
    record, relation = RELATED_FACTORIES[name](), getattr(practice, name)
    for change in (relation.add, relation.remove):
        with noted() as ids:
            change(record)
        assert ids == [practice.pk]
    with noted() as ids:
        relation.set([record])
    assert ids == [practice.pk]
    with noted() as ids:
        relation.clear()
    assert ids == [practice.pk]


@pytest.mark.parametrize("name", RELATIONS)
def test_a_relation_changed_from_the_other_side_is_noted(noted, practice, name, settings):
    settings.SIMPLE_HISTORY_ENABLED = False  # the library of the history cannot do it from this side
    record, other = RELATED_FACTORIES[name](), PracticeFactory()
    with noted() as ids:
        record.practices.add(practice, other)
    assert sorted(ids) == [practice.pk, other.pk]
    with noted() as ids:
        record.practices.remove(practice)
    assert ids == [practice.pk]
    with noted() as ids:
        record.practices.clear()
    assert ids == [None]


def test_relations_among_vocabularies_are_noted_for_everything(noted):
    objective, finding = ObjectiveFactory(number=7), FindingFactory()
    for relation, record in [
        (objective.sdg_targets, SDGTargetFactory()),
        (finding.objectives, objective),
        (finding.actions, ActionFactory()),
    ]:
        for change in (relation.add, relation.remove):
            with noted() as ids:
                change(record)
            assert ids == [None]


def test_reading_is_not_noted(noted, practice, client):
    with noted() as ids:
        assert client.get(practice.get_absolute_url()).status_code == 200
        practice.gaps()
        practice.countries.set([])
    assert ids == []


def test_a_bulk_change_is_one_change_of_everything(noted, practice):
    with noted() as ids, transaction.atomic(), one_bulk_change():
        practice.save()
        practice.countries.add(CountryFactory())
        PersonFactory()
    assert ids == [None]
    with noted() as ids:
        practice.save()
    assert ids == [practice.pk]


def test_a_bulk_change_that_fails_does_not_silence_the_next(noted, practice):
    with pytest.raises(RuntimeError), transaction.atomic(), one_bulk_change():
        raise RuntimeError
    with noted() as ids:
        practice.save()
    assert ids == [practice.pk]


def test_what_is_rolled_back_leaves_no_number(noted, practice):
    with noted() as ids:
        with transaction.atomic():
            practice.save()
            practice.themes.add(ThemeFactory())
            transaction.set_rollback(True)
        Practice.objects.get().save()
    assert ids == [practice.pk]


def test_the_number_is_taken_before_the_data_is_written(practice):
    """In a transaction, so that two writers of the same practice queue at the same row."""
    country = CountryFactory()
    for change in (practice.save, country.save, lambda: practice.countries.add(country)):
        with CaptureQueriesContext(connection) as queries:
            change()
        tables = [table for query in queries if (table := written(query["sql"]))]
        assert tables[:2] == ["practices_dataversion", "practices_change"]
        assert len(tables) > 2


def written(sql):
    verb, _, rest = sql.partition(" ")
    return rest.split('"')[1] if verb in ("INSERT", "UPDATE", "DELETE") else None


@pytest.fixture
def elsewhere(transactional_db, tmp_path):
    with other_threads(tmp_path) as run:
        yield run


def log():
    return list(Change.objects.values_list("sequence", "practice_id"))


def write_many(name, rounds):
    """Save a practice and give it a part, over and over."""
    practice = Practice.objects.create(slug=name, title_en=name)
    for number in range(rounds):
        with transaction.atomic():
            practice.save()
            LinkFactory(practice=practice, url=f"https://example.org/{number}")
    return practice.pk


def test_writers_at_the_same_time_take_each_number_once(elsewhere):
    rounds, writers = 15, ["one", "two", "three"]
    practices = [future.result(PATIENCE) for future in [elsewhere(write_many, name, rounds) for name in writers]]
    changes = elsewhere(log).result(PATIENCE)
    assert [number for number, _ in changes] == list(range(1, len(changes) + 1))
    assert Counter(practice for _, practice in changes) == dict.fromkeys(practices, 1 + 2 * rounds)


def test_numbers_taken_outside_a_transaction_are_unique_too(elsewhere):
    rounds, together = 40, threading.Barrier(3)

    def take_many():
        together.wait(PATIENCE)
        for _ in range(rounds):
            record_change()

    for writer in [elsewhere(take_many) for _ in range(3)]:
        writer.result(PATIENCE)
    assert elsewhere(log).result(PATIENCE) == [(number, None) for number in range(1, 3 * rounds + 1)]


def test_outside_a_transaction_the_number_is_taken_after_the_data_is_written(elsewhere):
    """Taken before, a reader could look between the two and miss the change for ever."""

    def change():
        person = PersonFactory()
        with CaptureQueriesContext(connection) as queries:
            person.save()
            person.delete()
        return [table for query in queries if (table := written(query["sql"]))]

    person, number = ["dialogues_person"], ["practices_dataversion", "practices_change"]
    assert elsewhere(change).result(PATIENCE) == [*person, *number, *number, *person]


def test_a_lower_number_is_never_seen_after_a_higher_one(elsewhere):
    """A writer holds its number until it commits; the next one waits for it, so no reader can skip anything."""
    has_number, may_commit = threading.Event(), threading.Event()

    def hold_a_number():
        with transaction.atomic():
            record_change(1)
            has_number.set()
            assert may_commit.wait(PATIENCE)

    first = elsewhere(hold_a_number)
    assert has_number.wait(PATIENCE)
    second = elsewhere(record_change, 2)
    assert wait([second], timeout=0.5).done == set()
    assert elsewhere(log).result(PATIENCE) == []
    may_commit.set()
    first.result(PATIENCE)
    second.result(PATIENCE)
    assert elsewhere(log).result(PATIENCE) == [(1, 1), (2, 2)]


def test_numbers_read_and_then_written_would_collide(elsewhere):
    """The control: without the lock on the one row, the test above finds the fault."""
    both_have_read = threading.Barrier(2)

    def without_lock():
        number = last_change() + 1
        both_have_read.wait(PATIENCE)
        Change.objects.create(sequence=number)

    writers = [elsewhere(without_lock) for _ in range(2)]
    errors = [writer.exception(PATIENCE) for writer in writers]
    assert [type(error) for error in errors if error] == [IntegrityError], errors
