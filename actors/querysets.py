"""What each page loads, in a constant number of queries; of practices, only published ones are counted or shown."""

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery, Window
from django.db.models.functions import Coalesce, Lower, RowNumber

from gcmhub.codes import CodedQuerySet
from gcmhub.languages import best

MOST_LINES = 50  # practices that a page shows of one list; the list of practices has them all
REGION_PATH = "region__parent__parent__parent"  # an intermediate region lies three levels below World


class RegionQuerySet(CodedQuerySet):
    def within(self, slugs):
        """The regions named and every region inside them, down the M49 tree (at most four levels below World)."""
        named = {"slug__in": slugs}
        below = (f"{'parent__' * depth}slug__in" for depth in range(1, 5))
        condition = Q(**named)
        for lookup in below:
            condition |= Q(**{lookup: slugs})
        return self.filter(condition)

    def slugs_upwards(self):
        """By primary key the slugs of each region and of all it lies in, World excepted."""
        regions = {pk: (slug, parent) for pk, slug, parent in self.values_list("pk", "slug", "parent_id")}

        def upwards(pk):
            slug, parent = regions[pk]
            return [slug, *upwards(parent)] if parent else []

        return {pk: upwards(pk) for pk in regions}

    def for_detail(self):
        return self.select_related("parent__parent__parent")

    def practices(self):
        """The published practices in any of these regions, through a country or named without one; each once."""
        return published_practices(self.model).filter(self.has_country() | self.has_region())

    def practices_without_country(self):
        """Those of them that name a region, as they do where they cannot list countries."""
        return published_practices(self.model).filter(~self.has_country() & self.has_region())

    def has_country(self):
        places = self.model.countries.rel.related_model.practices.through._base_manager
        return Q(pk__in=places.filter(country__region__in=self).values("practice_id"))

    def has_region(self):
        named = self.model.practices.through._base_manager
        return Q(pk__in=named.filter(region__in=self).values("practice_id"))


class CountryQuerySet(CodedQuerySet):
    def in_regions(self, slugs):
        return self.filter(region__in=self.model.region.field.related_model.objects.within(slugs))

    def for_list(self):
        return self.select_related(REGION_PATH)

    def for_export(self):
        """`practice_count`: how many published practices take place there; in a subquery, as many columns are texts."""
        places = self.model.practices.through._base_manager
        there = places.filter(country=OuterRef("pk"), practice__status="published").values("country")
        counted = Subquery(there.annotate(n=Count("pk")).values("n"))
        return self.select_related("region").annotate(practice_count=Coalesce(counted, 0))


class ActorQuerySet(CodedQuerySet):
    def named(self):
        """Actors that are somebody: unnamed collectives such as “trade unions” are left out of rankings."""
        return self.filter(generic=False)

    def with_practice_count(self):
        return self.annotate(practice_count=how_many_practices(self.model))

    def for_list(self):
        return self.select_related("country")

    def for_export(self):
        return (
            self.with_practice_count()
            .select_related("country", "parent")
            .annotate(
                practices_led=how_many_practices(self.model, role="lead"),
                practices_partnered=how_many_practices(self.model, role="partner"),
                practices_funded=how_many_practices(self.model, role="funder"),
            )
        )

    def for_detail(self):
        return self.for_list().select_related("parent")

    def partners_of(self, actor):
        """Named actors in the same published practices, with `shared`: in how many; those most often together first."""
        practices = actor.practices.published().values("pk")
        others = self.named().exclude(pk=actor.pk).filter(participations__practice__in=practices)
        shared = Count("participations__practice", distinct=True)
        return others.annotate(shared=shared).order_by("-shared", Lower(best("name")), "pk")


def published_practices(model):
    return model.practices.rel.related_model.objects.published()


def how_many_practices(actors, **participation):
    """In how many published practices an actor takes part, as an expression; in a role, if one is given."""
    participations = actors.participations.rel.related_model.objects.filter(
        actor=OuterRef("pk"), practice__status="published", **participation
    )
    counted = participations.order_by().values("actor").annotate(n=Count("practice", distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


def by_title(practices):
    return practices.for_line().order_by(Lower(best("title")), "pk")


def objectives_served(practices):
    """Every objective with its `practice_count`: how many of these practices serve it; those served most first."""
    served = practices.model.practice_objectives.rel.related_model
    rows = served.objects.filter(practice__in=practices.order_by().values("pk")).order_by()
    counts = dict(rows.values_list("objective").annotate(Count("pk")))
    objectives = list(served.objective.field.related_model.objects.order_by("number"))
    for objective in objectives:
        objective.practice_count = counts.get(objective.pk, 0)
    return sorted(objectives, key=lambda objective: (-objective.practice_count, objective.number))


def practices_by_role(actor):
    """For each role the actor has: code, label, how many published practices, and the first of them by title."""
    participations = actor.participations.filter(practice__status="published")
    by_title_in_role = Window(
        RowNumber(), partition_by=F("role"), order_by=[Lower(best("practice__title")), F("practice")]
    )
    practices = Prefetch("practice", published_practices(type(actor)).for_line())
    first = participations.annotate(rank=by_title_in_role).filter(rank__lte=MOST_LINES).order_by("rank")
    first = list(first.prefetch_related(practices))
    counts = dict(participations.order_by().values_list("role").annotate(Count("pk")))
    return [
        (role, label, counts[role], [part.practice for part in first if part.role == role])
        for role, label in participations.model.role.field.choices
        if role in counts
    ]
