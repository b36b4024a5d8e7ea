"""One process of the race: it edits practices, or compares what the index says with SQL at the same moment."""

import random
import sys
import time
from contextlib import contextmanager

from django.db import connection, transaction

from actors.models import Actor, Country
from bench.selections import NAMES, all_counts, common, comparable, counts_in_sql, filterset_of
from gcmhub.answers import IndexAnswer
from practices.index import INDEX
from practices.models import Participation, Practice
from practices.version import current_version

WRITERS, READERS = 2, 2
SORTS = ["title", "-updated", "-started"]
PAUSE = 0.02  # seconds
COUNTED = 6  # filters with each answer: SQL takes long to count them all


def measure(seconds, number, quick):
    """Process `number` of them all, the writers first."""
    work = write if number < WRITERS else read
    yield work(time.monotonic() + seconds, random.Random(number))  # noqa: S311 -- no secret


class Writer:
    """Does what curators do, faster."""

    def __init__(self, chance):
        self.chance = chance
        self.ids = list(Practice.objects.filter(slug__startswith="sample-").values_list("pk", flat=True))
        self.countries, self.actors = list(Country.objects.all()), list(Actor.objects.all())

    @transaction.atomic
    def edit(self):
        practice = Practice.objects.select_for_update().get(pk=self.chance.choice(self.ids))
        practice.skip_history_when_saving = True
        self.chance.choice([self.retitle, self.withdraw, self.move, self.join, self.leave])(practice)

    def retitle(self, practice):
        practice.title_en = f"{self.chance.choice('ABCDEFGHIJ')} {practice.title_en}"[:200]
        practice.started, practice.ended = str(self.chance.randint(1990, 2020)), ""
        practice.save()

    def withdraw(self, practice):
        practice.status = "archived" if practice.status == "published" else "published"
        practice.save()

    def move(self, practice):
        practice.countries.set(self.chance.sample(self.countries, 2))

    def join(self, practice):
        Participation.objects.get_or_create(practice=practice, actor=self.chance.choice(self.actors), role="partner")

    def leave(self, practice):
        if part := practice.participations.filter(role="partner").first():
            part.delete()


def write(until, chance):
    writer, edits = Writer(chance), 0
    while time.monotonic() < until:
        writer.edit()
        edits += 1
        time.sleep(PAUSE)
    return {"edits": edits}


def read(until, chance):
    answers = wrong = 0
    versions = set()
    counts = all_counts()
    while time.monotonic() < until:
        country, objective = (chance.choice(common(counts, name, 6)) for name in ("country", "objective"))
        query = f"country={country}&objective=-{objective}&sort={chance.choice(SORTS)}"
        INDEX.current(filterset_of(query).order_within_tiers)  # in a moment of its own, as the site asks it
        with one_moment():
            if INDEX.snapshot.version != current_version():
                continue  # an edit came in between
            wrong += is_wrong(query, chance.sample(NAMES, COUNTED))
            versions.add(INDEX.snapshot.version)
        answers += 1
    return {"answers": answers, "wrong": wrong, "versions": len(versions)}


@contextmanager
def one_moment():
    """A transaction that sees nothing of what others commit meanwhile, and does not keep them from it."""
    connection.ensure_connection()
    connection.transaction_mode = "DEFERRED"  # of SQLite; IMMEDIATE would make the writers wait
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def is_wrong(query, names=NAMES):
    """Whether ids, their whole order or any count of these filters differs from SQL."""
    filterset = filterset_of(query)
    answer = IndexAnswer(INDEX.current(filterset.order_within_tiers), filterset)
    order, found = list(answer.ids()), answer.counts(names, whole=names)
    counts_agree = comparable(filterset, found) == comparable(filterset, counts_in_sql(filterset, names))
    order_agrees = order == list(filterset.qs.values_list("pk", flat=True))
    if not (counts_agree and order_agrees):
        print(f"{query}: counts agree: {counts_agree}, order agrees: {order_agrees}", file=sys.stderr)
    return not (counts_agree and order_agrees)
