"""Every named constraint from both sides: what keeps it gets in, what breaks it is refused in words and by the base."""

import datetime
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from actors.models import Actor
from dialogues.models import Appearance, Finding, Session, Source, Workshop
from objectives.models import Action, Objective, SDGGoal
from practices.models import (
    DataVersion,
    KeyFigure,
    LoadedState,
    Participation,
    Practice,
    PracticeObjective,
    Presentation,
)
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
    SessionFactory,
    SourceFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db

MARCH, OCTOBER = datetime.date(2018, 3, 26), datetime.date(2018, 10, 8)
PRACTICE = {"slug": "one-stop", "title_en": "One-stop centre", "summary_en": "What it is.", "status": "draft"}
PUBLISHED = PRACTICE | {"status": "published"}


@dataclass
class Case:
    """A rule: records that keep it and records that break it, made of what `world` holds."""

    model: type
    message: str
    good: list
    bad: list
    also: dict = field(default_factory=dict)

    def build(self, values, world):
        if callable(values):
            return values(world)
        values = {name: value(world) if callable(value) else value for name, value in (self.also | values).items()}
        return self.model(**values)


def of(name):
    """What the world holds under this name."""
    return lambda world: world[name]


def part_of_itself(world):
    world["actor"].parent = world["actor"]
    return world["actor"]


CASES = {
    "sdggoal_number_1_to_17": Case(
        SDGGoal,
        "There are 17 goals, numbered 1 to 17.",
        [{"number": 1}, {"number": 17}],
        [{"number": 0}, {"number": 18}],
        {"name_en": "Goal", "name_fr": "Goal"},
    ),
    "objective_number_1_to_23": Case(
        Objective,
        "The Compact has 23 objectives, numbered 1 to 23.",
        [{"number": 1, "paragraph": 17}, {"number": 23, "paragraph": 39}],
        [{"number": 0, "paragraph": 16}, {"number": 24, "paragraph": 40}],
        {"title_en": "Objective", "title_fr": "Objective", "short_title_en": "Objective", "short_title_fr": "Objectif"},
    ),
    "objective_paragraph_follows_number": Case(
        Objective,
        "Objective n is paragraph n + 16 of the Compact.",
        [{"number": 7, "paragraph": 23}],
        [{"number": 7, "paragraph": 22}, {"number": 7, "paragraph": 24}],
        {"title_en": "Objective", "title_fr": "Objective", "short_title_en": "Objective", "short_title_fr": "Objectif"},
    ),
    "action_letter_once_per_objective": Case(
        Action,
        "This objective already has an action with this letter.",
        [{"objective": of("objective"), "letter": "d"}, {"objective": of("other_objective"), "letter": "c"}],
        [{"objective": of("objective"), "letter": "c"}],
        {"title_en": "Action", "title_fr": "Action", "code": "99z"},
    ),
    "actor_not_part_of_itself": Case(
        Actor,
        "An actor cannot be part of itself.",
        [{"parent": of("actor")}, {}],
        [part_of_itself],
        {"slug": "ministry", "name_en": "Ministry", "name_fr": "Ministry", "kind": "other"},
    ),
    "source_number_once_per_series": Case(
        Source,
        "This series already has a publication with this number.",
        [
            {"series": "Red books", "series_number": 29},
            {"series": "Blue books", "series_number": 28},
            {"series": "", "series_number": 5},
            {"series": "Red books"},
        ],
        [{"series": "Red books", "series_number": 28}],
        {"slug": "report", "title_en": "Report", "title_fr": "Report"},
    ),
    "workshop_ends_after_it_starts": Case(
        Workshop,
        "A workshop cannot end before it starts.",
        [{"starts_on": MARCH, "ends_on": MARCH}, {"starts_on": MARCH, "ends_on": OCTOBER}],
        [{"starts_on": OCTOBER, "ends_on": MARCH}],
        {
            "edition": of("edition"),
            "slug": "2018-rome",
            "title_en": "Rome",
            "title_fr": "Rome",
            "city_en": "Rome",
            "city_fr": "Rome",
            "country": of("country"),
        },
    ),
    "session_position_once_per_workshop": Case(
        Session,
        "Another item of this agenda has this position.",
        [{"position": 2, "workshop": of("workshop"), "slug": "2018-new-york-x"}],
        [{"position": 1, "workshop": of("workshop"), "slug": "2018-new-york-x"}],
        {"kind": "session", "title_en": "Session", "title_fr": "Session", "date": MARCH},
    ),
    "session_ends_after_it_starts": Case(
        Session,
        "A session cannot end before it starts.",
        [
            {"starts_at": datetime.time(9), "ends_at": datetime.time(9, 1)},
            {"starts_at": datetime.time(9)},
            {"ends_at": datetime.time(9)},
        ],
        [
            {"starts_at": datetime.time(9), "ends_at": datetime.time(9)},
            {"starts_at": datetime.time(10), "ends_at": datetime.time(9)},
        ],
        {
            "workshop": of("workshop"),
            "slug": "2018-new-york-x",
            "position": 9,
            "kind": "session",
            "title_en": "Session",
            "title_fr": "Session",
            "date": MARCH,
        },
    ),
    "appearance_once_per_session_and_role": Case(
        Appearance,
        "This person already has this role in this session.",
        [{"person": of("person"), "role": "moderator"}, {"person": of("other_person"), "role": "speaker"}],
        [{"person": of("person"), "role": "speaker"}],
        {"session": of("session")},
    ),
    "finding_number_once_per_edition_and_kind": Case(
        Finding,
        "This edition already has a finding of this kind with this number.",
        [{"kind": "key-message", "number": 2}, {"kind": "recommendation", "number": 1}],
        [{"kind": "key-message", "number": 1}],
        {"edition": of("edition"), "title_en": "Finding", "title_fr": "Finding"},
    ),
    "practice_ends_after_it_starts": Case(
        Practice,
        "A practice cannot end before it starts.",
        [
            {"started": "2018", "ended": "2018"},
            {"started": "2018-05", "ended": "2018"},
            {"started": "2018-05", "ended": "2019-01-02"},
            {"started": "2018"},
            {"ended": "2018"},
        ],
        [{"started": "2019", "ended": "2018"}, {"started": "2019-01-01", "ended": "2018-12"}],
        PRACTICE,
    ),
    "practice_published_is_complete": Case(
        Practice,
        "A published practice needs a kind and a scope.",
        [PUBLISHED | {"kind": "service", "scope": "local"}, PRACTICE, PRACTICE | {"status": "archived"}],
        [PUBLISHED | {"kind": "service"}, PUBLISHED | {"scope": "local"}, PUBLISHED],
    ),
    "practice_codes_are_known": Case(
        Practice,
        "Unknown status, stage or evidence level.",
        [{"status": "in-review", "stage": "ended", "evidence": "evaluated"}],
        [{"status": "secret"}, {"stage": "ending"}, {"evidence": ""}],
        PRACTICE,
    ),
    "practice_objective_once": Case(
        PracticeObjective,
        "This objective is listed twice.",
        [{"objective": of("other_objective")}],
        [{"objective": of("objective")}, {"objective": of("objective"), "primary": True}],
        {"practice": of("practice")},
    ),
    "participation_once_per_role": Case(
        Participation,
        "This actor already has this role here.",
        [{"role": "partner"}],
        [{"role": "lead"}],
        {"practice": of("practice"), "actor": of("actor")},
    ),
    "participation_role_is_known": Case(
        Participation,
        "The role is lead, partner or funder.",
        [{"role": "funder"}],
        [{"role": "guest"}, {"role": ""}],
        {"practice": of("practice"), "actor": of("actor")},
    ),
    "presentation_once": Case(
        Presentation,
        "This presentation is listed twice.",
        [{"session": None}, {"person": of("other_person")}],
        [{}],
        {
            "practice": of("practice"),
            "workshop": of("workshop"),
            "session": of("session"),
            "person": of("person"),
        },
    ),
    "key_figure_in_range": Case(
        KeyFigure,
        "The value must lie between 0 and 100 trillion.",
        [{"value": 0}, {"value": 10**14}],
        [{"value": -1}, {"value": 10**14 + 1}],
        {"practice": of("practice"), "label_en": "people", "label_fr": "personnes"},
    ),
    "dataversion_one_row": Case(DataVersion, "There is one data version only.", [{"id": 1}], [{"id": 2}]),
    "loadedstate_once_per_record": Case(
        LoadedState,
        "Loaded state with this Label and Code already exists.",
        [{"code": "unhcr"}, {"label": "dialogues.source"}],
        [{}],
        {"label": "actors.actor", "code": "iom", "digest": "1", "file_digest": "2"},
    ),
}


