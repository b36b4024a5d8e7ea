"""Whatever is wrong with a record is said with file, record and field, and nothing is loaded."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from gcmhub.content.fields import FieldError, Scalar, Translated
from gcmhub.content.files import read_file, write_file
from gcmhub.content.loading import load
from gcmhub.languages import LANGUAGES
from practices.models import KeyFigure, Practice
from tests.contents import SMALL, replace, write
from tests.gcmhub.test_content_loading import problems

GOALS, TARGETS, OBJECTIVES = "objectives/goals.yaml", "objectives/targets.yaml", "objectives/objectives.yaml"
ACTIONS, ACTORS, COUNTRIES = "objectives/actions.yaml", "actors/actors.yaml", "actors/countries.yaml"
SOURCES, WORKSHOPS = "dialogues/sources.yaml", "dialogues/workshops.yaml"
EDITIONS, SESSIONS, PRACTICE = "dialogues/editions.yaml", "dialogues/sessions/2018-oslo.yaml", "practices/one-stop.yaml"
NO_DATE = "value has an invalid date format. It must be in YYYY-MM-DD format."
NO_PERIOD = "is not a date. Write 2007, 2019-07 or 2020-01-22."

WRONG = {
    "unknown field": (COUNTRIES, "iso3:", "iso-3:", ["NO: iso-3: no such field"]),
    "unknown field of a part": (EDITIONS, "number: 1", "no: 1", ["2018: findings 1, no: no such field"]),
    "unknown reference": (
        ACTORS,
        "kind: un-system\n- slug",
        "kind: un-system\n  parent: unhrc\n- slug",
        ["iom: parent: there is no actor “unhrc”; did you mean “unhcr”?"],
    ),
    "unknown country": (
        PRACTICE,
        "countries: [NO]",
        "countries: [NOR]",
        ["one-stop: countries: there is no country or territory “NOR”; did you mean “NO”?"],
    ),
    "nothing like it": (
        PRACTICE,
        "countries: [NO]",
        "countries: [XX]",
        ["one-stop: countries: there is no country or territory “XX”"],
    ),
    "unknown reference in a part": (
        SESSIONS,
        "person: louise-arbour",
        "person: louise-arbor",
        [
            "2018-oslo-session-1: appearances 1, person: there is no person “louise-arbor”;"
            " did you mean “louise-arbour”?"
        ],
    ),
    "code of another form": (
        PRACTICE,
        "primary: [23]",
        "primary: [23c]",
        ["one-stop: objectives, primary: “23c” is not the code of a objective"],
    ),
    "one text for all languages": (
        PRACTICE,
        "title: {en: One-stop centre, fr: Guichet unique}",
        "title: Centre",
        ["one-stop: title: expected a text per language, e.g. {en: …, fr: …}"],
    ),
    "several texts in a language": (
        PRACTICE,
        "en: One-stop centre",
        "en: [One-stop, centre]",
        ["one-stop: title: expected one text per language"],
    ),
    "unknown language": (
        PRACTICE,
        "en: One-stop centre",
        "en: Centre, de: Mitte",
        ["one-stop: title: unknown language “de”; known are en, fr, es, ar, ru, zh-hans"],
    ),
    "a list for one value": (
        PRACTICE,
        "kind: service",
        "kind: [service]",
        ["one-stop: kind: expected one value, not several"],
    ),
    "one value for a list": (
        PRACTICE,
        "countries: [NO]",
        "countries: NO",
        ["one-stop: countries: expected a list of codes"],
    ),
    "one value for a group": (
        PRACTICE,
        "lead: [iom]",
        "lead: iom",
        ["one-stop: actors, lead: expected a list of codes"],
    ),
    "a list for groups": (
        PRACTICE,
        "actors: {lead: [iom], partner: [unhcr, iom]}",
        "actors: [iom]",
        ["one-stop: actors: expected lists under lead, partner, funder"],
    ),
    "unknown group": (
        PRACTICE,
        "lead: [iom]",
        "leader: [iom]",
        ["one-stop: actors: “leader” is none of lead, partner, funder"],
    ),
    "one part for a list": (
        PRACTICE,
        "- {source: idm-28, locator: {en: chapter 2, fr: chapitre 2}}",
        "  source: idm-28",
        ["one-stop: citations: expected a list"],
    ),
    "a word for a part": (
        PRACTICE,
        "- {source: idm-28, locator: {en: chapter 2, fr: chapitre 2}}",
        "- idm-28",
        ["one-stop: citations 1, : expected a mapping of fields"],
    ),
    "a mapping for a code": (ACTORS, "slug: iom", "slug: {en: iom}", ["record 1: slug: missing"]),
    "a mapping for a reference": (
        COUNTRIES,
        "region: northern-europe",
        "region: {slug: europe}",
        ["NO: region: expected the code of one region"],
    ),
    "a list for a reference to the same kind": (
        ACTORS,
        "aliases: |-\n    Refugee office\n    Office of the High Commissioner\n",
        "parent: [iom]\n",
        ["unhcr: parent: expected the code of one actor"],
    ),
    "missing code": (COUNTRIES, "code: NO\n  iso3", "iso3", ["record 1: code: missing"]),
    "missing letter": (ACTIONS, "  letter: c\n", "", ["record 1: objective, letter: missing"]),
    "missing required language": (
        COUNTRIES,
        "{en: Norway, fr: Norvège}",
        "{en: Norway}",
        ["NO: name_fr: This field cannot be blank."],
    ),
    "missing text": (
        COUNTRIES,
        "  name: {en: Norway, fr: Norvège}\n",
        "",
        [
            "NO: name_en: This field cannot be blank.",
            "NO: name_fr: This field cannot be blank.",
        ],
    ),
    "missing reference": (COUNTRIES, "  region: northern-europe\n", "", ["NO: region: This field cannot be null."]),
    "bad date": (
        WORKSHOPS,
        "starts_on: 2018-03-26",
        "starts_on: 26 March 2018",
        [f"2018-oslo: starts_on: “26 March 2018” {NO_DATE}"],
    ),
    "no such day": (
        SESSIONS,
        "date: 2018-03-26",
        "date: 2018-02-30",
        [
            "2018-oslo-session-1: date: “2018-02-30” value has the correct format (YYYY-MM-DD)"
            " but it is an invalid date."
        ],
    ),
    "bad period": (
        PRACTICE,
        "started: 2016-03",
        "started: March 2016",
        [f"one-stop: started: “March 2016” {NO_PERIOD}"],
    ),
    "end before start": (
        PRACTICE,
        "started: 2016-03",
        "started: 2016-03\nended: 2016-02",
        ["one-stop: ended: A practice cannot end before it starts."],
    ),
    "workshop ends before it starts": (
        WORKSHOPS,
        "ends_on: 2018-03-27",
        "ends_on: 2018-03-25",
        ["2018-oslo: record: A workshop cannot end before it starts."],
    ),
    "bad time": (
        SESSIONS,
        "starts_at: 10:30",
        "starts_at: half past ten",
        [
            "2018-oslo-session-1: starts_at: “half past ten” value has an invalid format."
            " It must be in HH:MM[:ss[.uuuuuu]] format."
        ],
    ),
    "no number": (SOURCES, "year: 2018", "year: MMXVIII", ["idm-28: year: “MMXVIII” value must be an integer."]),
    "number of 21 digits": (
        SOURCES,
        "year: 2018",
        "year: 201820182018201820182",
        ["idm-28: year: Ensure this value is less than or equal to 2100."],
    ),
    "no choice": (
        PRACTICE,
        "kind: service",
        "kind: services",
        ["one-stop: kind: Value 'services' is not a valid choice."],
    ),
    "bad figure": (
        PRACTICE,
        "value: 2.3",
        "value: '2,3'",
        ["one-stop: key_figures 1, value: “2,3” value must be a decimal number."],
    ),
    "endless figure": (
        PRACTICE,
        "value: 2.3",
        "value: NaN",
        ["one-stop: key_figures 1, value: “NaN” value must be a decimal number."],
    ),
    "negative figure": (
        PRACTICE,
        "value: 2.3",
        "value: -2",
        ["one-stop: key_figures 1, value: Ensure this value is greater than or equal to 0."],
    ),
    "the same country twice": (
        PRACTICE,
        "countries: [NO]",
        "countries: [NO, NO]",
        ["one-stop: countries: “NO” is listed twice"],
    ),
    "the same lead twice": (
        PRACTICE,
        "lead: [iom]",
        "lead: [iom, iom]",
        ["one-stop: actors, lead: “iom” is listed twice"],
    ),
    "an objective in both groups": (
        PRACTICE,
        "other: [6]",
        "other: [23]",
        ["one-stop: objectives, other, 23: This objective is listed twice."],
    ),
    "the same part twice": (
        EDITIONS,
        "    objectives: [6, 23]\n",
        "  - {kind: key-message, number: 1, title: {en: A, fr: B}}\n",
        ["2018: findings 2: This edition already has a finding of this kind with this number."],
    ),
    "text too long": (
        COUNTRIES,
        "en: Norway",
        f"en: {'Norway ' * 20}",
        ["NO: name_en: Ensure this value has at most 120 characters (it has 139)."],
    ),
    "no character in a value that is not translated": (
        COUNTRIES,
        "slug: norway",
        'slug: "nor\\0way"',
        ["NO: slug: contains a character that no database can hold"],
    ),
    "no character": (
        PRACTICE,
        "en: One-stop centre",
        'en: "One\\0stop"',
        ["one-stop: title: contains a character that no database can hold"],
    ),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory, django_db_setup, django_db_blocker):
    """A base in which all is well, once for all these tests."""
    folder = tmp_path_factory.mktemp("small")
    write(folder, SMALL)
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as Django marks its own around test cases: a load must be outermost else
        with around:
            load(folder)
            yield
            transaction.set_rollback(True)


@pytest.fixture
def folder(loaded, db, tmp_path):
    write(tmp_path, SMALL)
    return tmp_path


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(folder, case):
    path, old, new, expected = WRONG[case]
    replace(folder, path, old, new)
    assert problems(folder) == [f"{path}: {problem}" for problem in expected]


@pytest.mark.parametrize(("path", "code"), [(GOALS, "10"), (ACTIONS, "23c"), (ACTORS, "iom"), (PRACTICE, "one-stop")])
def test_a_code_given_twice_is_named_with_both_files(folder, path, code):
    other = "practices/another.yaml" if path == PRACTICE else path
    write(folder, {other: SMALL[path] if path == PRACTICE else SMALL[path] + SMALL[path].split("\n- ")[0]})
    first, second = sorted([path, other])
    names = {ACTIONS: "objective, letter", GOALS: "number"}.get(path, "slug")
    assert problems(folder) == [f"{second}: {code}: {names}: “{code}” is also in {first}"]


letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
hostile = st.one_of(
    st.text(letters, max_size=60),
    st.text("'\"-:#{}[]&*!|>%@`, \n\t\r\\?~=<0123456789eE.+_nNoOyY", max_size=40),
    st.lists(
        st.sampled_from(["مرحبا", "\u202e", "😀", "\u2028", "\x85", "\ufeff", "\u200b", " ", "\n", "a" * 130, "é"]),
        max_size=8,
    ).map("".join),
    st.sampled_from(
        ["NO", "null", "~", "1e3", "017", "0x1F", "12:30:45", "2018-03-26", "=", "<<", "---", "...", "yes"]
    ),
)


class Field:
    """Enough of a model field for the codec of a translated text."""

    name = "title"


def stored(canonical):
    record = SimpleNamespace()
    Translated(Field).write(record, canonical, None)
    return record


@given(texts=st.dictionaries(st.sampled_from(LANGUAGES), hostile, max_size=4))
def test_any_text_survives_file_and_database(texts, tmp_path_factory):
    """File, canonical value, record, canonical value, file: the same from the second step on, and the same bytes."""
    codec, path = Translated(Field), tmp_path_factory.getbasetemp() / "hostile.yaml"
    canonical = codec.normalise(texts, None)
    assert codec.read(stored(canonical)) == canonical
    write_file(path, [{"slug": "x", "title": canonical or {}}], one_per_file=True)
    first = path.read_bytes()
    again = codec.normalise(read_file(path, one_per_file=True)[0]["title"] or {}, None)
    assert again == canonical
    assert not write_file(path, [{"slug": "x", "title": again or {}}], one_per_file=True)
    assert path.read_bytes() == first


@given(texts=st.dictionaries(st.sampled_from(LANGUAGES), hostile, min_size=1, max_size=2))
def test_a_text_keeps_its_letters(texts):
    """Only space around a text and the kind of its line ends may go."""
    kept = Translated(Field).normalise(texts, None) or {}
    for language, text in texts.items():
        assert kept.get(language, "") == "\n".join(text.replace("\r\n", "\n").split("\r")).strip()


@given(st.decimals(0, 10**11, places=3))
def test_any_figure_survives(value):
    field = KeyFigure._meta.get_field("value")
    codec, record = Scalar(field), SimpleNamespace(value=value)
    canonical = codec.read(record)
    codec.write(record, canonical, None)
    assert (Decimal(record.value), codec.normalise(str(canonical), None)) == (value, canonical)


def test_empty_values_and_defaults_are_left_out():
    stage = Scalar(Practice._meta.get_field("stage"))
    assert [stage.normalise(text, None) for text in ("", "unknown", "ended")] == [None, None, "ended"]
    assert Translated(Field).normalise({"en": "", "fr": " \n"}, None) is None
    with pytest.raises(FieldError):
        Translated(Field).normalise({"en": "\ud83d"}, None)
