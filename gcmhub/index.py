"""The facet index: which records each value of each filter has, in memory, where a list is found and counted.

The ORM meaning of a filter stays its definition; the index must give the same (tests/gcmhub/test_index.py). Every
process has its own. At each request it compares the last change in the database with the one it knows, reads what is
new of just those records, and puts a new snapshot in the place of the old one, which other threads may still read.
"""

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

from django.db import connection
from pyroaring import BitMap

from gcmhub.bitmaps import Turned, grouped, read, renewed, sized, turned_round, united
from gcmhub.languages import active_language, as_written
from gcmhub.orders import MOST_MOVES, Order
from gcmhub.prepared import OfIds
from gcmhub.vocabularies import read_vocabularies

MOST_KEYS = 1000  # of a table that are all looked at for the keys of a few records
MOST_SEARCHES = 200  # whose ids a snapshot remembers
BEGIN = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
MOST_REMEMBERED = 8000  # records that a snapshot remembers what was made of, some 2 kB each


class FacetIndex:
    """The index of one filterset.

    `records` are those that the public may see, and no other is ever inside; `visible` is a table that tells them, and
    the key of them in it. `log` says what the last change is (`current_version`), and besides which records changed
    since another (`changed_since`, None for all).
    """

    def __init__(self, filterset_class, records, visible, log):
        self.filterset_class = filterset_class
        self.records = records
        self.visible = visible
        self.log = log
        self.snapshot = None
        self.lock = threading.Lock()

    def current(self, sort=None):
        """The snapshot of the last change, with its records in this order of the filterset, if one is named."""
        snapshot, version = self.snapshot, self.log.current_version()
        if snapshot and snapshot.version == version and (sort is None or snapshot.in_order(sort)):
            return snapshot
        with self.lock, one_moment():
            self.snapshot = self.following(self.snapshot)
            if sort and not self.snapshot.in_order(sort):
                self.snapshot.put_in_order(sort, self.records, self.filterset_class.sorting(sort))
            return self.snapshot

    def following(self, snapshot):
        log = self.log
        version, changed = log.changed_since(snapshot.version) if snapshot else (log.current_version(), None)
        if snapshot and snapshot.version == version:
            return snapshot
        if changed is None:
            return Snapshot.read(version, self.filterset_class, self.visible)
        return snapshot.after(version, BitMap(changed), self.visible)


