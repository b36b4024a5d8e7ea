"""What each page loads, in a constant number of queries; of practices, only published ones are counted or shown."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Lower

from gcmhub.codes import CodedQuerySet
from gcmhub.languages import as_written, best

PAUSES = ["registration", "break"]


def how_many(model, path, **condition):
    """How many different records lie behind a path, in a subquery of its own: joins side by side would multiply."""
    rows = as_written(model._base_manager.filter(pk=OuterRef("pk"))).order_by().values("pk")
    counted = rows.annotate(how_many=Count(path, filter=Q(**condition), distinct=True)).values("how_many")
    return Subquery(counted, output_field=IntegerField())


def published_presentations(record):
    """The published practices reported at a workshop or session, or by a person: who reported what, where."""
    presentations = record.presentations.filter(practice__status="published").order_by(
        "workshop__starts_on", "session__position", "person__slug", Lower(best("practice__title")), "pk"
    )
    return with_practices(
        presentations.select_related("workshop__edition", "session__workshop__edition", "person", "actor")
    )


def published_citations(source):
    """The published practices that cite a source, and where in it."""
    citations = source.citations.filter(practice__status="published").order_by(
        Lower(best("practice__title")), "position", "pk"
    )
    return with_practices(citations)


def with_practices(parts):
    """These presentations or citations with the practices that they are about."""
    practices = parts.model.practice.field.related_model.objects.published().for_line()
    return parts.prefetch_related(Prefetch("practice", practices))


class SourceQuerySet(CodedQuerySet):
    def for_list(self):
        """What a hit prints, in a constant number of queries."""
        return self.select_related("publisher")

    def for_export(self):
        return self.select_related("publisher").prefetch_related("citations__practice")

    def for_detail(self):
        return self.select_related("publisher").prefetch_related("workshops__edition", "findings__edition")


class WorkshopQuerySet(CodedQuerySet):
    def for_list(self):
        """Where and when, with the numbers that lists print."""
        return self.select_related("edition", "country", "report").annotate(
            session_count=how_many(self.model, "sessions", sessions__kind="session"),
            person_count=how_many(self.model, "sessions__appearances__person"),
        )


class SessionQuerySet(CodedQuerySet):
    def without_pauses(self):
        """What somebody would go to."""
        return self.exclude(kind__in=PAUSES)

    def for_programme(self):
        """What a programme page prints of each item, in a constant number of queries."""
        return self.select_related("workshop__edition", "parent").prefetch_related(
            "appearances__person", "appearances__actor", "appearances__country"
        )

    def for_list(self):
        return self.for_programme()

    def for_export(self):
        return self.for_programme().prefetch_related("presentations__practice")


class PersonQuerySet(CodedQuerySet):
    def public(self):
        """Those on an agenda, or who reported a published practice; a draft brings nobody into view."""
        appearances = self.model.appearances.rel.related_model._base_manager.filter(person=OuterRef("pk"))
        presentations = self.model.presentations.rel.related_model._base_manager.filter(person=OuterRef("pk"))
        return self.filter(Exists(appearances) | Exists(presentations.filter(practice__status="published")))

    def for_list(self):
        """Who they were when, in a constant number of queries."""
        return self.prefetch_related(
            "appearances__session__workshop__edition", "appearances__actor", "appearances__country"
        )

    def for_export(self):
        return self.for_list()
