"""Statements about a list of ids, put together once: that takes Django longer than it takes the database to answer."""

import json

from django.db import connections
from django.db.models import BooleanField, F, Func, Value

from gcmhub.languages import as_written

IDS = object()  # stands among the parameters of the statement where the ids go


class Among(Func):
    """Whether a key is one of a list, which is a single parameter however long it is."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def as_sqlite(self, compiler, connection):
        template, joiner = "(%(expressions)s)))", " IN (SELECT value FROM json_each("
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner)


class OfIds:
    """Reads the rows of a queryset of `values_list` that have one of the ids, which it is called with."""

    def __init__(self, queryset):
        query = as_written(queryset).filter(Among(F("pk"), Value(IDS))).query
        self.database = queryset.db
        self.sql, self.parameters = query.get_compiler(connection=connections[self.database]).as_sql()

    def __call__(self, ids):
        connection = connections[self.database]
        found = json.dumps(list(ids)) if connection.vendor == "sqlite" else list(ids)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [found if parameter is IDS else parameter for parameter in self.parameters])
            return cursor.fetchall()
