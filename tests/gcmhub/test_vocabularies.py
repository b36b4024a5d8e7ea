import pytest
from django.utils import translation

from actors.models import Actor, Country, Region
from dialogues.models import Person, Session
from gcmhub.languages import Text
from gcmhub.vocabularies import Vocabulary, read_vocabularies
from objectives.models import Action, Objective, SDGTarget
from practices.choices import Role
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    ObjectiveFactory,
    PersonFactory,
    RegionFactory,
    SDGTargetFactory,
    SessionFactory,
    WorkshopFactory,
)

YEARS = Vocabulary(pattern=r"[1-9]\d{3}", described="a year, e.g. 2018")


def read(vocabulary):
    return read_vocabularies({vocabulary})[vocabulary]


def labels(vocabulary):
    return {code: (text.text, text.language) for code, text in vocabulary.values().items()}


@pytest.mark.django_db
def test_codes_stand_in_their_own_order():
    for number in (23, 6):
        ObjectiveFactory(number=number)
    for code in ("10.c", "10.10", "10.7"):
        SDGTargetFactory(code=code)
    for letter in "cb":
        ActionFactory(letter=letter)
    assert list(read(Vocabulary(Objective, "short_title")).values()) == ["6", "23"]
    assert list(read(Vocabulary(SDGTarget, "title")).values()) == ["10.7", "10.10", "10.c"]
    assert list(read(Vocabulary(Action, "title")).values()) == ["23b", "23c"]


@pytest.mark.django_db
def test_labels_fall_back_and_say_so():
    CountryFactory(code="NO", name_en="Norway", name_fr="Norvège")
    CountryFactory(code="EG", name_en="Egypt", name_fr="Égypte", name_ar="مصر")
    CountryFactory(code="FR", name_en="", name_fr="France")
    with translation.override("ar"):
        found = labels(read(Vocabulary(Country, by_label=True)))
    assert list(found.items()) == [("FR", ("France", "fr")), ("NO", ("Norway", "en")), ("EG", ("مصر", "ar"))]


@pytest.mark.django_db
def test_the_alphabet_is_that_of_people():
    for slug, name in [("a", "Zambia"), ("b", "Égypte"), ("c", "el salvador"), ("d", "Eswatini")]:
        ActorFactory(slug=slug, name_en=name)
    assert list(read(Vocabulary(Actor, by_label=True)).values()) == ["b", "c", "d", "a"]


@pytest.mark.django_db
def test_a_name_that_is_not_translated_is_in_every_language():
    PersonFactory(slug="louise-arbour", name="Louise Arbour")
    with translation.override("fr"):
        assert labels(read(Vocabulary(Person))) == {"louise-arbour": ("Louise Arbour", "fr")}


@pytest.mark.django_db
def test_a_session_is_named_with_its_city():
    workshop = WorkshopFactory(slug="2018-geneva", city_en="Geneva", city_fr="Genève")
    SessionFactory(workshop=workshop, position=1, title_en="Money", title_fr="L’argent")
    with translation.override("fr"):
        found = labels(read(Vocabulary(Session, "title", within="workshop__city")))
    assert found == {"2018-geneva-session-1": ("Genève: L’argent", "fr")}


@pytest.mark.django_db
def test_a_code_can_be_no_value():
    for slug in ("world", "africa"):
        RegionFactory(slug=slug)
    vocabulary = read(Vocabulary(Region, without="world"))
    assert (list(vocabulary.values()), vocabulary.has("world"), vocabulary.has("africa")) == (["africa"], False, True)


@pytest.mark.django_db
def test_all_are_read_in_one_query(django_assert_num_queries):
    CountryFactory(code="NO")
    PersonFactory(slug="ann")
    wanted = {
        Vocabulary(Country),
        Vocabulary(Person),
        Vocabulary(Actor),
        Vocabulary(Session, "title", within="workshop__city"),
    }
    with django_assert_num_queries(1):
        found = read_vocabularies(wanted)
    assert {vocabulary.model: list(filled.values()) for vocabulary, filled in found.items()} == {
        Country: ["NO"],
        Person: ["ann"],
        Actor: [],
        Session: [],
    }
    with django_assert_num_queries(0):
        assert read_vocabularies(set()) == {}


def test_choices_are_codes_with_labels_in_the_readers_language():
    vocabulary = read(Vocabulary(choices=Role))
    assert labels(vocabulary) == {"lead": ("Lead", "en"), "partner": ("Partner", "en"), "funder": ("Funder", "en")}
    assert (vocabulary.has("lead"), vocabulary.has("Lead"), vocabulary.has("")) == (True, False, False)
    assert vocabulary.allowed == "lead, partner, funder"
    with translation.override("fr"):
        assert {text.language for text in read(Vocabulary(choices=Role)).values().values()} == {"fr"}


@pytest.mark.parametrize("code", ["0999", "999", "20180", "2018 ", "2018\n", "", "-2018", "abcd"])
def test_a_pattern_takes_the_whole_code(code):
    assert YEARS.has("2018")
    assert not YEARS.has(code)
    assert YEARS.allowed == "a year, e.g. 2018"


def test_a_code_without_a_label_is_its_own():
    assert YEARS.label_of("2018") == Text("2018", "en")
    assert read(Vocabulary(choices=Role)).label_of("lead") == Text("Lead", "en")
