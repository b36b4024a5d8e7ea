from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import DetailView, ListView

from dialogues.exports import PERSON_COLUMNS, SESSION_COLUMNS, SOURCE_COLUMNS
from dialogues.filters import PersonFilterSet, SessionFilterSet, SourceFilterSet
from dialogues.models import Edition, Person, Session, Source, Workshop
from dialogues.querysets import published_citations, published_presentations
from gcmhub.listing import FacetedListView

MOST_PRACTICES = 200  # that a page shows; the list of practices has them all

WORKSHOPS = Workshop.objects.for_list()


class EditionListView(ListView):
    queryset = Edition.objects.prefetch_related(Prefetch("workshops", WORKSHOPS))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "session_count": Session.objects.count(),
            "person_count": Person.objects.public().count(),
            "source_count": Source.objects.count(),
        }


class EditionDetailView(DetailView):
    queryset = Edition.objects.prefetch_related(
        Prefetch("workshops", WORKSHOPS), "findings__objectives", "findings__actions__objective", "findings__source"
    )
    slug_field = slug_url_kwarg = "year"

    def get_context_data(self, **kwargs):
        reports = [workshop.report for workshop in self.object.workshops.all() if workshop.report]
        drawn_from = [finding.source for finding in self.object.findings.all() if finding.source]
        return super().get_context_data(**kwargs) | {"sources": dict.fromkeys([*reports, *drawn_from])}


class WorkshopDetailView(DetailView):
    queryset = WORKSHOPS

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_queryset(), slug="{year}-{place}".format(**self.kwargs))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "sessions": self.object.sessions.for_programme(),
            "presentations": published_presentations(self.object)[:MOST_PRACTICES],
        }


class SessionDetailView(DetailView):
    queryset = Session.objects.for_programme().select_related("workshop__country", "parent__workshop__edition")

    def get_object(self, queryset=None):
        workshop = "{year}-{place}".format(**self.kwargs)
        return get_object_or_404(
            self.get_queryset(), workshop__slug=workshop, slug=f"{workshop}-{self.kwargs['session']}"
        )

    def get_context_data(self, **kwargs):
        agenda = self.object.workshop.sessions.without_pauses().order_by("position")
        presentations = published_presentations(self.object)
        return super().get_context_data(**kwargs) | {
            "parts": self.object.parts.for_programme(),
            "previous": agenda.filter(position__lt=self.object.position).last(),
            "next": agenda.filter(position__gt=self.object.position).first(),
            "presentations": presentations[:MOST_PRACTICES],
        }


class SessionListView(FacetedListView):
    queryset = Session.objects.all()
    filterset_class = SessionFilterSet
    facet_names = SessionFilterSet.code_filter_names()
    open_facets = ("workshop", "kind")
    heading = _("Sessions")
    counted = ngettext_lazy("%(n)d agenda item", "%(n)d agenda items", "n")
    hit_template = "dialogues/_session_hit.html"
    searched_texts = ("summary", "questions")
    columns = SESSION_COLUMNS
    name = "sessions"
    file_url_name = "dialogues:session-export"


class PersonListView(FacetedListView):
    queryset = Person.objects.public()
    filterset_class = PersonFilterSet
    facet_names = PersonFilterSet.code_filter_names()
    open_facets = ("workshop", "role", "actor_type")
    heading = _("People")
    counted = ngettext_lazy("%(n)d person", "%(n)d people", "n")
    hit_template = "dialogues/_person_hit.html"
    columns = PERSON_COLUMNS
    name = "people"
    file_url_name = "dialogues:person-export"


class PersonDetailView(DetailView):
    queryset = Person.objects.public().for_list()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "presentations": published_presentations(self.object)[:MOST_PRACTICES],
        }


class SourceListView(FacetedListView):
    queryset = Source.objects.all()
    filterset_class = SourceFilterSet
    facet_names = SourceFilterSet.code_filter_names()
    open_facets = ("series", "year")
    heading = _("Sources")
    counted = ngettext_lazy("%(n)d source", "%(n)d sources", "n")
    hit_template = "dialogues/_source_hit.html"
    searched_texts = ("note",)
    columns = SOURCE_COLUMNS
    name = "sources"
    file_url_name = "dialogues:source-export"


class SourceDetailView(DetailView):
    queryset = Source.objects.for_detail()

    def get_context_data(self, **kwargs):
        citations = published_citations(self.object)
        return super().get_context_data(**kwargs) | {
            "citations": citations[:MOST_PRACTICES],
        }
