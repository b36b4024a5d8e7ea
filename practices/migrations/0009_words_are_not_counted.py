"""On PostgreSQL, ANALYZE does not count the words of search.

It made them anew for up to 30,000 documents, three times each, which took 52 s at 100,000 practices, stopped loading
content at the limit of a statement, and told the planner nothing that it uses: `_having` leaves it one way.
"""

from importlib import import_module

from django.db import migrations

before = import_module("practices.migrations.0004_search")


def counted(statistics):
    return [
        f"ALTER INDEX {before.TABLE}_{level} ALTER COLUMN 1 SET STATISTICS {statistics}" for level in before.LEVELS
    ]


class Migration(migrations.Migration):
    dependencies = [("practices", "0008_read_by_the_facet_index")]

    operations = [migrations.RunPython(before.run([], counted(0)), before.run([], counted(-1)))]
