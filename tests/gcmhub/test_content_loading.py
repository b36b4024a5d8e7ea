"""Loading is all or nothing, says everything that is wrong, and never overwrites a curator."""

import datetime
import io
from decimal import Decimal

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction

from actors.models import Actor, Country
from dialogues.models import Edition, Session, Workshop
from gcmhub.content.loading import ContentError, load
from gcmhub.management.commands.load_content import count_rows_for_the_planner
from objectives.models import SDGTarget, Theme
from practices.changes import last_change
from practices.models import Practice, Presentation
from tests.contents import SMALL, replace, row_counts, write

pytestmark = pytest.mark.django_db

ACTORS, PRACTICE = "actors/actors.yaml", "practices/one-stop.yaml"
SESSIONS, WORKSHOPS = "dialogues/sessions/2018-oslo.yaml", "dialogues/workshops.yaml"


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, SMALL)
    return tmp_path


def outcomes(report):
    totals = {"created": 0, "updated": 0, "unchanged": 0, "left alone": 0}
    for counts in report.counts.values():
        for name, count in counts.items():
            totals[name] += count
    return tuple(totals.values())


def problems(folder):
    """What is wrong with the files, which must then leave no trace."""
    before = row_counts()
    with pytest.raises(ContentError) as refused:
        load(folder)
    assert row_counts() == before
    return [problem.replace(f"{folder}/", "") for problem in refused.value.problems]


def test_everything_small_is_loaded(folder):
    assert outcomes(load(folder)) == (20, 0, 0, 0)
    practice = Practice.objects.get()
    assert (practice.status, practice.started, practice.title_fr) == ("published", "2016-03", "Guichet unique")
    assert [str(target.code) for target in practice.sdg_targets.all()] == ["17.1", "17.10"]
    assert [(p.actor.slug, p.role) for p in practice.participations.all()] == [
        ("iom", "lead"),
        ("iom", "partner"),
        ("unhcr", "partner"),
    ]
    assert [(o.objective.number, o.primary) for o in practice.practice_objectives.all()] == [(23, True), (6, False)]
    assert practice.key_figures.get().value == Decimal("2.3")


def test_scalars_are_what_their_field_says(folder):
    """Not what YAML 1.1 makes of them: a boolean, a number, a count of seconds."""
    load(folder)
    assert Country.objects.get().code == "NO"
    assert SDGTarget.objects.filter(code="17.10").count() == 1
    assert Session.objects.get().starts_at == datetime.time(10, 30)
    assert Workshop.objects.get().starts_on == datetime.date(2018, 3, 26)
    assert Actor.objects.get(slug="unhcr").aliases == "Refugee office\nOffice of the High Commissioner"


def test_a_second_load_changes_nothing(folder):
    load(folder)
    before, version, number = row_counts(), Practice.objects.get().version, last_change()
    assert outcomes(load(folder)) == (0, 0, 20, 0)
    assert Practice.objects.get().version == version
    assert last_change() == number + 1
    assert row_counts() == before | {"practices.Change": before["practices.Change"] + 1}


def test_a_load_is_one_change_and_one_line_of_history(folder):
    load(folder)
    assert last_change() == 1
    replace(folder, PRACTICE, "Guichet unique", "Guichet")
    load(folder)
    assert [(past.title_fr, past.history_change_reason) for past in Practice.history.order_by("history_id")] == [
        ("Guichet unique", "Loaded from the content files"),
        ("Guichet", "Loaded from the content files"),
    ]


def test_what_checking_fills_in_is_no_change(folder):
    """The file does not say whom the presenter spoke for; the agenda does."""
    load(folder)
    assert Presentation.objects.get().actor.slug == "unhcr"
    assert outcomes(load(folder)) == (0, 0, 20, 0)
    replace(folder, PRACTICE, "Guichet unique", "Guichet")
    assert outcomes(load(folder)) == (0, 1, 19, 0)
    assert Presentation.objects.get().actor.slug == "unhcr"


def test_only_the_record_that_changed_in_the_file_is_updated(folder):
    load(folder)
    replace(folder, ACTORS, "Refugee agency", "UN Refugee Agency")
    replace(folder, ACTORS, "  aliases: |-\n    Refugee office\n    Office of the High Commissioner\n", "")
    report = load(folder)
    assert outcomes(report) == (0, 1, 19, 0)
    assert report.counts["actors"]["updated"] == 1
    actor = Actor.objects.get(slug="unhcr")
    assert (actor.name_en, actor.aliases) == ("UN Refugee Agency", "")


