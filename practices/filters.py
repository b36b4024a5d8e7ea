"""Every filter of the list of practices, declared once: page, counts, files, feed and API all go through it."""

from operator import ge, le

import django_filters
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, NullIf, Substr
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from actors.models import Actor, Country, Region, Situation
from dialogues.models import Person, Session, Source, Workshop
from gcmhub.bitmaps import Rows
from gcmhub.filters import CodeFilter, CodeFilterSet, WordsFilter
from gcmhub.languages import best
from gcmhub.vocabularies import Vocabulary
from objectives.models import Action, GuidingPrinciple, Objective, SDGGoal, SDGTarget, Theme
from practices.choices import Evidence, Kind, Role, Scope, Stage
from practices.models import Citation, Participation, Practice, PracticeObjective, Presentation

ACTORS = Vocabulary(Actor, by_label=True)
REGIONS = Vocabulary(Region, without="world", by_label=True)
COUNTRIES = Vocabulary(Country, by_label=True)
REGION_LEVELS = 4  # an intermediate region lies three levels below World
KNOWN_START = NullIf("started", Value(""))


def linked(field_name):
    """The table behind a many-to-many field, as rows to look in."""
    through = Practice._meta.get_field(field_name).remote_field.through
    return Rows(through, Practice._meta.get_field(field_name).m2m_reverse_field_name())


OBJECTIVES = Rows(PracticeObjective, "objective", "primary")
TRUE = ("1", "true")  # as SQLite and PostgreSQL write it in a key
PLACES = linked("countries")
REGIONS_NAMED = linked("regions")
TARGETS = linked("sdg_targets")
PARTICIPATIONS = Rows(Participation, "actor", "role")
PRESENTATIONS = Rows(Presentation, "workshop", "session", "person", "actor")
YEARS = Rows(Practice, "started", "ended", record="id", first=4)


class PartFilter(CodeFilter):
    """Looks in a table of parts or links of practices."""

    def __init__(self, **kwargs):
        super().__init__(record="practice_id", **kwargs)


class AskedForFilter(PartFilter):
    """One with a list that few ask for: all lists together would make the page too heavy for a slow line."""

    on_demand = True


class RoleFilter(PartFilter):
    """An actor in one role."""

    on_demand = True  # three more lists of the same names; `actor` and `role` answer most questions

    def __init__(self, role, **kwargs):
        super().__init__(rows=PARTICIPATIONS, column="actor__slug", vocabulary=ACTORS, **kwargs)
        self.role = role

    def condition(self, codes):
        return super().condition(codes) & Q(role=self.role)

    def pairs(self):
        return [(self.rows().filter(role=self.role), self.record, F(self.column))]

    def readings(self):
        [(rows, slugs)] = super().readings()
        in_role = rows.columns.index("role")
        return [(rows, lambda key: slugs(key) if key[in_role] == self.role else ())]


class OwnFilter(CodeFilter):
    """A code of the practice itself."""

    def __init__(self, column, choices, **kwargs):
        rows = Rows(Practice, column, record="id")
        super().__init__(rows=rows, column=column, vocabulary=Vocabulary(choices=choices), closed=True, **kwargs)


class RegionFilter(CodeFilter):
    """A region holds its countries and the regions inside it, down the M49 tree."""

    many_per_record = True

    def __init__(self, **kwargs):
        super().__init__(rows=Practice.objects.all, **kwargs)

    def condition(self, codes):
        within = Region.objects.within(codes).values("pk")
        countries = PLACES().filter(country__region__in=within)
        regions = REGIONS_NAMED().filter(region__in=within)
        return Q(pk__in=countries.values("practice_id")) | Q(pk__in=regions.values("practice_id"))

    def pairs(self):
        up_the_tree = [f"region__{'parent__' * level}slug" for level in range(REGION_LEVELS)]
        through_countries = [(PLACES(), "practice_id", F(f"country__{path}")) for path in up_the_tree]
        return through_countries + [(REGIONS_NAMED(), "practice_id", F(path)) for path in up_the_tree]

    def readings(self):
        slugs = Region.objects.slugs_upwards()
        by_country = {str(pk): slugs[region] for pk, region in Country.objects.values_list("pk", "region_id")}
        by_region = {str(pk): codes for pk, codes in slugs.items()}
        return [
            (PLACES, PLACES.codes_by(by_country, "country")),
            (REGIONS_NAMED, REGIONS_NAMED.codes_by(by_region, "region")),
        ]


class SituationFilter(PartFilter):
    """A group of countries that paragraph 39 of the Compact names."""

    def condition(self, codes):
        condition = Q()
        for code in codes:
            condition |= Q(**{f"country__is_{code}": True})
        return condition

    def pairs(self):
        return [(self.rows().filter(self.condition([code])), self.record, Value(code)) for code in Situation.values]

    def readings(self):
        by_country = {str(country.pk): country.situations for country in Country.objects.all()}
        return [(self.rows, self.rows.codes_by(by_country, "country"))]


class YearFilter(CodeFilter):
    """The years in which a practice started or ended."""

    def condition(self, codes):
        condition = Q()
        for code in codes:
            condition |= Q(started__startswith=code) | Q(ended__startswith=code)
        return condition

    def pairs(self):
        return [(self.rows(), self.record, Substr(name, 1, 4)) for name in ("started", "ended")]

    def readings(self):
        return [(self.rows, lambda years: {year for year in years if year})]


