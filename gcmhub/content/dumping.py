"""Writing the database back into the files, so that a curator's work can return into the repository."""

from collections import defaultdict
from pathlib import Path

from gcmhub.codes import natural_order
from gcmhub.content.fields import code_of
from gcmhub.content.files import write_file
from gcmhub.content.layout import LAYOUT


def dump(folder):
    """Write every record; remove files whose records are gone. Returns the paths written and removed."""
    contents = [(kind, canonical_files(folder, kind)) for kind in LAYOUT]
    if not any(files for _, files in contents):
        raise EmptyBaseError
    written, removed = [], []
    for kind, files in contents:
        written += [path for path, records in files.items() if write_file(path, records, kind.one_per_file)]
        for path in sorted(Path(folder).glob(kind.glob)):
            if path not in files:
                path.unlink()
                removed.append(path)
    return written, removed


class EmptyBaseError(Exception):
    """There is nothing to write, and every file would be removed."""


def canonical_files(folder, kind):
    files = defaultdict(list)
    for record in sorted(kind.records(), key=lambda record: position(kind, record)):
        canonical = kind.shape.read(record)
        files[Path(folder) / kind.path.format_map(canonical)].append(canonical)
    return files


def position(kind, record):
    """Agendas stand in the order of the day, everything else in the order of its codes."""
    return [record.position] if kind.path.startswith("dialogues/sessions/") else natural_order(code_of(record))
