"""Taking the samples out again, without a trace in the history of practices."""

from django.db import transaction
from django.db.models import Q

from actors.models import Actor
from gcmhub.management.sample.making import BATCH, SAMPLE_ACTORS, SAMPLE_PRACTICES, SampleError
from practices.changes import one_bulk_change
from practices.models import Practice


def remove():
    """Delete the samples in one transaction; gives the numbers of practices and actors deleted."""
    with transaction.atomic(), one_bulk_change():
        ids = list(Practice.objects.filter(**SAMPLE_PRACTICES).values_list("pk", flat=True))
        refuse_to_tear(ids)
        for start in range(0, len(ids), BATCH):
            delete(ids[start : start + BATCH])
        actors = list(Actor.objects.filter(**SAMPLE_ACTORS).values_list("pk", flat=True))
        rows_of(Actor, pk__in=actors)
        return len(ids), len(actors)


def refuse_to_tear(ids):
    """What is not a sample may have been tied to one by hand."""
    samples = Practice.objects.filter(**SAMPLE_PRACTICES).values("pk")
    actors = Actor.objects.filter(**SAMPLE_ACTORS).values("pk")
    tied = Q(part_of__in=samples) | Q(adapted_from__in=samples)
    tied |= Q(participations__actor__in=actors) | Q(presentations__actor__in=actors)
    if other := Practice.objects.exclude(**SAMPLE_PRACTICES).filter(tied).first():
        raise SampleError(f"The practice “{other.slug}” refers to a sample; change that first.")


def delete(ids):
    """Past the signals, which would write an entry for every practice into the history."""
    for relation in Practice._meta.related_objects:
        if relation.related_model is not Practice:
            rows_of(relation.related_model, **{f"{relation.field.name}__in": ids})
    for field in Practice._meta.many_to_many:
        if field.remote_field.through._meta.auto_created:
            rows_of(field.remote_field.through, practice__in=ids)
    entries = list(Practice.history.filter(id__in=ids).values_list("pk", flat=True))
    for relation in Practice.history.model._meta.related_objects:
        rows_of(relation.related_model, history__in=entries)
    rows_of(Practice.history.model, pk__in=entries)
    rows_of(Practice, pk__in=ids)


def rows_of(model, **conditions):
    queryset = model._base_manager.filter(**conditions)
    queryset._raw_delete(queryset.db)