@contextmanager
def one_moment():
    """All that is read inside is as it was at one moment, whatever others commit meanwhile. Not to be nested."""
    if connection.in_atomic_block:
        yield
        return
    execute(BEGIN[connection.vendor])  # atomic() would wait for the writers of SQLite, and ask PostgreSQL twice
    try:
        yield
    finally:
        execute("COMMIT")


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@dataclass(eq=False)
class Snapshot:
    """The index as of one change."""

    version: tuple
    readings: dict  # of each filter and row group: the tables it looks in, with what a key of them stands for
    tables: dict  # bitmaps by table and key
    values: dict  # bitmaps by filter and code; by row group and the codes of its filters
    published: BitMap
    turned: dict  # the keys of each record, by table, of tables with very many keys
    known: dict = field(default_factory=dict)  # what is read or made once while no vocabulary changes
    orders: dict = field(default_factory=dict)  # by sort and language: the order and what has moved since
    counts: dict = field(default_factory=dict)
    searches: dict = field(default_factory=dict)
    made: dict = field(default_factory=dict)  # by language and id: what lists print of a record

    @classmethod
    def read(cls, version, filterset_class, visible):
        readings = filterset_class.readings()
        tables = read(list({visible[0], *(rows for parts in readings.values() for rows, _ in parts)}))
        published = tables[visible[0]].get(visible[1], BitMap())
        tables = {rows: seen(bitmaps, published) for rows, bitmaps in tables.items()}
        turned = {rows: Turned(bitmaps) for rows, bitmaps in tables.items() if len(bitmaps) > MOST_KEYS}
        return cls(version, readings, tables, by_code(tables, readings), published, turned)

    def after(self, version, changed, visible):
        """The snapshot after these records changed, sharing with this one whatever stayed the same."""
        tables = read(list(self.tables), changed)
        now = tables[visible[0]].get(visible[1], BitMap())
        tables = {rows: seen(bitmaps, now) for rows, bitmaps in tables.items()}
        values = by_code(tables, self.readings)
        had = {rows: set(chain.from_iterable(self.keys(rows, changed).values())) for rows in self.tables}
        had_values = {name: codes_of(had, parts) for name, parts in self.readings.items()}
        return Snapshot(
            version,
            self.readings,
            {rows: renewed(old, tables[rows], had[rows], changed) for rows, old in self.tables.items()},
            {name: renewed(old, values[name], had_values[name], changed) for name, old in self.values.items()},
            (self.published - changed) | now,
            {rows: turned.after(tables[rows], changed) for rows, turned in self.turned.items()},
            self.known,
            {key: (order, moved | changed) for key, (order, moved) in self.orders.items()},
            made={(code, pk): record for (code, pk), record in list(self.made.items()) if pk not in changed},
        )

    def totals(self, name):
        """How many records each value of a filter has when nothing is filtered."""
        return self.counted(("totals", name), lambda: {code: len(b) for code, b in self.values[name].items()})

    def sized(self, name):
        """The values of a filter, to be counted, the largest first."""
        return self.counted(("sized", name), lambda: sized(self.values[name], self.published))

    def grouped(self, name):
        """The same in groups, for those that have most."""
        return self.counted(("grouped", name), lambda: grouped(self.sized(name), self.values[name], self.published))

    def counted(self, key, count):
        """What `count` gives of this snapshot, once."""
        if key not in self.counts:
            self.counts[key] = count()
        return self.counts[key]

    def in_order(self, sort):
        """The order of all records under this sort, in the reader’s language, if it is known and up to date."""
        order, moved = self.orders.get((sort, active_language()), (None, None))
        return None if moved else order

    def put_in_order(self, sort, records, sorting):
        """Read an order from the database, or move in it only what has changed."""
        key = (sort, active_language())
        order, moved = self.orders.get(key, (None, BitMap()))

        def sorted_ids():
            return as_written(records).order_by(*sorting).values_list("pk", flat=True)

        if order is None or len(moved) > MOST_MOVES:
            order = Order.of(sorted_ids())
        else:
            statement = self.once(("sorted", sort), lambda: OfIds(sorted_ids()))
            order = order.moved(moved, moved & self.published, lambda some: [pk for (pk,) in statement(some)])
        self.orders = {**self.orders, key: (order, BitMap())}

    def once(self, key, make):
        """What `make` gives in the reader’s language, made once while no vocabulary changes."""
        key = (key, active_language())
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]

    def labels(self, filterset_class):
        """The vocabularies of the filters, with their labels."""
        return self.once(filterset_class, lambda: read_vocabularies(filterset_class.all_vocabularies()))

    def names(self, model, name):
        """What `name` gives for each record of a vocabulary, by primary key as a key of a table has it."""
        return self.once((model, name), lambda: {str(record.pk): name(record) for record in model._base_manager.all()})

    def keys(self, rows, ids):
        """By id: the keys that these records have in a table; nothing for one without any."""
        if rows not in self.turned:
            return turned_round(self.tables[rows], BitMap(ids))
        return {pk: self.turned[rows].of(pk) for pk in ids}

    def is_turned(self, name):
        """Whether it is quick to tell which values of a filter a record has."""
        return all(rows in self.turned for rows, _ in self.readings[name])

    def remembered(self, ids, make):
        """By id, what `make` gives of these records in the reader’s language, made once until they change."""
        made, language = self.made, active_language()
        if missing := [pk for pk in ids if (language, pk) not in made]:
            new = {(language, pk): record for pk, record in make(missing).items()}
            if len(made) + len(new) > MOST_REMEMBERED:
                self.made = dict(list(made.items())[-MOST_REMEMBERED // 2 :])
            if len(new) <= MOST_REMEMBERED:
                self.made.update(new)
            made = made | new
        return {pk: made[language, pk] for pk in ids if (language, pk) in made}

    def searched(self, key, find):
        """The records that a search finds, remembered while nothing changes."""
        if key not in self.searches:
            if len(self.searches) >= MOST_SEARCHES:
                self.searches = {}
            self.searches[key] = BitMap(find())
        return self.searches[key]


def seen(bitmaps, published):
    """Of each bitmap what is published; drafts are never inside."""
    kept = ((key, bitmap & published) for key, bitmap in bitmaps.items())
    return {key: bitmap for key, bitmap in kept if bitmap}


def by_code(tables, readings):
    values = {}
    for name, parts in readings.items():
        values[name] = united(*[(tables[rows], codes) for rows, codes in parts])
    return values


def codes_of(keys, parts):
    """What these keys, by table, stand for in a filter."""
    return {code for rows, codes in parts for key in keys[rows] for code in codes(key)}