def test_a_curators_change_is_left_alone_and_named(folder):
    load(folder)
    Actor.objects.filter(slug="unhcr").update(name_en="UN Refugee Agency")
    replace(folder, ACTORS, "Refugee agency", "Agency for refugees")
    report = load(folder)
    assert outcomes(report) == (0, 0, 19, 1)
    assert report.left_alone == ["actor unhcr"]
    assert Actor.objects.get(slug="unhcr").name_en == "UN Refugee Agency"


def test_a_curators_change_of_a_part_is_a_change_of_the_practice(folder):
    load(folder)
    practice = Practice.objects.get()
    practice.citations.update(locator_en="chapter 3")
    replace(folder, PRACTICE, "One-stop centre", "Centre")
    assert load(folder).left_alone == ["practice one-stop"]
    assert (Practice.objects.get().title_en, practice.citations.get().locator_en) == ("One-stop centre", "chapter 3")


def test_saving_a_form_without_a_change_is_no_change(folder):
    """Browsers end lines with CR LF."""
    load(folder)
    Actor.objects.filter(slug="unhcr").update(aliases="Refugee office\r\nOffice of the High Commissioner")
    replace(folder, ACTORS, "Refugee agency", "UN Refugee Agency")
    assert outcomes(load(folder)) == (0, 1, 19, 0)


def test_overwrite_replaces_what_a_curator_changed(folder):
    load(folder)
    Actor.objects.filter(slug="unhcr").update(name_en="UN Refugee Agency")
    Practice.objects.get().participations.all().delete()
    assert outcomes(load(folder, overwrite=True)) == (0, 2, 18, 0)
    assert Actor.objects.get(slug="unhcr").name_en == "Refugee agency"
    assert Practice.objects.get().participations.count() == 3
    assert outcomes(load(folder)) == (0, 0, 20, 0)


def test_a_curators_deletion_is_respected(folder):
    load(folder)
    Theme.objects.all().delete()
    report = load(folder)
    assert (outcomes(report), report.left_alone) == ((0, 0, 19, 1), ["theme health"])
    assert Theme.objects.count() == 0
    assert outcomes(load(folder, overwrite=True)) == (1, 0, 19, 0)


def test_a_curators_new_record_is_left_alone(folder):
    load(folder)
    Theme.objects.create(slug="sport", name_en="Sport", name_fr="Sport")
    write(
        folder, {"objectives/themes.yaml": SMALL["objectives/themes.yaml"] + "- {slug: sport, name: {en: X, fr: X}}\n"}
    )
    assert load(folder).left_alone == ["theme sport"]
    assert Theme.objects.get(slug="sport").name_en == "Sport"


def test_a_record_that_stands_as_a_curator_wrote_it_is_unchanged(folder):
    load(folder)
    Actor.objects.filter(slug="unhcr").update(name_en="UN Refugee Agency")
    replace(folder, ACTORS, "Refugee agency", "UN Refugee Agency")
    assert outcomes(load(folder)) == (0, 0, 20, 0)
    replace(folder, ACTORS, "UN Refugee Agency", "UNHCR")
    assert outcomes(load(folder)) == (0, 1, 19, 0)


def test_records_of_a_kind_may_refer_to_later_ones(folder):
    """Northern Europe stands before Europe, the ministry before its government."""
    text = "- {slug: ministry, name: {en: Ministry, fr: Ministère}, kind: other, parent: state}\n"
    text += "- {slug: state, name: {en: State, fr: État}, kind: other, parent: union}\n"
    text += "- {slug: union, name: {en: Union, fr: Union}, kind: other}\n"
    write(folder, {ACTORS: text + SMALL[ACTORS]})
    load(folder)
    assert Actor.objects.get(slug="ministry").parent.parent.slug == "union"
    assert Country.objects.get().region.parent.slug == "europe"


@pytest.mark.parametrize("already_loaded", [False, True])
def test_a_circle_is_named(folder, already_loaded):
    """Also where the records are known already and each reference by itself would be found."""
    two = SMALL[PRACTICE].replace("slug: one-stop", "slug: two\npart_of: one-stop")
    write(folder, {"practices/two.yaml": two})
    if already_loaded:
        load(folder)
    replace(folder, PRACTICE, "kind: service\n", "kind: service\npart_of: two\n")
    assert problems(folder) == ["practices/two.yaml: two: part_of: refers in a circle: one-stop → two → one-stop"]


def test_a_record_that_is_part_of_itself_is_a_circle(folder):
    replace(folder, ACTORS, "  acronym: {en: IOM, fr: OIM}\n", "  parent: iom\n")
    assert problems(folder) == [f"{ACTORS}: iom: parent: refers in a circle: iom → iom"]


