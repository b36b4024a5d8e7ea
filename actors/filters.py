"""Every filter of the lists of actors and countries."""

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Country, Region, Situation
from actors.querysets import how_many_practices
from gcmhub.filters import CodeFilter, CodeFilterSet, WordsFilter
from gcmhub.languages import best
from gcmhub.vocabularies import Vocabulary

REGION_LEVELS = 4  # an intermediate region lies three levels below World
Participation = Actor.participations.rel.related_model


class RegionFilter(CodeFilter):
    """A region holds the regions inside it, down the M49 tree; `path` leads from a record to its smallest one."""

    def __init__(self, path, **kwargs):
        vocabulary = Vocabulary(Region, without="world", by_label=True)
        super().__init__(label=_("Region"), vocabulary=vocabulary, closed=True, **kwargs)
        self.path = path

    def condition(self, codes):
        return Q(**{f"{self.path}__in": Region.objects.within(codes).values("pk")})

    def pairs(self):
        up_the_tree = (f"{self.path}__{'parent__' * level}slug" for level in range(REGION_LEVELS))
        return [(self.rows(), self.record, F(slug)) for slug in up_the_tree]


class SituationFilter(CodeFilter):
    """A group of countries that paragraph 39 of the Compact names; a country may be in several."""

    many_per_record = True

    def condition(self, codes):
        condition = Q()
        for code in codes:
            condition |= Q(**{f"is_{code}": True})
        return condition

    def pairs(self):
        return [(self.rows().filter(self.condition([code])), self.record, Value(code)) for code in Situation.values]


class RoleFilter(CodeFilter):
    """A role that an actor has in a published practice.

    Counted by asking for each actor: to go through all participations took 1 s at 100,000 practices instead of 0.03.
    """

    def __init__(self, **kwargs):
        super().__init__(rows=in_published_practices, record="actor_id", column="role", **kwargs)

    def pairs(self):
        has = self.rows().order_by().filter(actor=OuterRef("pk"))
        roles = Participation.role.field.choices
        return [(Actor.objects.filter(Exists(has.filter(role=role))), "pk", Value(role)) for role, label in roles]


def in_published_practices():
    return Participation.objects.filter(practice__status="published")


def ranked(**of_role):
    """By the number of published practices; unnamed collectives are left out of the ranking and follow it."""
    return ["generic", how_many_practices(Actor, **of_role).desc(), Lower(best("name"))]


class ActorFilterSet(CodeFilterSet):
    q = WordsFilter("actor", label=_("Search"))
    actor_type = CodeFilter(
        label=_("Actor type"),
        rows=Actor.objects.all,
        column="kind",
        vocabulary=Vocabulary(choices=Actor.Kind),
        closed=True,
    )
    region = RegionFilter("country__region", rows=Actor.objects.all)
    country = CodeFilter(
        label=_("Country"),
        rows=Actor.objects.all,
        column="country__code",
        vocabulary=Vocabulary(Country, by_label=True),
    )
    role = RoleFilter(
        label=_("Role in practices"), vocabulary=Vocabulary(choices=Participation.role.field), closed=True
    )

    sort = {
        "name": (_("Name"), lambda: [Lower(best("name"))]),
        "-practices": (_("Most practices"), ranked),
        "-lead": (_("Most often lead"), lambda: ranked(role="lead")),
        "-partner": (_("Most often partner"), lambda: ranked(role="partner")),
        "-funder": (_("Most often funder"), lambda: ranked(role="funder")),
    }


class CountryFilterSet(CodeFilterSet):
    q = WordsFilter("country", label=_("Search"))
    region = RegionFilter("region", rows=Country.objects.all)
    situation = SituationFilter(
        label=_("Situation"), rows=Country.objects.all, vocabulary=Vocabulary(choices=Situation), closed=True
    )

    sort = {"name": (_("Name"), lambda: [Lower(best("name"))])}
