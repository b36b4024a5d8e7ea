"""What of a record is searched: declared by each app in its search.py, read here for many records at once."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from django.db import connection

from gcmhub.languages import LANGUAGES, as_written, translated, translated_names
from gcmhub.search import LEVELS
from gcmhub.words import GAP, tokens

# Of the words of a document, in bytes: with every pair of neighbours these make up to a megabyte, the most that
# PostgreSQL takes. Beyond it, SQLite would still find what PostgreSQL does not.
MOST_BYTES = 200_000


@dataclass(frozen=True, eq=False)
class Searched:
    """The records of a model that may be found, with the paths to what is searched of them.

    By their title and names they are found first; texts follow. `shown_by` are paths that decide which records may be
    found at all.
    """

    kind: str
    model: type
    records: object  # makes the queryset of those that may be found
    title: tuple
    names: tuple = ()
    text: tuple = ()
    shown_by: tuple = ()

    def paths(self):
        return [(level, path) for level in LEVELS for path in getattr(self, level)]

    @cached_property
    def columns(self):
        """What is read in one query: by the path to another record, each column with its level and language."""
        found = defaultdict(list)
        for level, path in self.paths():
            relation, _, name = path.rpartition("__")
            for column, language in columns_of(self.model_at(relation), name):
                found[relation].append((level, f"{relation}__{column}" if relation else column, language))
        return found

    def model_at(self, relation):
        model = self.model
        for step in filter(None, relation.split("__")):
            model = model._meta.get_field(step).related_model
        return model

    @cached_property
    def sources(self):
        """The models that a document is made of: (path to it, model) and the columns of it that matter."""
        found = defaultdict(set)
        found["", self.model] = set()
        for path in [*(path for _, path in self.paths()), *self.shown_by]:
            *steps, name = path.split("__")
            model, relation = self.model, ""
            for step in steps:
                field = model._meta.get_field(step)
                if field.many_to_one:
                    found[relation, model].add(field.attname)
                relation, model = f"{relation}__{step}" if relation else step, field.related_model
                if field.one_to_many:
                    found[relation, model].add(field.field.attname)
            found[relation, model].update(column for column, _ in columns_of(model, name))
        return found

    @cached_property
    def many_to_many(self):
        """The fields of the model itself that lead to what is searched."""
        steps = {path.partition("__")[0] for _, path in self.paths()}
        fields = [field for field in self.model._meta.many_to_many if field.name in steps]
        return [field for field in fields if field.remote_field.through._meta.auto_created]

    @cached_property
    def statements(self):
        """SQL for the records that may be found and, by relation, for the columns; made once, as making it takes long.

        They are for one record of the id 0; `rows` puts the ids in.
        """
        shown = self.records().filter(pk__in=[0]).order_by().values_list("pk")
        found = {None: shown}
        for relation, columns in self.columns.items():
            rows = as_written(self.model._base_manager.filter(pk__in=[0]))
            rows = rows.order_by("pk", f"{relation}__pk" if relation else "pk")
            found[relation] = rows.values_list("pk", *(column for _, column, _ in columns))
        return {relation: rows.query.sql_with_params() for relation, rows in found.items()}

    def rows(self, relation, ids):
        sql, params = self.statements[relation]
        place = params.index(0)
        with connection.cursor() as cursor:
            cursor.execute(
                sql.replace("IN (%s)", f"IN ({', '.join(['%s'] * len(ids))})"),
                (*params[:place], *ids, *params[place + 1 :]),
            )
            return cursor.fetchall()

    def documents(self, ids):
        """What is searched of these records, as far as they may be found: by their ids the fields of a document."""
        texts = {pk: defaultdict(dict) for (pk,) in self.rows(None, ids)}
        for relation, columns in self.columns.items() if texts else ():
            for pk, *values in self.rows(relation, list(texts)):
                for (level, _, language), value in zip(columns, values, strict=True):
                    if value not in (None, ""):
                        texts[pk][level][str(value), language] = None
        return {pk: document(found) for pk, found in texts.items()}


def columns_of(model, name):
    """The columns behind a field, each with the language that its texts are in."""
    if name not in translated_names(model):
        return [(name, None)]
    return list(zip(translated(name), LANGUAGES, strict=True))


def document(texts):
    """The fields of a document from its texts at each level: the words to look in, and those to suggest."""
    left, levels, written = MOST_BYTES, {}, {}
    for level in LEVELS:
        found, beginnings = [], {}
        for text, language in texts[level]:
            in_order, as_typed = tokens(text, language)
            found += [*in_order, GAP]
            beginnings |= as_typed
        if level != "text":
            written = beginnings | written
        found += [word for longer in sorted(beginnings.keys() - set(found)) for word in (longer, GAP)]
        sizes = list(accumulate(len(word.encode()) for word in found))
        kept = bisect_right(sizes, left)
        left -= sizes[kept - 1] if kept else 0
        levels[level] = " ".join(found[:kept])
    return levels | {"written": " ".join(sorted({word.lower() for word in written.values()}))}