@pytest.fixture
def world():
    workshop = WorkshopFactory(slug="2018-new-york")
    found = {
        "objective": ObjectiveFactory(number=5),
        "other_objective": ObjectiveFactory(number=6),
        "actor": ActorFactory(slug="iom"),
        "country": CountryFactory(),
        "edition": EditionFactory(),
        "workshop": workshop,
        "session": SessionFactory(workshop=workshop, position=1),
        "person": PersonFactory(),
        "other_person": PersonFactory(),
    }
    ActionFactory(objective=found["objective"], letter="c")
    SourceFactory(series="Red books", series_number=28)
    SourceFactory(series="", series_number=5)
    AppearanceFactory(session=found["session"], person=found["person"])
    FindingFactory(edition=found["edition"], number=1)
    found["practice"] = PracticeFactory(primary=found["objective"], leads=[found["actor"]])
    PresentationFactory(practice=found["practice"], session=found["session"], person=found["person"])
    LoadedState.objects.create(label="actors.actor", code="iom", digest="1", file_digest="2")
    DataVersion.objects.all().delete()
    return found


def write(record):
    """Past all checks of Django, as an import or a console would; taken back at once."""
    manager = models.QuerySet(type(record))
    with transaction.atomic():
        if record._state.adding:
            manager.bulk_create([record])
        else:
            manager.bulk_update([record], ["parent"])
        assert manager.filter(pk=record.pk).count() == 1
        transaction.set_rollback(True)


def test_every_constraint_has_a_case():
    labels = ("objectives", "actors", "dialogues", "practices")
    declaring = [model for label in labels for model in apps.get_app_config(label).get_models()]
    assert {constraint.name for model in declaring for constraint in model._meta.constraints} == CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_what_keeps_the_rule_gets_in(world, name):
    case = CASES[name]
    for values in case.good:
        case.build(values, world).full_clean()
        write(case.build(values, world))


@pytest.mark.parametrize("name", CASES)
def test_what_breaks_the_rule_is_refused(world, name):
    case = CASES[name]
    for values in case.bad:
        record = case.build(values, world)
        with pytest.raises(ValidationError):
            record.full_clean()
        with pytest.raises(ValidationError) as in_words:
            record.validate_constraints()
        assert case.message in in_words.value.messages
        with pytest.raises(IntegrityError) as in_database:
            write(record)
        assert "FOREIGN KEY" not in str(in_database.value)
        assert connection.vendor == "sqlite" or name in str(in_database.value)
