"""The content that is shipped: complete, sound, and the same in files and database. Loaded once for all these tests."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from actors.models import Actor, Country
from dialogues.models import Appearance, Person, Session, Source, Workshop
from gcmhub.content.checks import ERROR, check
from gcmhub.content.dumping import dump
from gcmhub.content.loading import load
from objectives.models import Action, GuidingPrinciple, Objective, SDGGoal, SDGTarget
from practices.changes import last_change
from practices.models import Practice
from tests.contents import row_counts, texts

FIXTURES = Path(settings.ROOT) / "fixtures"
SERIES = "International Dialogue on Migration"


@pytest.fixture(scope="module")
def report(django_db_setup, django_db_blocker):
    """The base with everything in it; taken back when these tests are over."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as Django marks its own around test cases: a load must be outermost else
        with around:
            yield load(FIXTURES)
            transaction.set_rollback(True)


@pytest.fixture
def content(report, db):
    return report


def totals(report):
    return {
        name: sum(counts[name] for counts in report.counts.values()) for name in ("updated", "unchanged", "created")
    }


def test_everything_was_new(content):
    assert (totals(content)["updated"], totals(content)["unchanged"], content.left_alone) == (0, 0, [])
    assert last_change() == 1


@pytest.mark.parametrize(
    ("model", "count"),
    [
        (Objective, 23),
        (Action, 187),
        (GuidingPrinciple, 10),
        (SDGGoal, 17),
        (SDGTarget, 169),
        (Country, 249),
        (Workshop, 2),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_the_frame_is_complete(content, model, count):
    assert model.objects.count() == count


def test_the_dialogue_is_complete(content):
    numbers = Source.objects.filter(series=SERIES).order_by("series_number").values_list("series_number", flat=True)
    assert list(numbers) == list(range(1, 29))
    for workshop in Workshop.objects.all():
        positions = workshop.sessions.order_by("position").values_list("position", flat=True)
        assert list(positions) == list(range(1, 16))
    assert Session.objects.count() == 30
    assert Appearance.objects.values("person").distinct().count() >= 86


def test_there_is_something_to_read(content):
    assert Practice.objects.published().count() >= 40
    assert Actor.objects.named().filter(practices__status="published").distinct().count() >= 60
    objectives = Objective.objects.filter(practices__status="published").distinct()
    assert objectives.count() >= 15


def test_the_targets_of_an_objective_are_those_of_the_guidance(content):
    """Typed from the booklets of the UN Network on Migration (April 2022), apart from the files."""
    found = {
        number: [target.code for target in Objective.objects.get(number=number).sdg_targets.all()]
        for number in (8, 16, 23)
    }
    assert found == {
        8: ["10.7", "16.1", "16.2", "16.3", "16.7", "17.18"],
        16: ["4.7", "5.5", "10.2", "10.7", "11.b", "16.7", "16.b", "17.18"],
        23: ["17.3", "17.6", "17.7", "17.14", "17.16", "17.17", "17.18"],
    }
    assert list(Objective.objects.filter(all_sdgs=True).values_list("number", flat=True)) == [2, 19]


def test_two_people_of_one_name_are_two(content):
    khans = Person.objects.filter(slug__in=["sabarullah-khan", "sikander-khan"]).order_by("slug")
    assert [len(person.name.split()) > 1 for person in khans] == [True, True]
    functions = [{appearance.function_en for appearance in person.appearances.all()} for person in khans]
    assert functions[0].isdisjoint(functions[1])


def test_nothing_is_wrong_with_it(content):
    assert [str(finding) for finding in check() if finding.level == ERROR] == []


def test_the_database_gives_the_files_byte_for_byte(content, tmp_path):
    dump(tmp_path)
    shipped, dumped = texts(FIXTURES), texts(tmp_path)
    assert sorted(dumped) == sorted(name for name in shipped if name.endswith(".yaml"))
    assert [name for name, text in dumped.items() if shipped[name] != text] == []


def test_a_second_load_finds_nothing_to_do(content):
    before = row_counts()
    assert totals(load(FIXTURES)) == {"updated": 0, "unchanged": totals(content)["created"], "created": 0}
    assert row_counts() == before | {"practices.Change": 2}
