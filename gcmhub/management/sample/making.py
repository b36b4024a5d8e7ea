"""Sample practices for measuring: made up, many, and the same on every database for the same number and seed."""

from contextlib import contextmanager
from random import Random

from django.db import transaction
from django.utils import translation

from actors.models import Actor, Country
from dialogues.models import Source
from gcmhub.management.sample.actors import sample_actors
from gcmhub.management.sample.practices import Practices
from objectives.models import Objective, SDGTarget, Theme
from practices.changes import LoadedState, one_bulk_change
from practices.models import Practice

BATCH = 500
MOST_ACTORS = 1500
NEEDED = [Objective, SDGTarget, Theme, Country, Actor, Source]
SAMPLE_PRACTICES = {"slug__regex": r"^sample-\d{6,}$"}
SAMPLE_ACTORS = {"slug__regex": r"^sample-actor-\d{4}$"}
SHIPPED = "practices.practice"  # in LoadedState


class SampleError(Exception):
    """The samples cannot be made or removed here; says why."""


def make(count, seed, progress=lambda made: None):
    """Make so many practices in one transaction; gives the number of rows written."""
    refuse_to_mix()
    random = Random(f"{seed}/{count}")  # noqa: S311 -- no secret
    with translation.override("en"), transaction.atomic(), one_bulk_change(), updated_as_given():
        rows = len(Actor.objects.bulk_create(sample_actors(random, min(MOST_ACTORS, 20 + count // 10))))
        practices = Practices(random)
        for first in range(1, count + 1, BATCH):
            numbers = range(first, min(first + BATCH, count + 1))
            rows += write(practices, [practices.draw(f"sample-{number:06}") for number in numbers])
            progress(numbers[-1])
    return rows


def refuse_to_mix():
    if missing := [model._meta.verbose_name_plural for model in NEEDED if not model._base_manager.exists()]:
        raise SampleError(f"There are no {', '.join(map(str, missing))} yet: run load_content first.")
    if Practice.objects.filter(**SAMPLE_PRACTICES).exists():
        raise SampleError("There are samples already: --remove deletes them.")
    shipped = LoadedState.objects.filter(label=SHIPPED).values("code")
    if own := Practice.objects.exclude(slug__in=shipped).first():
        raise SampleError(
            f"There are practices that did not come with the content, e.g. “{own.slug}”;"
            " samples are for a base without anybody’s work in it."
        )


@contextmanager
def updated_as_given():
    """Django would put the present moment in; then no two runs would be the same."""
    field = Practice._meta.get_field("updated_at")
    field.auto_now = False
    try:
        yield
    finally:
        field.auto_now = True


def write(practices, batch):
    rows = len(Practice.objects.bulk_create(batch))
    for model, instances in practices.rows.items():
        rows += len(model._base_manager.bulk_create(instances))
    practices.rows.clear()
    return rows
