"""Each rule of the content has a record that breaks it, next to one that does not."""

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from gcmhub.content.checks import Finding, check
from practices.models import Practice
from tests.factories import (
    ActorFactory,
    AppearanceFactory,
    CountryFactory,
    EditionFactory,
    FindingFactory,
    KeyFigureFactory,
    LinkFactory,
    PersonFactory,
    PracticeFactory,
    PresentationFactory,
    SessionFactory,
    SourceFactory,
    ThemeFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db

FORTY = " ".join(f"w{number}" for number in range(40))
NINETY = " ".join(f"m{number}" for number in range(90))


@pytest.fixture
def practice():
    """A practice to which nobody can object."""
    return PracticeFactory(
        slug="one-stop",
        summary_en=FORTY,
        summary_fr=NINETY,
        themes=[ThemeFactory()],
        citations=[SourceFactory(slug="idm-28", year=2018)],
    )


def found(documents=None):
    return [str(finding) for finding in check(documents)]


def change(practice, **values):
    Practice.objects.filter(pk=practice.pk).update(**values)
    return found()


def test_what_keeps_the_rules_is_not_named(practice):
    assert check() == []


def test_a_summary_has_40_to_90_words_in_both_languages(practice):
    assert change(practice, summary_en=FORTY.rpartition(" ")[0], summary_fr=f"{NINETY} more") == [
        "error: practice one-stop: the summary in en has 39 words; 40 to 90 are allowed",
        "error: practice one-stop: the summary in fr has 91 words; 40 to 90 are allowed",
    ]
    assert change(practice, summary_en=None, summary_fr=FORTY) == [
        "error: practice one-stop: summary: no text in en",
        "error: practice one-stop: the summary in en has 0 words; 40 to 90 are allowed",
    ]


def test_drafts_may_be_short(practice):
    assert change(practice, summary_en="Short.", summary_fr="Court.", status="draft") == []


def test_a_title_is_given_in_both_languages(practice):
    assert change(practice, title_fr="") == [
        "error: practice one-stop: no title in fr",
        "error: practice one-stop: title: no text in fr",
    ]


@pytest.mark.parametrize(
    "field", ["context", "results", "lessons", "recommendations", "innovation", "editor_note", "place"]
)
def test_what_is_said_in_one_language_is_said_in_the_other(practice, field):
    assert change(practice, **{f"{field}_fr": "Texte"}) == [f"error: practice one-stop: {field}: no text in en"]
    assert change(practice, **{f"{field}_en": "Text"}) == []
    assert change(practice, **{f"{field}_ru": "Текст"}) == []


def test_other_records_are_checked_for_languages_too(practice):
    source = practice.sources.get()
    source.note_en, source.title_fr = "Damaged", ""
    source.save()
    actor = practice.actors.get()
    actor.acronym_en, actor.name_fr = "ACT", None
    actor.save()
    WorkshopFactory(slug="2018-oslo", venue_fr="Salle")
    assert found() == [
        f"error: actor {actor.slug}: name: no text in fr",
        "error: workshop 2018-oslo: venue: no text in en",
        "warning: source idm-28: note: no text in fr",
        "warning: source idm-28: title: no text in fr",
    ]


def test_parts_are_checked_for_languages_too(practice):
    practice.citations.update(locator_fr="")
    KeyFigureFactory(practice=practice, unit_fr="%")
    LinkFactory(practice=practice, title_en=None)
    FindingFactory(edition=EditionFactory(year=2018), summary_en="Together")
    AppearanceFactory(session=SessionFactory(slug="2018-city-a", workshop__slug="2018-city"), function_fr=None)
    assert found() == [
        "error: edition 2018, finding: summary: no text in fr",
        "error: practice one-stop, citation: locator: no text in fr",
        "error: practice one-stop, key figure: unit: no text in en",
        "error: practice one-stop, link: title: no text in en",
        "error: session 2018-city-a, appearance: function: no text in fr",
    ]


def test_what_is_published_lacks_nothing(practice):
    practice.participations.all().delete()
    practice.themes.clear()
    practice.citations.all().delete()
    lead = ActorFactory._meta.model.objects.get()
    assert found() == [
        f"error: actor {lead.slug}: nothing refers to this actor",
        "error: practice one-stop: published without a citation",
        "error: practice one-stop: published without a lead",
        "warning: practice one-stop: no theme",
        "warning: source idm-28: nothing refers to this source",
    ]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ({"name_en": "Red Cross"}, {"name_fr": "Red-Cross"}, "red cross"),
        ({"name_fr": "Société civile"}, {"name_en": "SOCIETE  CIVILE"}, "societe civile"),
        ({"acronym_en": "IOM"}, {"name_en": "Iom"}, "iom"),
        ({"acronym_en": "U.N."}, {"acronym_ar": "U N"}, "u n"),
        ({"name_en": "L’Office"}, {"name_en": "L'office"}, "l office"),
    ],
)
def test_an_actor_has_one_record_whatever_the_spelling(practice, first, second, name):
    actors = [ActorFactory(slug="a", **first), ActorFactory(slug="b", **second), ActorFactory(slug="c")]
    for actor in actors:
        AppearanceFactory(actor=actor)
    errors = [finding for finding in check() if finding.record.startswith("actor")]
    assert errors == [Finding("error", "actor a", f"“{name}” is also b")]


