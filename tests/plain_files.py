"""The file of practices read plainly, record by record in Python, and the file as it is made."""

import csv
import io

from django.test import RequestFactory

from actors.models import Region
from gcmhub.columns import code, named, unique
from gcmhub.exports import cell, file_response
from gcmhub.languages import text_of
from practices.exports import COLUMNS
from practices.views import PracticeListView
from tests.world import regions_of


def actors(role):
    return lambda practice: [part.actor for part in practice.participations.all() if part.role == role]


def regions(practice):
    return Region.objects.filter(slug__in=regions_of(practice), parent__isnull=False).order_by("slug")


RECORDS = {
    "primary_objectives": lambda p: [s.objective for s in p.practice_objectives.all() if s.primary],
    "objectives": lambda p: sorted((s.objective for s in p.practice_objectives.all()), key=lambda o: o.number),
    "actions": lambda p: p.actions.all(),
    "sdg_targets": lambda p: p.sdg_targets.all(),
    "principles": lambda p: p.principles.all(),
    "themes": lambda p: p.themes.all(),
    "countries": lambda p: p.countries.all(),
    "regions": regions,
    "lead_actors": actors("lead"),
    "partner_actors": actors("partner"),
    "funder_actors": actors("funder"),
    "workshops": lambda p: unique(presentation.workshop for presentation in p.presentations.all()),
    "sources": lambda p: unique(citation.source for citation in p.citations.all()),
}
LABELS = {"primary_objectives": "short_title", "objectives": "short_title"}
LABELS |= dict.fromkeys(["actions", "sdg_targets", "workshops", "sources"], "title")
VALUES = {
    "id": lambda p: p.slug,
    "title": lambda p: text_of(p, "title").text,
    "title_language": lambda p: text_of(p, "title").language,
    "summary": lambda p: text_of(p, "summary").text,
    "actor_types": lambda p: unique(part.actor.kind for part in p.participations.all()),
    "actor_types_label": lambda p: unique(part.actor.get_kind_display() for part in p.participations.all()),
    "updated": lambda p: p.updated_at.isoformat(timespec="seconds"),
    "url": lambda p: f"http://testserver{p.get_absolute_url()}",
}


def plain_value(practice, name):
    """A cell as one reads it from the record."""
    column = name.removesuffix("_label")
    if name in VALUES:
        return VALUES[name](practice)
    if column in RECORDS:
        found = RECORDS[column](practice)
        return [code(r) if name == column else named(r, LABELS.get(column, "name")) for r in found]
    return getattr(practice, column) if name == column else str(getattr(practice, f"get_{column}_display")())


def file(extension, practices, **query):
    request = RequestFactory().get("/", query)
    ids = [practice.pk for practice in practices]
    response = file_response(extension, "practices", "Practices", COLUMNS, ids, PracticeListView().reader(), request)
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
