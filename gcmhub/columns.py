"""The kinds of columns that files are made of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from gcmhub.languages import text_of

SEPARATOR = "|"


@dataclass(frozen=True)
class Column:
    """A column: its stable name, its value (text, number, or a list of codes) and, for codes, their labels.

    `value` and `label` read a record; `help` says in words what the column means. Where a reader gives several codes
    joined by `|`, `joins` is the type of one.
    """

    name: str
    value: Callable
    label: Callable = None
    is_address: bool = False  # a path on this site, written with the host in front
    help: str = ""
    joins: type = None


def named(record, field_name="name"):
    """The label of a coded record: its text in the best language, or a name that is the same in all."""
    return record and text_of(record, field_name).text


def code(record):
    return record and record.natural_key()[0]


def plain(name):
    return Column(name, lambda record: getattr(record, name))


def text(name, field_name=None):
    return Column(name, lambda record: text_of(record, field_name or name).text)


def language(field_name):
    return Column(f"{field_name}_language", lambda record: text_of(record, field_name).language)


def flag(name, read):
    return Column(name, lambda record: str(read(record)).lower())


def choice(name, field_name=None):
    """A code of a closed list with its label."""
    field_name = field_name or name
    return Column(
        name,
        lambda record: getattr(record, field_name),
        lambda record: str(getattr(record, f"get_{field_name}_display")()),
    )


def reference(name, field_name="name", attribute=None):
    """The code of another record with its name."""
    attribute = attribute or name
    return Column(
        name,
        lambda record: code(getattr(record, attribute)),
        lambda record: named(getattr(record, attribute), field_name),
    )


def coded(name, records, label=named):
    """Codes of other records with their names; `label` is the name of a translated field, or makes the label."""
    make_label = label if callable(label) else lambda record: named(record, label)
    return Column(
        name,
        lambda record: [code(found) for found in records(record)],
        lambda record: [make_label(found) for found in records(record)],
    )


def unique(records):
    return list(dict.fromkeys(record for record in records if record))


LICENCE_COLUMN = Column("licence", lambda record: settings.CONTENT_LICENCE)
URL = Column("url", lambda record: record.get_absolute_url(), is_address=True)
