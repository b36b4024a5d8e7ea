"""The kinds of columns that files are made of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

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


def plain(name, **more):
    return Column(name, lambda record: getattr(record, name), **more)


def text(name, **more):
    return Column(name, lambda record: text_of(record, name).text, **more)


def language(field_name, **more):
    return Column(f"{field_name}_language", lambda record: text_of(record, field_name).language, **more)


def flag(name, read, **more):
    return Column(name, lambda record: str(read(record)).lower(), **more)


def choice(name, field_name=None, **more):
    """A code of a closed list with its label."""
    field_name = field_name or name
    return Column(
        name,
        lambda record: getattr(record, field_name),
        lambda record: str(getattr(record, f"get_{field_name}_display")()),
        **more,
    )


def reference(name, field_name="name", **more):
    """The code of another record with its name."""
    return Column(
        name,
        lambda record: code(getattr(record, name)),
        lambda record: named(getattr(record, name), field_name),
        **more,
    )


def coded(name, records, label=named, **more):
    """Codes of other records with their names; `label` is the name of a translated field, or makes the label."""
    make_label = label if callable(label) else lambda record: named(record, label)
    return Column(
        name,
        lambda record: [code(found) for found in records(record)],
        lambda record: [make_label(found) for found in records(record)],
        **more,
    )


def practice_count(**more):
    return Column("practices", lambda record: record.practice_count, **more)


def unique(records):
    return list(dict.fromkeys(record for record in records if record))


# Columns that several files have
ID = Column(
    "id",
    lambda record: record.slug,
    help=_("The code of the record, which never changes; other files name it by this."),
)
TITLE = [text("title", help=_("Its title.")), language("title", help=_("The language that the title is in."))]
NAME = [text("name", help=_("Its name.")), language("name", help=_("The language that the name is in."))]
LICENCE = Column(
    "licence", lambda record: settings.CONTENT_LICENCE, help=_("Under which licence the text may be used.")
)
URL = Column("url", lambda record: record.get_absolute_url(), is_address=True, help=_("Its page."))
