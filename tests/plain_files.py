"""The file of practices read plainly, record by record in Python, and the file as it is made."""

import csv
import io

from django.test import RequestFactory

from actors.models import Actor, Region
from gcmhub.codes import natural_order
from gcmhub.columns import code, named
from gcmhub.exports import cell, file_response
from gcmhub.languages import text_of
from practices.exports import COLUMNS, reader
from practices.index import INDEX
from tests.world import regions_of


def actors(role):
    return lambda practice: [part.actor for part in practice.participations.all() if part.role == role]


def regions(practice):
    return Region.objects.filter(slug__in=regions_of(practice), parent__isnull=False)


RECORDS = {
    "primary_objectives": lambda p: [s.objective for s in p.practice_objectives.all() if s.primary],
    "objectives": lambda p: [s.objective for s in p.practice_objectives.all()],
    "actions": lambda p: p.actions.all(),
    "sdg_targets": lambda p: p.sdg_targets.all(),
    "principles": lambda p: p.principles.all(),
    "themes": lambda p: p.themes.all(),
    "countries": lambda p: p.countries.all(),
    "regions": regions,
    "lead_actors": actors("lead"),
    "partner_actors": actors("partner"),
    "funder_actors": actors("funder"),
    "workshops": lambda p: {presentation.workshop for presentation in p.presentations.all()},
    "sources": lambda p: {citation.source for citation in p.citations.all()},
}
LABELS = {"primary_objectives": "short_title", "objectives": "short_title"}
LABELS |= dict.fromkeys(["actions", "sdg_targets", "sources"], "title")
VALUES = {
    "id": lambda p: p.slug,
    "title": lambda p: text_of(p, "title").text,
    "title_language": lambda p: text_of(p, "title").language,
    "summary": lambda p: text_of(p, "summary").text,
    "actor_types": lambda p: sorted({part.actor.kind for part in p.participations.all()}),
    "actor_types_label": lambda p: [Actor.Kind(kind).label for kind in VALUES["actor_types"](p)],
    "updated": lambda p: p.updated_at.isoformat(timespec="seconds"),
    "url": lambda p: f"http://testserver{p.get_absolute_url()}",
}


def label(column, record):
    if column == "workshops":
        return f"{named(record, 'city')}: {named(record, 'title')}"
    return named(record, LABELS.get(column, "name"))


def plain_value(practice, name):
    """A cell as one reads it from the record."""
    column = name.removesuffix("_label")
    if name in VALUES:
        return VALUES[name](practice)
    if column in RECORDS:
        found = sorted(RECORDS[column](practice), key=lambda record: natural_order(code(record)))
        return [code(record) if name == column else label(column, record) for record in found]
    return getattr(practice, column) if name == column else str(getattr(practice, f"get_{column}_display")())


def file(extension, practices, **query):
    request = RequestFactory().get("/", query)
    ids = [practice.pk for practice in practices]
    response = file_response(extension, "practices", "Practices", COLUMNS, ids, reader(INDEX.current()), request)
    if extension != "xlsx":
        return response.getvalue()
    with response.file_to_stream as spreadsheet:  # closing the response would close the connection
        return spreadsheet.read()


def csv_rows(practices, **query):
    return list(csv.DictReader(io.StringIO(file("csv", practices, bom=0, **query).decode(), newline="")))


def assert_file_is_the_plain_reading(practices):
    found = csv_rows(practices, labels=1)
    assert len(found) == len(practices)
    for row, practice in zip(found, practices, strict=True):
        assert row == {name: str(cell(plain_value(practice, name))) for name in row}
