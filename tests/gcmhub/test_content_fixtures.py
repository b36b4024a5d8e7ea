"""The content that is shipped: complete, sound, and the same in files and database. Loaded once for all these tests."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict

from actors.filters import ActorFilterSet
from actors.models import Actor, Country
from dialogues.models import Appearance, Person, Session, Source, Workshop
from gcmhub.content.checks import ERROR, check
from gcmhub.content.counts import CITED, put_into
from gcmhub.content.dumping import dump
from gcmhub.content.loading import load
from objectives.models import Action, GuidingPrinciple, Objective, SDGGoal, SDGTarget
from practices.changes import last_change
from practices.filters import PracticeFilterSet
from practices.models import Citation, Practice
from tests.contents import row_counts, texts

FIXTURES = Path(settings.ROOT) / "fixtures"
SERIES = "International Dialogue on Migration"


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
    assert Practice.objects.published().count() >= 155
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


def test_every_practice_rests_on_a_document_that_was_read(content):
    read = Citation.objects.exclude(locator_en__startswith=CITED)
    assert list(Practice.objects.published().exclude(citations__in=read).values_list("slug", flat=True)) == []


def test_the_table_in_the_docs_is_up_to_date(content):
    document = (Path(settings.ROOT) / "docs" / "content.md").read_text("utf-8")
    assert put_into(document) == document


QUESTIONS = {
    "led by nobody but others, with IOM and UNHCR": (
        "actor=iom&actor=unhcr&all=actor&lead=-iom&lead=-unhcr",
        "global-fund-migrants-health-needs platform-on-disaster-displacement"
        " undp-support-for-national-migration-policies who-europe-toolkit-for-health-system-capacity"
        " who-global-action-plan-on-migrant-health",
    ),
    "reported in Geneva by civil society": (
        "workshop=2018-geneva&presenter_type=civil-society",
        "gcm-implementation-civil-society-working-group icva-proposals-for-capacity-resources"
        " madalenas-education-campaigns-in-brazil madalenas-platform-for-victims-in-switzerland singa-germany"
        " singa-newcomer-terminology singa-partners-newcomer-entrepreneurship",
    ),
    "reported in both workshops": (
        "workshop=2018-new-york&workshop=2018-geneva&all=workshop",
        "african-union-migration-policy-framework inter-agency-coordination-group-against-trafficking"
        " iom-international-recruitment-integrity-system regional-conference-on-migration"
        " west-african-procedures-for-children-on-the-move who-global-action-plan-on-migrant-health"
        " who-support-to-states-on-migrant-health",
    ),
    "in the report and in the examples of objective 23": (
        "source=idm-28&source=objective-23-examples&all=source",
        "gcm-capacity-building-mechanism initiative-for-child-rights-in-the-global-compacts"
        " migration-multi-partner-trust-fund",
    ),
    "with a funder": (
        "role=funder",
        "gaziantep-temporary-education-centres global-fund-tuberculosis-grant-for-afghan-refugees"
        " human-security-in-northern-mali international-dialogue-on-migration moldova-nexus-project"
        " sierra-leone-health-capacities-through-diaspora"
        " us-national-human-trafficking-hotline",
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_by_filters(content, question):
    """Answers read from the documents, against what the filters give."""
    query, slugs = QUESTIONS[question]
    filterset = PracticeFilterSet(QueryDict(query), Practice.objects.published())
    assert filterset.problems == []
    assert sorted(practice.slug for practice in filterset.qs) == slugs.split()


def test_the_partner_in_most_practices_is_iom(content):
    ranked = ActorFilterSet(QueryDict("sort=-partner"), Actor.objects.all()).qs
    assert ranked.first().slug == "iom"
