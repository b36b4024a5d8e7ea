"""What a list was asked, in words, in the language of the reader."""

import pytest
from django.http import QueryDict
from django.utils import translation

from gcmhub.questions import in_words, question
from practices.filters import PracticeFilterSet
from practices.models import Practice
from tests.factories import (
    ActionFactory,
    ActorFactory,
    ObjectiveFactory,
    PracticeFactory,
    RegionFactory,
    SDGTargetFactory,
)

pytestmark = pytest.mark.django_db


def asked(query, language="en"):
    with translation.override(language):
        return PracticeFilterSet(QueryDict(query), Practice.objects.published())


@pytest.fixture
def world():
    six = ObjectiveFactory(number=6, short_title_en="Decent work", short_title_fr="Travail décent")
    ObjectiveFactory(number=10, short_title_en="Trafficking", short_title_fr="Traite")
    RegionFactory(slug="africa", name_en="Africa", name_fr="Afrique")
    ActorFactory(slug="iom", name_en="IOM", name_fr="OIM")
    ActionFactory(objective=six, letter="b", title_en="Fair recruitment", title_fr="Recrutement équitable")
    SDGTargetFactory(code="10.7", title_en="Orderly migration", title_fr="Migration ordonnée")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ""),
        ("objective=6", "Objective: 6 Decent work"),
        ("objective=6&region=africa&actor=-iom", "Objective: 6 Decent work; Region: Africa; not: Actor: IOM"),
        ("objective=6&objective=10", "Objective: 6 Decent work or 10 Trafficking"),
        ("objective=6&objective=10&all=objective", "Objective: 6 Decent work and 10 Trafficking"),
        ("objective=-6&objective=-10", "not: Objective: 6 Decent work or 10 Trafficking"),
        ("objective=10&objective=-6", "Objective: 10 Trafficking; not: Objective: 6 Decent work"),
        ("action=6b&sdg=10.7", "Action: 6b Fair recruitment; SDG target: 10.7 Orderly migration"),
        ("year=2018", "Year: 2018"),
        ("year_min=2016&q=village+clinic", "Search: “village clinic”; Started in or after: 2016"),
        ("kind=fund&stage=ended&sort=title&page=2", "Kind: Fund; Stage: Ended"),
    ],
)
def test_the_question_names_every_filter_and_what_is_not_wanted(world, query, expected):
    assert in_words(asked(query)) == expected


def test_labels_are_in_the_language_of_the_reader(world):
    with translation.override("fr"):
        words = question(PracticeFilterSet(QueryDict("objective=6&region=africa"), Practice.objects.published()))
    assert words == ["Objectif\u00a0: 6 Travail décent", "Région\u00a0: Afrique"]


def test_what_the_database_does_not_know_is_not_in_the_question(world):
    filterset, problems = PracticeFilterSet.forgiving(QueryDict("objective=6&objective=99"), Practice.objects.all())
    assert (in_words(filterset), len(problems)) == ("Objective: 6 Decent work", 1)


def test_a_title_of_a_draft_is_never_in_it(world):
    PracticeFactory(slug="draft", title_en="CANARY", status="draft")
    assert "CANARY" not in in_words(asked("q=canary&objective=6"))
