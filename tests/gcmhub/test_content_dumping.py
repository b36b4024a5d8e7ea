"""What a curator did comes back into the files, and nothing else changes in them."""

import io

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor
from gcmhub.content.dumping import dump
from gcmhub.content.loading import load
from objectives.models import Theme
from practices.models import Citation, Practice
from tests.contents import SMALL, texts, write
from tests.factories import PersonFactory, PracticeFactory, SessionFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """The small set as the dump writes it."""
    write(tmp_path, SMALL)
    load(tmp_path)
    dump(tmp_path)
    return tmp_path


def names(folder, paths):
    return [str(path.relative_to(folder)) for path in paths]


def dumped(folder):
    """What a dump wrote and removed, and the lines that changed."""
    before = texts(folder)
    written, removed = dump(folder)
    after = texts(folder)
    lines = {
        name: sorted(set(text.decode().splitlines()) ^ set(before.get(name, b"").decode().splitlines()))
        for name, text in after.items()
        if text != before.get(name)
    }
    assert sorted(lines) == sorted(names(folder, written))
    assert sorted(before.keys() - after.keys()) == names(folder, removed)
    return lines, names(folder, removed)


def test_a_second_dump_writes_nothing(folder):
    assert dump(folder) == ([], [])
    load(folder)
    assert dump(folder) == ([], [])


def test_the_files_mean_what_they_meant(folder):
    """Loaded into an empty base, the files of a dump give the same files."""
    before = texts(folder)
    assert sorted(before) == sorted(SMALL)
    for model in (Citation, Practice):
        model.objects.all().delete()
    load(folder, overwrite=True)
    dump(folder)
    assert texts(folder) == before


def test_a_change_is_one_line(folder):
    Actor.objects.filter(slug="unhcr").update(name_en="UN Refugee Agency")
    assert dumped(folder) == (
        {"actors/actors.yaml": ["    en: Refugee agency", "    en: UN Refugee Agency"]},
        [],
    )


def test_line_ends_of_a_browser_are_no_change(folder):
    Actor.objects.filter(slug="unhcr").update(aliases="Refugee office\r\nOffice of the High Commissioner")
    assert dumped(folder) == ({}, [])


def test_a_renamed_practice_takes_its_file_along(folder):
    practice = Practice.objects.get()
    practice.slug = "one-stop-centre"
    practice.save()
    lines, removed = dumped(folder)
    assert (list(lines), removed) == (["practices/one-stop-centre.yaml"], ["practices/one-stop.yaml"])
    assert "- slug: one-stop" in lines["practices/one-stop-centre.yaml"]


def test_the_last_record_of_a_kind_takes_its_file_along(folder):
    Theme.objects.all().delete()
    assert dumped(folder) == ({}, ["objectives/themes.yaml"])


def test_records_stand_in_the_order_of_their_codes_and_agendas_in_that_of_the_day(folder):
    ThemeFactory(slug="borders")
    workshop = SessionFactory._meta.model.objects.get().workshop
    SessionFactory(workshop=workshop, slug="2018-oslo-a", position=12)
    SessionFactory(workshop=workshop, slug="2018-oslo-z", position=2)
    dump(folder)
    found = texts(folder)
    assert slugs(found["objectives/themes.yaml"]) == ["borders", "health"]
    assert slugs(found["dialogues/sessions/2018-oslo.yaml"]) == ["2018-oslo-session-1", "2018-oslo-z", "2018-oslo-a"]
    codes = [line for line in found["objectives/targets.yaml"].decode().splitlines() if "code" in line]
    assert codes == ["  code: '17.1'", "  code: '17.10'"]


def slugs(text):
    return [line.split()[-1] for line in text.decode().splitlines() if line.lstrip(" -").startswith("slug:")]


def test_other_files_are_left_alone(folder):
    write(folder, {"README.md": "Mine", "practices/notes.txt": "Mine"})
    PersonFactory(slug="new-person", name="New Person")
    dump(folder)
    assert {name for name in texts(folder) if not name.endswith(".yaml")} == {"README.md", "practices/notes.txt"}


def test_a_draft_is_dumped_too(folder):
    PracticeFactory(slug="a-draft", status="draft")
    dump(folder)
    assert b"status" not in texts(folder)["practices/a-draft.yaml"]


def test_an_empty_base_leaves_the_files_as_they_are(tmp_path):
    write(tmp_path, SMALL)
    before = texts(tmp_path)
    with pytest.raises(CommandError, match=r"^The database is empty; the files were left as they are\.$"):
        call_command("dump_content", tmp_path)
    assert texts(tmp_path) == before


def test_the_command_says_what_it_wrote(folder):
    Actor.objects.filter(slug="unhcr").update(name_en="UN Refugee Agency")
    Theme.objects.all().delete()
    call_command("dump_content", folder, stdout=(out := io.StringIO()))
    assert out.getvalue().splitlines() == [
        f"written {folder}/actors/actors.yaml",
        f"removed {folder}/objectives/themes.yaml",
        "1 files written, 1 removed.",
    ]
