"""A file that cannot be read is named, with the line; what is written, any YAML reader reads."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gcmhub.content.files import Reader, UnreadableFileError, read_file, write_file
from tests.contents import SMALL, write
from tests.gcmhub.test_content_fields import hostile
from tests.gcmhub.test_content_loading import problems

THEMES, PRACTICE = "objectives/themes.yaml", "practices/one-stop.yaml"
UNREADABLE = {
    "not closed": (
        THEMES,
        b"- slug: health\n  name: {en: Health\n- slug: youth\n",
        ": while parsing a flow mapping ",
        "line 3, column 7",
    ),
    "bad indent": (THEMES, b"- slug: health\n   name: x\n", ": mapping values are not allowed", "line 2, column 8"),
    "colon in a text": (THEMES, b"- slug: a: b\n", ": mapping values are not allowed", "line 1, column 10"),
    "a field twice": (PRACTICE, b"slug: one-stop\nslug: two\n", ": “slug” is given twice ", "line 1, column 1"),
    "latin-1": (
        THEMES,
        "- {slug: health, name: {fr: Santé}}".encode("latin-1"),
        ": 'utf-8' codec can't decode",
        "position 32",
    ),
    "a raw control character": (THEMES, b"- slug: \x07\n", ": unacceptable character #x0007", "position 8"),
    "empty": (THEMES, b"", ": expected a list of records", ""),
    "only a comment": (PRACTICE, b"# nothing\n", ": expected one record", ""),
    "a mapping for a list": (THEMES, b"slug: health\n", ": expected a list of records", ""),
    "a list for a mapping": (PRACTICE, b"- slug: one-stop\n", ": expected one record", ""),
    "a list of words": (THEMES, b"- health\n- youth\n", ": expected a list of records", ""),
    "a word": (PRACTICE, b"one-stop", ": expected one record", ""),
    "two documents": (PRACTICE, b"slug: a\n---\nslug: b\n", ": expected a single document", "line 2, column 1"),
    "unknown anchor": (THEMES, b"- *health\n", ": found undefined alias", "line 1, column 3"),
}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, SMALL)
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("case", UNREADABLE)
def test_an_unreadable_file_is_named_with_the_line(folder, case):
    path, content, problem, place = UNREADABLE[case]
    write(folder, {path: content})
    (found,) = problems(folder)
    assert found.startswith(f"{path}{problem}")
    assert place in found


@pytest.mark.django_db
def test_every_unreadable_file_is_named(folder):
    write(folder, {THEMES: b"- [", PRACTICE: b"\xff", "practices/two.yaml": b"- []"})
    assert [problem.partition(":")[0] for problem in problems(folder)] == [THEMES, PRACTICE, "practices/two.yaml"]


@pytest.mark.django_db
def test_a_folder_in_the_place_of_a_file_is_no_file(folder):
    (folder / "practices" / "three.yaml").mkdir()
    assert problems(folder) == [
        f"practices/three.yaml: [Errno 21] Is a directory: '{folder}/practices/three.yaml'".replace(f"{folder}/", "")
    ]


@pytest.mark.parametrize("text", ["\ufeff- {slug: health}\r\n", "- slug: health\r\n", "---\n- slug: health\n...\n"])
def test_marks_and_line_ends_of_other_editors_do_no_harm(tmp_path, text):
    write(tmp_path, {"themes.yaml": text})
    assert read_file(tmp_path / "themes.yaml", one_per_file=False) == [{"slug": "health"}]


def test_every_scalar_is_a_string():
    text = "{a: NO, b: 17.10, c: 10:30, d: 2018-03-26, e: 0o17, f: true, g: null, h: 1_000, i: ~, j: .5}"
    found = yaml.load(text, Reader)  # noqa: S506 -- it makes strings only
    assert list(found.values()) == ["NO", "17.10", "10:30", "2018-03-26", "0o17", "true", "null", "1_000", "~", ".5"]


def test_no_tag_makes_anything_but_strings(tmp_path):
    write(tmp_path, {"x.yaml": "!!python/object/apply:os.system [echo]"})
    with pytest.raises(UnreadableFileError, match="expected one record"):
        read_file(tmp_path / "x.yaml", one_per_file=True)


@given(texts=st.lists(hostile.map(str.strip), max_size=3))
def test_any_yaml_reader_reads_the_texts_as_they_were(texts, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "texts.yaml"
    write_file(path, [{"slug": "x", "texts": texts, "by_name": dict(enumerate(texts))}], one_per_file=True)
    read = yaml.safe_load(path.read_bytes().decode())
    assert (read["texts"], list(read["by_name"].values())) == (texts, texts)


def test_what_is_written_is_made_for_people(tmp_path):
    record = {
        "code": "019",
        "country": "NO",
        "starts_at": "10:30",
        "title": {"fr": "Les partenariats : qui ?", "ar": "الهجرة"},
        "aliases": "One\nTwo",
        "summary": " ".join(["prose"] * 30),
        "again": ["NO", "NO"],
    }
    assert write_file(tmp_path / "new" / "x.yaml", [record], one_per_file=True)
    assert (tmp_path / "new" / "x.yaml").read_text("utf-8") == (
        "code: '019'\n"
        "country: 'NO'\n"
        "starts_at: '10:30'\n"
        "title:\n  fr: 'Les partenariats : qui ?'\n  ar: الهجرة\n"
        "aliases: |-\n  One\n  Two\n"
        "summary: >-\n"
        f"  {'prose ' * 18}prose\n"
        f"  {'prose ' * 10}prose\n"
        "again:\n- 'NO'\n- 'NO'\n"
    )


def test_a_file_that_would_stay_the_same_is_not_written(tmp_path):
    path = tmp_path / "x.yaml"
    assert write_file(path, [{"slug": "x"}], one_per_file=False)
    before = path.stat().st_mtime_ns
    assert not write_file(path, [{"slug": "x"}], one_per_file=False)
    assert path.stat().st_mtime_ns == before
    assert write_file(path, [{"slug": "y"}], one_per_file=False)