class YearBound(django_filters.NumberFilter):
    """A bound for the year of the start, or of the only date there is."""

    def __init__(self, comparison, **kwargs):
        super().__init__(min_value=1000, max_value=9999, decimal_places=0, **kwargs)
        self.comparison = comparison

    def filter(self, queryset, year):
        if year is None:
            return queryset
        year = str(int(year))
        if self.comparison == "gte":
            bounded = Q(started__gte=year) | Q(started="", ended__gte=year)
        else:
            beyond = str(int(year) + 1)
            bounded = Q(started__gt="", started__lt=beyond) | Q(started="", ended__gt="", ended__lt=beyond)
        return queryset.filter(bounded)

    def readings(self):
        return [(YEARS, lambda years: [year for year in years if year][:1])]

    def indexed(self, snapshot, year):
        compare = ge if self.comparison == "gte" else le
        years = snapshot.values[self.field_name]
        return BitMap.union(BitMap(), *(bitmap for code, bitmap in years.items() if compare(int(code), year)))


class PracticeFilterSet(CodeFilterSet):
    q = WordsFilter("practice", label=_("Search"))

    objective = PartFilter(
        label=_("Objective"),
        rows=OBJECTIVES,
        column="objective__number",
        vocabulary=Vocabulary(Objective, "short_title"),
        closed=True,
    )
    action = PartFilter(
        label=_("Action"), rows=linked("actions"), column="action__code", vocabulary=Vocabulary(Action, "title")
    )
    theme = PartFilter(
        label=_("Theme"),
        rows=linked("themes"),
        column="theme__slug",
        vocabulary=Vocabulary(Theme, by_label=True),
        closed=True,
    )
    kind = OwnFilter("kind", Kind, label=_("Kind"))
    region = RegionFilter(label=_("Region"), vocabulary=REGIONS, closed=True)
    country = PartFilter(label=_("Country"), rows=PLACES, column="country__code", vocabulary=COUNTRIES)
    scope = OwnFilter("scope", Scope, label=_("Scope"))
    situation = SituationFilter(
        label=_("Situation"), rows=PLACES, vocabulary=Vocabulary(choices=Situation), closed=True
    )
    actor_type = PartFilter(
        label=_("Actor type"),
        rows=PARTICIPATIONS,
        column="actor__kind",
        vocabulary=Vocabulary(choices=Actor.Kind),
        row_group="participation",
        closed=True,
    )
    role = PartFilter(
        label=_("Role of the actor type"),
        rows=PARTICIPATIONS,
        column="role",
        vocabulary=Vocabulary(choices=Role),
        row_group="participation",
        closed=True,
    )
    actor = PartFilter(label=_("Actor"), rows=PARTICIPATIONS, column="actor__slug", vocabulary=ACTORS)
    lead = RoleFilter(Role.LEAD, label=_("Lead"))
    partner = RoleFilter(Role.PARTNER, label=_("Partner"))
    funder = RoleFilter(Role.FUNDER, label=_("Funder"))
    year = YearFilter(
        label=_("Year"),
        rows=YEARS,
        vocabulary=Vocabulary(pattern=r"[1-9]\d{3}", described=_("a year, e.g. 2018")),
    )
    year_min = YearBound("gte", label=_("Started in or after"))
    year_max = YearBound("lte", label=_("Started in or before"))
    stage = OwnFilter("stage", Stage, label=_("Stage"))
    evidence = OwnFilter("evidence", Evidence, label=_("Evidence"))
    sdg_goal = PartFilter(
        label=_("SDG"),
        rows=TARGETS,
        column="sdgtarget__goal__number",
        vocabulary=Vocabulary(SDGGoal),
        closed=True,
    )
    sdg = AskedForFilter(
        label=_("SDG target"),
        rows=TARGETS,
        column="sdgtarget__code",
        vocabulary=Vocabulary(SDGTarget, "title"),
    )
    principle = AskedForFilter(
        label=_("Guiding principle"),
        rows=linked("principles"),
        column="guidingprinciple__slug",
        vocabulary=Vocabulary(GuidingPrinciple, by_label=True),
        closed=True,
    )
    workshop = PartFilter(
        label=_("Workshop"),
        rows=PRESENTATIONS,
        column="workshop__slug",
        vocabulary=Vocabulary(Workshop, "title", within="city"),
        row_group="presentation",
        closed=True,
    )
    session = AskedForFilter(
        label=_("Session"),
        rows=PRESENTATIONS,
        column="session__slug",
        vocabulary=Vocabulary(Session, "title", within="workshop__city"),
        row_group="presentation",
    )
    person = AskedForFilter(
        label=_("Presented by"),
        rows=PRESENTATIONS,
        column="person__slug",
        vocabulary=Vocabulary(Person, by_label=True),
        row_group="presentation",
    )
    presenter_type = AskedForFilter(
        label=_("Presenter spoke for"),
        rows=PRESENTATIONS,
        column="actor__kind",
        vocabulary=Vocabulary(choices=Actor.Kind),
        row_group="presentation",
        closed=True,
    )
    source = AskedForFilter(
        label=_("Source"), rows=Rows(Citation, "source"), column="source__slug", vocabulary=Vocabulary(Source, "title")
    )

    sort = {
        "relevance": (_("Relevance"), lambda: [F("updated_at").desc()]),
        "-updated": (_("Most recently updated"), lambda: [F("updated_at").desc()]),
        "updated": (_("Least recently updated"), lambda: [F("updated_at").asc()]),
        "-published": (_("Most recently published"), lambda: [F("published_at").desc()]),
        "title": (_("Title"), lambda: [Lower(best("title"))]),
        "-started": (_("Latest start"), lambda: [KNOWN_START.desc(nulls_last=True)]),
        "started": (_("Earliest start"), lambda: [KNOWN_START.asc(nulls_last=True)]),
    }
    default_sort = "title"
    within_relevance = "-updated"
