from gcmhub.codes import CodedQuerySet


class SourceQuerySet(CodedQuerySet):
    pass


class SessionQuerySet(CodedQuerySet):
    def for_programme(self):
        """What a programme page prints of each item, in a constant number of queries."""
        return self.select_related("workshop__edition", "parent").prefetch_related(
            "appearances__person", "appearances__actor", "appearances__country"
        )


class PersonQuerySet(CodedQuerySet):
    pass