def test_the_same_name_in_two_languages_is_no_second_actor(practice):
    AppearanceFactory(actor=ActorFactory(name_en="UNESCO", name_fr="Unesco", acronym_en="UNESCO", acronym_fr="UNESCO"))
    assert found() == []


def test_people_are_those_who_appeared_or_presented(practice):
    PersonFactory(slug="nobody")
    AppearanceFactory(person=PersonFactory(slug="speaker"))
    PresentationFactory(practice=practice, person=PersonFactory(slug="presenter"))
    assert found() == ["error: person nobody: nothing refers to this person"]


def test_actors_are_those_who_do_something(practice):
    union = ActorFactory(slug="union")
    AppearanceFactory(actor=ActorFactory(slug="member", parent=union))
    SourceFactory(publisher=ActorFactory(slug="publisher"), series="Red books", series_number=1)
    PresentationFactory(practice=practice, actor=ActorFactory(slug="presenter"))
    assert found() == []
    ActorFactory(slug="nobody", parent=union)
    assert found() == ["error: actor nobody: nothing refers to this actor"]


def test_sources_are_those_that_something_rests_on(practice):
    WorkshopFactory(report=SourceFactory(slug="report"))
    FindingFactory(source=SourceFactory(slug="concept-note"))
    SourceFactory(slug="red-book", series="Red books", series_number=1)
    assert found() == []
    SourceFactory(slug="unread")
    assert found() == ["warning: source unread: nothing refers to this source"]


def test_a_country_has_its_iso_code(practice):
    CountryFactory(code="N1")
    assert found() == ["error: country N1: no ISO 3166-1 code"]


@pytest.mark.parametrize("started", ["2018", "2018-12-31", "2017-01", ""])
def test_a_source_reports_what_has_begun(practice, started):
    assert change(practice, started=started) == []


def test_a_source_cannot_report_what_began_after_it(practice):
    message = "error: practice one-stop: started 2019-01, after its latest source (2018)"
    assert change(practice, started="2019-01") == [message]
    assert change(practice, stage="ongoing") == [message]
    assert change(practice, stage="planned") == []
    assert change(practice, stage="ended") == [message]
    practice.citations.create(source=SourceFactory(year=2019), locator_en="p. 1", locator_fr="p. 1")
    assert found() == []


def test_a_source_without_a_year_may_be_of_any(practice):
    practice.citations.create(source=SourceFactory(year=None), locator_en="p. 1", locator_fr="p. 1")
    assert change(practice, started="2019") == []


def test_a_presenter_spoke_for_somebody(practice):
    PresentationFactory(practice=practice, person=PersonFactory(name="Ann Lee"), actor=None)
    assert found() == ["warning: practice one-stop: Ann Lee presents it for no organisation"]


