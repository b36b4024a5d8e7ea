from django.db.models import Q

from gcmhub.codes import CodedQuerySet


class RegionQuerySet(CodedQuerySet):
    def within(self, slugs):
        """The regions named and every region inside them, down the M49 tree (at most four levels below World)."""
        named = {"slug__in": slugs}
        below = (f"{'parent__' * depth}slug__in" for depth in range(1, 5))
        condition = Q(**named)
        for lookup in below:
            condition |= Q(**{lookup: slugs})
        return self.filter(condition)


class CountryQuerySet(CodedQuerySet):
    def in_regions(self, slugs):
        return self.filter(region__in=self.model.region.field.related_model.objects.within(slugs))


class ActorQuerySet(CodedQuerySet):
    def named(self):
        """Actors that are somebody: unnamed collectives such as “trade unions” are left out of rankings."""
        return self.filter(generic=False)
