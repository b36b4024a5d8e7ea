"""Reading and writing the YAML files.

Read, every scalar is a string and its field says what it means, so that Norway's `NO` is no boolean, target `17.10` no
number and `10:30` no count of seconds. Written, strings that other YAML readers would take for something else are
quoted, prose is folded, and the same records give the same bytes.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

WIDTH = 110
OTHER_LINE_ENDS = "\x85\u2028\u2029"  # read back as spaces unless escaped


class Reader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
    """Makes strings only, and lets no field be given twice, of which YAML would keep the last."""

    def construct_mapping(self, node, deep=False):
        mapping = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            names = [key.value for key, _ in node.value]
            problem = f"“{max(names, key=names.count)}” is given twice"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return mapping


class UnreadableFileError(Exception):
    """The file is no YAML, or not made of records."""


@dataclass(frozen=True)
class FileRecord:
    """One record as a file gives it, not yet checked."""

    path: Path
    number: int
    mapping: dict


def read_kind(folder, kind):
    """Every record of one kind under `folder`, in the order of the files, and what is wrong with the files."""
    records, problems = [], []
    for path in sorted(Path(folder).glob(kind.glob)):
        try:
            mappings = read_file(path, kind.one_per_file)
        except UnreadableFileError as error:
            problems.append(str(error))
        else:
            records += [FileRecord(path, number, mapping) for number, mapping in enumerate(mappings, 1)]
    return records, problems


def read_file(path, one_per_file):
    try:
        content = yaml.load(path.read_text("utf-8-sig"), Reader)  # noqa: S506 -- it makes strings only
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise UnreadableFileError(f"{path}: {' '.join(str(error).split())}") from error
    records = [content] if one_per_file else content
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        expected = "one record" if one_per_file else "a list of records"
        raise UnreadableFileError(f"{path}: expected {expected}")
    return records


class Writer(yaml.SafeDumper):
    """Block style with indented prose; no anchors for repeated values."""

    def ignore_aliases(self, data):
        return True


def represent_text(writer, text):
    style = "'" if text.isdecimal() else None  # 019 is a number in YAML 1.2
    if any(character in text for character in OTHER_LINE_ENDS):
        style = '"'
    elif "\n" in text or len(text) > WIDTH - 20:
        prose = any(len(line) > WIDTH for line in text.split("\n"))
        style = ">" if prose else "|"
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Writer.add_representer(str, represent_text)


def write_file(path, records, one_per_file):
    """Write the file if its content differs; say whether it did."""
    content = records[0] if one_per_file else records
    text = yaml.dump(content, Dumper=Writer, allow_unicode=True, sort_keys=False, width=WIDTH)
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return True