@pytest.fixture
def documents(tmp_path):
    def put(text):
        (tmp_path / "document.txt").write_text(text, "utf-8")
        return tmp_path

    return put


EIGHT = "les villes accueillent les migrants dans leurs écoles"
SEVEN = EIGHT.rpartition(" ")[0]


def test_eight_words_in_a_row_are_copied_and_seven_are_not(practice, documents):
    folder = documents(f"Aujourd’hui, {EIGHT.upper()}, partout.")
    change(practice, results_fr=f"On voit que {SEVEN} maisons.", results_en="Cities.")
    assert found(folder) == []
    change(practice, results_fr=f"On voit que {EIGHT} : bien.")
    assert found(folder) == [
        "error: practice one-stop: results in fr copies “les villes accueillent les migrants dans leurs ecoles”"
    ]


def test_spelling_and_line_breaks_hide_no_copy(practice, documents):
    folder = documents("Les villes\naccueillent « les migrants »\n\ndans leurs ecoles.")
    change(practice, lessons_fr=EIGHT, lessons_en="Lessons.")
    assert [finding.record for finding in check(folder)] == ["practice one-stop"]


def test_titles_and_official_names_may_be_carried_over(practice, documents):
    name = "Fonds d’affectation spéciale pluripartenaire pour la migration"
    folder = documents(f"Le {name} finance huit. Le Grand conseil des villes et des ports de mer. {EIGHT}")
    ActorFactory(
        name_fr="Grand conseil des villes et des ports de mer", name_en="Council", parent=practice.actors.get()
    )
    change(practice, title_fr=EIGHT.capitalize(), results_en="Results.")
    change(practice, results_fr=f"Le {name} finance tout. Le Grand conseil des villes et des ports de mer en vit.")
    assert [finding for finding in check(folder) if "one-stop" in finding.record] == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("41", "41 villages"),
        ("1200", "1 200 personnes"),
        ("1200", "1\u202f200 personnes"),
        ("1200", "1\xa0200 personnes"),
        ("2.5", "2,5 % des revenus"),
        ("258000000", "258 millions de migrants"),
        ("1500000", "1,5 million"),
        ("6000000000", "6 milliards de dollars"),
        ("16", "seize pays"),
        ("20", "vingt ans"),
        ("100", "cent"),
        ("41.000", "en 2018, 41"),
    ],
)
def test_a_figure_stands_in_a_document(practice, documents, value, text):
    KeyFigureFactory(practice=practice, value=Decimal(value))
    assert found(documents(f"On compte {text}.")) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [("41", "410 villages"), ("41", "241"), ("1200", "12 00"), ("2.5", "25 %"), ("16", "seizième"), ("7", "huit")],
)
def test_a_figure_that_stands_in_no_document_is_named(practice, documents, value, text):
    KeyFigureFactory(practice=practice, value=Decimal(value))
    message = f"error: practice one-stop: the figure {value} is in no document"
    assert found(documents(f"On compte {text}.")) == [message]


def test_the_command_fails_where_there_is_an_error(practice):
    call_command("check_content", stdout=(out := io.StringIO()))
    assert out.getvalue() == "0 errors, 0 warnings.\n"
    PersonFactory(slug="nobody")
    SourceFactory(slug="unread")
    with pytest.raises(CommandError, match=r"^1 errors, 1 warnings\.$"):
        call_command("check_content", stdout=(out := io.StringIO()))
    assert out.getvalue().splitlines() == [
        "error: person nobody: nothing refers to this person",
        "warning: source unread: nothing refers to this source",
    ]
    with pytest.raises(CommandError):
        call_command("check_content", errors_only=True, stdout=(out := io.StringIO()))
    assert out.getvalue().splitlines() == ["error: person nobody: nothing refers to this person"]


def test_a_folder_without_documents_is_an_error(practice, tmp_path):
    with pytest.raises(CommandError, match=r"no documents \(\*\.txt\) here"):
        call_command("check_content", documents=tmp_path / "nowhere")
