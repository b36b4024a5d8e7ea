from django.db.models import Count, Q

from gcmhub.codes import CodedQuerySet

REGION_PATH = "region__parent__parent__parent"  # an intermediate region lies three levels below World


class PracticeQuerySet(CodedQuerySet):
    def published(self):
        """What the public may see. Every public view, count, file and feed begins here."""
        return self.filter(status="published")

    def for_list(self):
        """What a hit prints, in a constant number of queries."""
        return self.prefetch_related("practice_objectives__objective", "participations__actor", "countries", "regions")

    def related_to(self, practice):
        """Others that serve the same actions or involve the same actors, those that share most first."""
        shared = Count("actions", filter=Q(actions__in=practice.actions.all()), distinct=True) + Count(
            "participations__actor", filter=Q(participations__actor__in=practice.actors.named()), distinct=True
        )
        return self.exclude(pk=practice.pk).annotate(shared=shared).filter(shared__gt=1).order_by("-shared", "slug")

    def for_export(self):
        """What the columns of a file read, in a constant number of queries per chunk."""
        return self.for_list().prefetch_related(
            "actions",
            "sdg_targets",
            "principles",
            "themes",
            f"countries__{REGION_PATH}",
            f"regions__{REGION_PATH.removeprefix('region__')}",
            "presentations__workshop",
            "citations__source",
        )

    def for_detail(self):
        """What the page of a practice prints, in a constant number of queries."""
        return self.for_export().prefetch_related(
            "participations__actor__country",
            "actions__objective",
            "presentations__session__workshop__edition",
            "presentations__workshop__edition",
            "presentations__person",
            "presentations__actor",
            "citations__source__publisher",
            "key_figures",
            "links",
        )
