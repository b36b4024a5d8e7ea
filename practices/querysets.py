from django.db.models import Prefetch, Q

from gcmhub.codes import CodedQuerySet
from gcmhub.languages import translated

REGIONS_ABOVE = "parent__parent__parent"  # an intermediate region lies three levels below World


class PracticeQuerySet(CodedQuerySet):
    def published(self):
        """What the public may see. Every public view, count, file and feed begins here."""
        return self.filter(status="published")

    def for_line(self):
        """What components/_practice_line.html prints, in three queries; the long texts are not read."""
        shown = self.only("slug", "kind", "scope", "stage", "started", "ended", *translated("title", "place"))
        return shown.prefetch_related("countries", "regions")

    def for_list(self):
        """What a feed says of a practice, in five queries."""
        joined = self.joining(practice_objectives=["objective"], participations=["actor"])
        return joined.prefetch_related("countries", "regions")

    def for_detail(self):
        """What the page of a practice prints, in a query for each kind of record that belongs to it."""
        joined = self.joining(
            practice_objectives=["objective"],
            participations=["actor__country"],
            countries=[f"region__{REGIONS_ABOVE}"],
            regions=[REGIONS_ABOVE],
            actions=["objective"],
            presentations=["workshop__edition", "session__workshop__edition", "person", "actor"],
            citations=["source__publisher"],
        )
        return joined.prefetch_related("sdg_targets", "principles", "themes", "key_figures", "links")

    def beside(self, practice, alike):
        """What the page of a practice names by title: its whole and parts, its origin and adaptations, those alike."""
        above = [pk for pk in (practice.part_of_id, practice.adapted_from_id) if pk]
        found = self.filter(Q(pk__in=[*above, *alike]) | Q(part_of=practice) | Q(adapted_from=practice))
        return found.only("slug", "part_of", "adapted_from", *translated("title")).order_by("slug")

    def for_brief(self):
        """What a brief and the page that compares say of a practice, in eight queries."""
        joined = self.for_list().joining(actions=["objective"], citations=["source__publisher"])
        return joined.prefetch_related("key_figures")

    def joining(self, **relations):
        """Prefetches each of these relations in one query, with what its records point to."""
        records = {name: self.model._meta.get_field(name).related_model.objects for name in relations}
        return self.prefetch_related(
            *(Prefetch(name, records[name].select_related(*paths)) for name, paths in relations.items())
        )
