"""Every filter of the lists of sessions, people and sources."""

from copy import copy

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Country
from dialogues.models import Appearance, Person, Session, Source, Workshop
from gcmhub.filters import CodeFilter, CodeFilterSet, WordsFilter
from gcmhub.languages import best
from gcmhub.vocabularies import Vocabulary

COUNTRIES = Vocabulary(Country, by_label=True)
WORKSHOPS = Vocabulary(Workshop, "title", within="city")


class OwnFilter(CodeFilter):
    """A code of the record itself."""

    def __init__(self, model, column, **kwargs):
        super().__init__(rows=model.objects.all, column=column, **kwargs)


class AppearanceFilter(CodeFilter):
    """Looks at the appearances of a session or person; filters given together are matched on the same appearance."""

    def __init__(self, **kwargs):
        super().__init__(rows=Appearance.objects.all, row_group="appearance", **kwargs)


class SessionFilterSet(CodeFilterSet):
    q = WordsFilter("session", label=_("Search"))
    workshop = OwnFilter(Session, "workshop__slug", label=_("Workshop"), vocabulary=WORKSHOPS, closed=True)
    kind = OwnFilter(Session, "kind", label=_("Kind"), vocabulary=Vocabulary(choices=Session.Kind), closed=True)
    country = AppearanceFilter(
        label=_("Country of speakers"), record="session_id", column="country__code", vocabulary=COUNTRIES
    )
    person = AppearanceFilter(
        label=_("Person"), record="session_id", column="person__slug", vocabulary=Vocabulary(Person, by_label=True)
    )

    sort = {"programme": (_("Programme"), lambda: ["workshop__starts_on", "workshop__slug", "position"])}


class PersonFilterSet(CodeFilterSet):
    q = WordsFilter("person", label=_("Search"))
    workshop = AppearanceFilter(
        label=_("Workshop"), record="person_id", column="session__workshop__slug", vocabulary=WORKSHOPS, closed=True
    )
    role = AppearanceFilter(
        label=_("Role"),
        record="person_id",
        column="role",
        vocabulary=Vocabulary(choices=Appearance.Role),
        closed=True,
    )
    actor_type = AppearanceFilter(
        label=_("Spoke for"),
        record="person_id",
        column="actor__kind",
        vocabulary=Vocabulary(choices=Actor.Kind),
        closed=True,
    )
    country = AppearanceFilter(label=_("Country"), record="person_id", column="country__code", vocabulary=COUNTRIES)

    # The slug is the name without accents and capitals, whichever part of it is the family name: the same order on
    # every database, where a collation would put É behind Z or not.
    sort = {"name": (_("Name"), lambda: ["slug"])}


class SeriesNames:
    """The series there are, by a slug of their name."""

    @cached_property
    def names(self):
        series = Source.objects.exclude(series="").order_by("series").values_list("series", flat=True).distinct()
        return {slugify(name): name for name in series}

    @property
    def choices(self):
        return self.names.items()


class SeriesFilter(CodeFilter):
    """Publications of one series."""

    def __init__(self, **kwargs):
        super().__init__(rows=Source.objects.all, vocabulary=Vocabulary(choices=SeriesNames()), **kwargs)

    def of_one_request(self):
        fresh = copy(self)
        fresh.vocabulary = Vocabulary(choices=SeriesNames())
        return fresh

    @property
    def names(self):
        return self.vocabulary.choices.names

    def condition(self, codes):
        return Q(series__in=[self.names[code] for code in codes])

    def pairs(self):
        slugs = [When(series=name, then=Value(code)) for code, name in self.names.items()]
        return [(self.rows(), self.record, Case(*slugs, output_field=CharField()))]


class SourceFilterSet(CodeFilterSet):
    q = WordsFilter("source", label=_("Search"))
    series = SeriesFilter(label=_("Series"), closed=True)
    year = OwnFilter(
        Source,
        "year",
        label=_("Year"),
        vocabulary=Vocabulary(pattern=r"[1-9]\d{3}", described=_("a year, e.g. 2018")),
    )
    publisher = OwnFilter(Source, "publisher__slug", label=_("Publisher"), vocabulary=Vocabulary(Actor, by_label=True))

    sort = {
        "-year": (_("Newest first"), lambda: [F("year").desc(nulls_last=True), Lower(best("title"))]),
        "year": (_("Oldest first"), lambda: [F("year").asc(nulls_last=True), Lower(best("title"))]),
        "title": (_("Title"), lambda: [Lower(best("title"))]),
        "series": (_("Number in the series"), lambda: [F("series_number").asc(nulls_last=True), "series"]),
    }
