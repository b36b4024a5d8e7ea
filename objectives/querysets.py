"""What each page loads, in a constant number of queries; of practices, only published ones are counted or shown."""

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Window
from django.db.models.functions import Lower, RowNumber

from gcmhub.codes import CodedQuerySet
from gcmhub.languages import as_written, best

MOST_LINES = 50  # practices that a page shows of one list; the list of practices has them all
MOST_PER_ACTION = 10


class ServedQuerySet(CodedQuerySet):
    """Records of the frame that practices name."""

    def with_practice_count(self):
        """`practice_count`: how many published practices name the record, each once.

        Counted in a subquery: beside the columns of the record, SQLite would group by every text in six languages.
        """
        counted = Count("practices", filter=Q(practices__status="published"), distinct=True)
        record = as_written(self.model._base_manager.filter(pk=OuterRef("pk"))).order_by().values("pk")
        counts = record.annotate(n=counted).values("n")
        return self.annotate(practice_count=Subquery(counts, output_field=IntegerField()))

    def for_list(self):
        return self


class TargetQuerySet(ServedQuerySet):
    def for_list(self):
        return self.select_related("goal")

    def for_export(self):
        return self.with_practice_count().select_related("goal").prefetch_related("objectives")


class ObjectiveQuerySet(ServedQuerySet):
    def for_export(self):
        return self.with_practice_count().prefetch_related("actions", "sdg_targets")


class ActionQuerySet(ServedQuerySet):
    def for_list(self):
        return self.select_related("objective")

    def for_export(self):
        return self.with_practice_count().select_related("objective")

    def with_practices(self):
        """Pairs of each action and the first of its published practices by title."""
        links = self.model.practices.through._base_manager.filter(action__in=self, practice__status="published")
        by_title_in_action = Window(
            RowNumber(), partition_by=F("action"), order_by=[Lower(best("practice__title")), F("practice")]
        )
        first = links.annotate(rank=by_title_in_action).filter(rank__lte=MOST_PER_ACTION).order_by("rank")
        practices = self.model.practices.rel.related_model.objects.published().for_line()
        first = list(first.prefetch_related(Prefetch("practice", practices)))
        actions = self.select_related("objective")
        return [(action, [link.practice for link in first if link.action_id == action.pk]) for action in actions]


def by_title(practices):
    return practices.for_line().order_by(Lower(best("title")), "pk")


def without_action(objective):
    """The published practices of the objective that name none of its actions, those mainly about it first."""
    mainly = objective.practice_objectives.filter(practice=OuterRef("pk"), primary=True)
    practices = objective.practices.published().exclude(actions__objective=objective).annotate(primary=Exists(mainly))
    return practices.for_line().order_by("-primary", Lower(best("title")), "pk")


def sessions_about(objective):
    """The sessions in which published practices of the objective were reported, the latest first, with how many."""
    practices = objective.practices.published()
    presentations = practices.model.presentations.rel.related_model
    reported = presentations.objects.filter(practice__in=practices.values("pk")).order_by()
    counted = reported.filter(session=OuterRef("pk")).values("session").annotate(n=Count("practice", distinct=True))
    return (
        presentations.session.field.related_model.objects.filter(pk__in=reported.values("session"))
        .annotate(practice_count=Subquery(counted.values("n")))
        .select_related("workshop__edition")
        .order_by("-workshop__starts_on", "position")
    )