def test_a_slug_changed_by_a_curator_is_found_under_its_former_one(folder):
    load(folder)
    practice = Practice.objects.get()
    practice.slug = "one-stop-centre"
    practice.save()
    report = load(folder)
    assert (outcomes(report), report.left_alone) == ((0, 0, 19, 1), ["practice one-stop"])
    assert [p.slug for p in Practice.objects.all()] == ["one-stop-centre"]


def test_several_problems_are_told_at_once(folder):
    replace(folder, ACTORS, "kind: un-system\n- slug", "kind: un\n  colour: blue\n- slug")
    replace(folder, PRACTICE, "scope: national", "scope: wide")
    replace(folder, PRACTICE, "lead: [iom]", "lead: [imo]")
    write(folder, {"objectives/themes.yaml": "- ["})
    found = problems(folder)
    assert [problem.split(": ")[0] for problem in found] == ["objectives/themes.yaml", ACTORS, PRACTICE]
    assert found[1] == f"{ACTORS}: iom: colour: no such field"


def test_what_refers_to_a_refused_record_is_not_told_as_well(folder):
    """Else one mistyped word in an actor would be told once for each of its practices."""
    replace(folder, ACTORS, "  acronym: {en: IOM, fr: OIM}\n", "  colour: blue\n")
    write(folder, {"dialogues/people.yaml": "- {slug: louise-arbour, name: Louise Arbour"})
    replace(folder, PRACTICE, "lead: [iom]", "lead: [iom, unhrc]")
    actor, people, practice = problems(folder)
    assert people.startswith("dialogues/people.yaml: while parsing a flow mapping")
    assert actor == f"{ACTORS}: iom: colour: no such field"
    assert practice == f"{PRACTICE}: one-stop: actors, lead: there is no actor “unhrc”; did you mean “unhcr”?"


def test_a_folder_that_does_not_exist_is_an_error(tmp_path):
    expected = "no content files here; expected objectives/goals.yaml and the others of docs/content.md"
    assert problems(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: {expected}"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match="no content files here"):
        call_command("load_content", tmp_path / "empty")


@pytest.mark.parametrize("path", ["actor/actors.yaml", "objectives/themes.yml", "practices/old/one-stop.yaml"])
def test_a_file_that_would_be_passed_over_is_named(folder, path):
    write(folder, {path: "- {}\n"})
    assert problems(folder) == [f"{path}: not the name of a content file"]


def test_a_published_practice_must_be_complete(folder):
    replace(folder, PRACTICE, "citations:\n- {source: idm-28, locator: {en: chapter 2, fr: chapitre 2}}\n", "")
    replace(folder, PRACTICE, "lead: [iom]", "funder: [iom]")
    assert problems(folder) == [f"{PRACTICE}: one-stop: status: cannot be published without a lead, a citation"]


def test_the_command_says_what_it_did(folder):
    call_command("load_content", folder, stdout=(out := io.StringIO()))
    assert [int(number) for number in rows(out)["actors"]] == [2, 0, 0, 0]
    Actor.objects.filter(slug="iom").update(name_en="Mine")
    call_command("load_content", folder, stdout=(out := io.StringIO()))
    assert [int(number) for number in rows(out)["actors"]] == [0, 0, 1, 1]
    said = " ".join(out.getvalue().split())
    assert said.endswith("Left alone, a curator has changed or deleted it since it was loaded: actor iom")


def rows(out):
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.getvalue().splitlines() if "│" in line]
    return {name: numbers for name, *numbers in cells}


def test_the_command_says_what_is_wrong(folder):
    replace(folder, ACTORS, "  acronym: {en: IOM, fr: OIM}\n", "  colour: blue\n")
    with pytest.raises(CommandError) as refused:
        call_command("load_content", folder)
    assert str(refused.value) == f"{folder}/{ACTORS}: iom: colour: no such field\nNothing was loaded: 1 problem."
    assert Edition.objects.count() == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is not told to count")
def test_counting_rows_does_not_wait_for_another_database_of_the_server():
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    with psycopg.connect(**parameters) as other, connection.cursor() as cursor:
        other.execute("ANALYZE pg_authid")  # a table that they share, locked as long as this transaction lasts
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            cursor.execute("SET LOCAL lock_timeout = 100; ANALYZE")
        Theme.objects.create(slug="housing")
        count_rows_for_the_planner()
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'objectives_theme'")
        assert cursor.fetchall() == [(1,)]
