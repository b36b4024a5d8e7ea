"""The CSV file of all practices: against COPY or the sqlite3 shell and the plain ORM; memory and first bytes."""

import csv
import io
import subprocess

import psycopg
from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.report import goal, row
from bench.selections import filterset_of, from_the_index
from bench.servers import sqlite3
from bench.timing import forget_peak, interleaved, memory
from bench.whole_table import statement
from practices.models import Practice

ROLES = ["lead", "partner", "funder"]
WITH_CODES = ["actions", "sdg_targets", "countries"]
WITH_SLUGS = ["principles", "themes"]
MOST_COMPARED = 20_000
WRITTEN_DIFFERENTLY = {"updated", "url"}  # a moment; the host
ORM_ROWS = 2000  # as many as are written through the plain ORM, whose pace does not depend on their number
PARTS = [
    "practice_objectives__objective",
    "participations__actor",
    "presentations__workshop",
    "citations__source",
    "actions",
    "sdg_targets",
    "principles",
    "themes",
    "countries__region__parent__parent__parent",
    "regions__parent__parent",
]


def measure(size, quick):
    total = Practice.objects.published().count()
    from_the_index(filterset_of(""))
    grown = growth()
    compare(total)
    database = database_tool()
    subjects = {
        "file": read_file,
        database: shell if database == "sqlite3 shell" else copy,
        "first": first_bytes,
        "orm": lambda: plain_orm(min(ORM_ROWS, total)),
    }
    times = interleaved(subjects, 3 if quick else 7, 2 if quick else 60)
    orm = times["orm"].ms * total / min(ORM_ROWS, total)
    share, faster = times[database] / times["file"], orm / times["file"].ms
    yield row(
        "Files",
        rows=total,
        against=database,
        share_of_its_pace=share,
        times_the_plain_ORM=faster,
        file_s=times["file"].ms / 1000,
        database_s=times[database].ms / 1000,
        plain_ORM_s=orm / 1000,
        first_bytes_ms=times["first"].ms,
        memory_growth_MB=grown,
        repetitions=times["file"].times,
    )
    if size == 100_000:
        yield goal(f"CSV, share of the pace of {database}", share, at_least=0.5)
        yield goal("CSV, times as fast as the plain ORM", faster, at_least=15)
        yield goal("CSV, memory growth", grown, at_most=40, unit=" MB")
        yield goal("CSV, first bytes", times["first"].ms, at_most=100, unit=" ms")


def file_chunks():
    return iter(Client(SERVER_NAME="localhost").get(reverse("practices:practice-export")))


def read_file():
    return sum(len(chunk) for chunk in file_chunks())


def first_bytes():
    """Until the first record is there; the line of column names comes before any work."""
    chunks, read = file_chunks(), b""
    while read.count(b"\n") < 2:
        read += next(chunks)


def growth():
    """What the process grows by while it writes the file once; the index is there before."""
    first_bytes()
    before = memory()
    forget_peak()
    read_file()
    return memory(field="VmHWM") - before


def database_tool():
    return "COPY" if connection.vendor == "postgresql" else "sqlite3 shell"


def copy():
    with psycopg.connect(address()) as raw, raw.cursor().copy(f"COPY ({statement()}) TO STDOUT WITH CSV") as rows:
        return b"".join(rows)


def shell():
    path = connection.settings_dict["NAME"]
    return subprocess.run([sqlite3(), "-csv", path, statement()], check=True, capture_output=True).stdout


def address():
    return "postgres://{USER}@{HOST}:{PORT}/{NAME}".format_map(connection.settings_dict)


def plain_orm(count):
    """As one would write it first: records with all that belongs to them, a line each."""
    writer = csv.writer(io.StringIO())
    records = Practice.objects.published().prefetch_related(*PARTS)[:count]
    for practice in records.iterator(chunk_size=500):
        actors = [(part.role, part.actor.slug, part.actor.kind) for part in practice.participations.all()]
        writer.writerow(
            [
                practice.slug,
                practice.title,
                practice.summary,
                practice.kind,
                practice.scope,
                practice.stage,
                practice.started,
                practice.ended,
                practice.evidence,
                "|".join(str(served.objective.number) for served in practice.practice_objectives.all()),
                *("|".join(slug for role, slug, _ in actors if role == wanted) for wanted in ROLES),
                "|".join({kind for *_, kind in actors}),
                *("|".join(record.code for record in getattr(practice, name).all()) for name in WITH_CODES),
                *("|".join(record.slug for record in getattr(practice, name).all()) for name in WITH_SLUGS),
                "|".join(region.slug for region in practice.all_regions()),
                "|".join(part.workshop.slug for part in practice.presentations.all()),
                "|".join(part.source.slug for part in practice.citations.all()),
                practice.licence,
                practice.updated_at.isoformat(),
                practice.get_absolute_url(),
            ]
        )


def compare(total):
    """Both files hold the same; seen on bases of which two files fit into memory."""
    theirs = records((shell() if connection.vendor == "sqlite" else copy()).decode())
    assert len(theirs) == total, (len(theirs), total)
    if total <= MOST_COMPARED:
        names, *ours = records(b"".join(file_chunks()).decode("utf-8-sig"))
        assert differing(names, ours, theirs) == []


def records(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def differing(names, ours, theirs):
    """The columns in which two files differ, whatever the order of the lines and of several codes in a cell."""
    theirs = {row[0]: row for row in theirs}
    assert sorted(row[0] for row in ours) == sorted(theirs)
    pairs = [(row, theirs[row[0]]) for row in ours]
    return [
        name
        for index, name in enumerate(names)
        if name not in WRITTEN_DIFFERENTLY and any(codes(row[index]) != codes(other[index]) for row, other in pairs)
    ]


def codes(cell):
    return set((cell or "").removeprefix("'").split("|"))
