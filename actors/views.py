from django.db.models.functions import Lower
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import DetailView

from actors.exports import ACTOR_COLUMNS, COUNTRY_COLUMNS
from actors.filters import ActorFilterSet, CountryFilterSet
from actors.models import Actor, Country, Region
from actors.querysets import MOST_LINES, by_title, objectives_served, practices_by_role
from gcmhub.languages import LANGUAGES, Text, alphabetical, best, text_of, translated
from gcmhub.listing import FacetedListView

MOST_PARTNERS = 15
ALL_ON_ONE_PAGE = 300  # ISO 3166-1 has 249 countries and territories


class ActorListView(FacetedListView):
    queryset = Actor.objects.all()
    filterset_class = ActorFilterSet
    facet_names = ActorFilterSet.code_filter_names()
    heading = _("Actors")
    counted = ngettext_lazy("%(n)d actor", "%(n)d actors", "n")
    hit_template = "actors/_actor_hit.html"
    searched_texts = ("description",)
    columns = ACTOR_COLUMNS
    name = "actors"
    file_url_name = "actors:actor-export"


class ActorDetailView(DetailView):
    queryset = Actor.objects.for_detail()

    def get_context_data(self, **kwargs):
        actor = self.object
        appearances = actor.appearances.select_related("person", "session__workshop__edition")
        return super().get_context_data(**kwargs) | {
            "names": other_names(actor),
            "parts": actor.parts.order_by(Lower(best("name")), "pk"),
            "roles": practices_by_role(actor),
            "partners": Actor.objects.partners_of(actor)[:MOST_PARTNERS],
            "appearances": appearances.order_by("-session__workshop__starts_on", "session__position", "position"),
            "publications": actor.publications.order_by("-year", "series_number", "slug"),
        }


class CountryListView(FacetedListView):
    queryset = Country.objects.all()
    filterset_class = CountryFilterSet
    facet_names = CountryFilterSet.code_filter_names()
    heading = _("Countries")
    counted = ngettext_lazy("%(n)d country or territory", "%(n)d countries and territories", "n")
    template_name = "actors/country_list.html"
    hit_template = "actors/_country_group.html"
    paginate_by = ALL_ON_ONE_PAGE
    columns = COUNTRY_COLUMNS
    name = "countries"
    file_url_name = "actors:country-export"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"object_list": grouped_by_region(context["object_list"])}


class CountryDetailView(DetailView):
    queryset = Country.objects.for_list()
    slug_field = slug_url_kwarg = "code"

    def get(self, request, *args, **kwargs):
        code = kwargs["code"]
        if code != code.upper():
            return HttpResponsePermanentRedirect(get_object_or_404(Country, code=code.upper()).get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        actors = self.object.actors.with_practice_count()
        return super().get_context_data(**kwargs) | {
            "path": path_to(self.object.region),
            "objectives": objectives_served(self.object.practices.published()),
            "practices": by_title(self.object.practices.published())[:MOST_LINES],
            "actors": actors.order_by("-practice_count", Lower(best("name")), "pk")[:MOST_LINES],
            "actor_count": self.object.actors.count(),
        }


class RegionDetailView(DetailView):
    queryset = Region.objects.for_detail()

    def get_context_data(self, **kwargs):
        region = self.object
        inside = Region.objects.within([region.slug])
        return super().get_context_data(**kwargs) | {
            "path": path_to(region)[:-1],
            "children": by_name(region.children.all()),
            "countries": by_name(Country.objects.in_regions([region.slug])),
            "objectives": objectives_served(inside.practices()),
            "practices": by_title(inside.practices())[:MOST_LINES],
            "practice_count": inside.practices().count(),
            "without_country": inside.practices_without_country().count(),
        }


def other_names(actor):
    """What it is called in the other languages, with its acronym there."""
    shown = text_of(actor, "name").language
    columns = zip(LANGUAGES, translated("name"), translated("acronym"), strict=True)
    names = [(language, getattr(actor, name), getattr(actor, acronym)) for language, name, acronym in columns]
    return [
        Text(f"{name} ({acronym})" if acronym else name, language)
        for language, name, acronym in names
        if name and language != shown
    ]


def path_to(region):
    """The regions from a continent down to this one; World is left out."""
    path = []
    while region.parent_id:
        path.insert(0, region)
        region = region.parent
    return path


def grouped_by_region(countries):
    """Pairs of the path to a region and its countries, all in alphabetical order; those in none come last."""
    groups = {}
    for country in by_name(countries):
        groups.setdefault(tuple(path_to(country.region)), []).append(country)
    return sorted(groups.items(), key=lambda pair: (not pair[0], [name_key(region) for region in pair[0]]))


def by_name(records):
    """In Python, because SQLite puts É behind Z; for short lists that are shown whole."""
    return sorted(records, key=name_key)


def name_key(record):
    return alphabetical(text_of(record, "name").text)
