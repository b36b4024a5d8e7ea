"""What each page loads, in a constant number of queries; of practices, only published ones are counted or shown."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Lower

from gcmhub.codes import CodedQuerySet
from gcmhub.languages import best

MOST_LINES = 50  # practices that a page shows of one list; the list of practices has them all
MOST_PER_ACTION = 10


class ServedQuerySet(CodedQuerySet):
    """Records of the frame that practices name."""

    path_to_practices = "practices"

    def with_practice_count(self):
        """`practice_count`: how many published practices name the record, each once."""
        published = Q(**{f"{self.path_to_practices}__status": "published"})
        return self.annotate(practice_count=Count(self.path_to_practices, filter=published, distinct=True))

    def for_list(self):
        return self.with_practice_count()


class GoalQuerySet(ServedQuerySet):
    path_to_practices = "targets__practices"


class TargetQuerySet(ServedQuerySet):
    def for_list(self):
        """Each target with its count, and its goal with a count of its own: a practice may name several targets."""
        goals = GoalQuerySet(self.model.goal.field.related_model).with_practice_count()
        return self.with_practice_count().prefetch_related(Prefetch("goal", goals))

    def for_export(self):
        return self.with_practice_count().select_related("goal").prefetch_related("objectives")


class ObjectiveQuerySet(ServedQuerySet):
    def for_export(self):
        return self.with_practice_count().prefetch_related("actions", "sdg_targets")


class ActionQuerySet(ServedQuerySet):
    def for_list(self):
        objectives = ObjectiveQuerySet(self.model.objective.field.related_model).with_practice_count()
        return self.with_practice_count().prefetch_related(Prefetch("objective", objectives))

    def for_export(self):
        return self.with_practice_count().select_related("objective")

    def with_practices(self):
        """`first_practices`: the first of its published practices."""
        practices = by_title(self.model.practices.rel.related_model.objects.published())[:MOST_PER_ACTION]
        first = Prefetch("practices", practices, to_attr="first_practices")
        return self.with_practice_count().select_related("objective").prefetch_related(first)


def by_title(practices):
    return practices.for_list().order_by(Lower(best("title")), "pk")


def without_action(objective):
    """The published practices of the objective that name none of its actions, those mainly about it first."""
    mainly = objective.practice_objectives.filter(practice=OuterRef("pk"), primary=True)
    practices = objective.practices.published().exclude(actions__objective=objective).annotate(primary=Exists(mainly))
    return practices.for_list().order_by("-primary", Lower(best("title")), "pk")


def sessions_about(objective):
    """The sessions in which published practices of the objective were reported, the latest first, with how many."""
    practices = objective.practices.published()
    presentations = practices.model.presentations.rel.related_model
    sessions = presentations.session.field.related_model.objects
    return (
        sessions.filter(presentations__practice__in=practices.values("pk"))
        .annotate(practice_count=Count("presentations__practice", distinct=True))
        .select_related("workshop__edition")
        .order_by("-workshop__starts_on", "position")
    )
