"""Files read by one SQL statement per chunk of ids, with vocabularies that are read once per file.

The records that another one is linked to come as keys joined by `|`; their codes, names and order are looked up here.
So the database neither joins nor sorts for them, which costs it several times what the lookup costs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.db.models import F, Func, Subquery, TextField
from django.urls import reverse

from gcmhub.columns import SEPARATOR, Column, unique
from gcmhub.languages import as_written, best, best_language
from gcmhub.prepared import OfIds

REMEMBERED = 1024  # cells per column: the same few countries or objectives come again and again


@dataclass(frozen=True)
class Fact(Column):
    """A column made from `fields`, functions that make SQL expressions; columns with the same function share it.

    `value` and `label` are given what is shared in a file and return the function from the fields to a cell; without
    one, the cell is the field as it is.
    """

    value: Callable = None
    fields: tuple = ()


class Joined(Subquery):
    """The keys of linked records, joined by `|`, in the order of the links; NULL where there are none."""

    template = "(SELECT string_agg(item::text, '|') FROM (%(subquery)s) items)"

    def __init__(self, links, key):
        super().__init__(as_written(links).values(item=F(key)), output_field=TextField())

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="(SELECT group_concat(item, '|') FROM (%(subquery)s) items)")


class Moment(Func):
    """A point of time in UTC, to the second, as ISO 8601 writes it."""

    template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')"""
    output_field = TextField()

    def as_sqlite(self, compiler, connection):
        template = "replace(substr(%(expressions)s, 1, 19), ' ', 'T') || '+00:00'"
        return self.as_sql(compiler, connection, template=template)


class Vocabulary(dict):
    """The records of a model by key, as cells name them: rank in the order of the model, code, and label."""

    def __init__(self, model, label, code=None):
        records = as_written(model._default_manager.all())
        self.rows = records.values_list("pk", code or model.code_field, best(label))
        self.read()

    def read(self):
        rows = enumerate(self.rows.all())
        self.update((str(key), (rank, code, label)) for rank, (key, code, label) in rows)

    def entries(self, keys):
        try:
            return [self[key] for key in keys]
        except KeyError:  # made since the file was begun
            self.read()
            return [self[key] for key in keys if key in self]

    def ranked(self, joined):
        """The entries of joined keys, in the order of the model."""
        if joined in self:  # a single one, which is frequent
            return (self[joined],)
        return sorted(self.entries(joined.split(SEPARATOR))) if joined else ()

    def listed(self, joined):
        """The entries of joined keys, each once, in the order in which they come."""
        return self.entries(dict.fromkeys(joined.split(SEPARATOR))) if joined else ()


class Shared:
    """What the columns of one file have in common: the request, and each vocabulary read once."""

    def __init__(self, request):
        self.request = request
        self.vocabulary = cache(Vocabulary)


def remembered(function):
    return lru_cache(REMEMBERED)(function)


def plain(name, expression=None, **more):
    return Fact(name, fields=(lambda: expression or F(name),), **more)


def text(name, **more):
    return Fact(name, fields=(lambda: best(name),), **more)


def language(name, **more):
    return Fact(f"{name}_language", fields=(lambda: best_language(name),), **more)


def label_of(choices):
    """The label of a code of a closed list, in the language of the file."""
    labels = {code: str(label) for code, label in choices.choices}
    return lambda code: labels.get(code, code)


def choice(name, choices, **more):
    """A code of a closed list with its label."""
    return Fact(name, label=lambda shared: label_of(choices), fields=(lambda: F(name),), **more)


def coded(name, field, model, label="name", as_listed=False, joins=str, **more):
    """Codes of linked records with their names; in the order of their model unless `as_listed`."""

    def entries(shared):
        vocabulary = shared.vocabulary(model, label)
        return vocabulary.listed if as_listed else vocabulary.ranked

    def codes(shared):
        found = entries(shared)
        return remembered(lambda joined: SEPARATOR.join([str(code) for _rank, code, _label in found(joined)]))

    def labels(shared):
        found = entries(shared)
        return remembered(lambda joined: [label for _rank, _code, label in found(joined)])

    return Fact(name, value=codes, label=labels, fields=(field,), joins=joins, **more)


def address(name, url_name, code, **more):
    """The page of a record, with the host in front."""

    def of_file(shared):
        before, after = shared.request.build_absolute_uri(reverse(url_name, args=["CODE"])).rsplit("CODE", 1)
        return lambda code: f"{before}{code}{after}"

    return Fact(name, value=of_file, fields=(lambda: F(code),), **more)


class Statement:
    """Reads the cells of `columns` for a chunk of ids; what is not in the queryset any more is left out."""

    def __init__(self, queryset, columns, request):
        shared = Shared(request)
        fields = unique(field for column in columns for field in column.fields)
        self.plan = [
            (column.value and column.value(shared), [fields.index(field) for field in column.fields])
            for column in columns
        ]
        self.rows = OfIds(as_written(queryset).order_by().values_list("pk", *(field() for field in fields)))

    def __call__(self, ids):
        found = {row[0]: row for row in self.rows(ids)}
        if not found:
            return []
        _, *fields = zip(*[found[key] for key in ids if key in found], strict=True)
        columns = (
            map(make, *(fields[index] for index in indexes)) if make else fields[indexes[0]]
            for make, indexes in self.plan
        )
        return list(zip(*columns, strict=True))


def by_statement(queryset):
    """Makes the reader of a file whose columns are `Fact`s."""
    return lambda columns, request: Statement(queryset, columns, request)
