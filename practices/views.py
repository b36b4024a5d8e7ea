from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import DetailView

from gcmhub.listing import FacetedListView
from practices.choices import Status
from practices.exports import COLUMNS
from practices.filters import PracticeFilterSet
from practices.models import FormerSlug, Practice

MOST_RELATED = 5


class PracticeListView(FacetedListView):
    queryset = Practice.objects.published()
    filterset_class = PracticeFilterSet
    facet_names = PracticeFilterSet.code_filter_names()
    open_facets = ("objective", "region", "actor_type")
    heading = _("Practices")
    counted = ngettext_lazy("%(n)d practice", "%(n)d practices", "n")
    hit_template = "practices/_hit.html"
    columns = COLUMNS
    name = "practices"
    file_url_name = "practices:practice-export"


class PracticeDetailView(DetailView):
    queryset = Practice.objects.published().for_detail()

    def get(self, request, *args, **kwargs):
        slug = kwargs["slug"]
        if not self.queryset.filter(slug=slug).exists():
            return missing(request, slug)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        published = Practice.objects.published()
        return super().get_context_data(**kwargs) | {
            "parts": self.object.parts.published(),
            "whole": published.filter(pk=self.object.part_of_id).first(),
            "origin": published.filter(pk=self.object.adapted_from_id).first(),
            "adaptations": self.object.adaptations.published(),
            "related": published.related_to(self.object)[:MOST_RELATED],
        }


def missing(request, slug):
    """A former slug redirects for ever; what was public and is withdrawn says so; all else was never here."""
    if former := FormerSlug.objects.filter(slug=slug, practice__status=Status.PUBLISHED).first():
        return HttpResponsePermanentRedirect(former.practice.get_absolute_url())
    withdrawn = Practice.objects.filter(status=Status.ARCHIVED, published_at__isnull=False)
    get_object_or_404(withdrawn, slug=slug)
    return render(request, "410.html", status=410)
