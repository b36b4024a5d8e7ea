from gcmhub.codes import CodedQuerySet

REGION_PATH = "region__parent__parent__parent"  # an intermediate region lies three levels below World


class PracticeQuerySet(CodedQuerySet):
    def published(self):
        """What the public may see. Every public view, count, file and feed begins here."""
        return self.filter(status="published")

    def for_list(self):
        """What a hit prints, in a constant number of queries."""
        return self.prefetch_related("practice_objectives__objective", "participations__actor", "countries", "regions")

    def for_detail(self):
        """What the page of a practice prints, in a constant number of queries."""
        return self.for_list().prefetch_related(
            "actions",
            "sdg_targets",
            "principles",
            "themes",
            f"countries__{REGION_PATH}",
            f"regions__{REGION_PATH.removeprefix('region__')}",
            "presentations__workshop",
            "citations__source",
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

    def for_brief(self):
        """What a brief and the page that compares say of a practice, in a constant number of queries."""
        return self.for_list().prefetch_related("actions__objective", "key_figures", "citations__source__publisher")
