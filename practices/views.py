from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView
from pyroaring import BitMap

from gcmhub.addresses import url
from gcmhub.exports import BadParametersError, file_response
from gcmhub.filters import BEST_LEVELS
from gcmhub.listing import FacetedListView
from gcmhub.questions import in_words
from gcmhub.selections import Problem
from gcmhub.ways import changed, query_string
from practices.addresses import pictures
from practices.brief.contents import brief_response
from practices.choices import Status
from practices.citation import CONTENT_TYPES, Reference
from practices.exports import COLUMNS, reader
from practices.feeds import MOST_ENTRIES, PracticeFeed
from practices.filters import PracticeFilterSet
from practices.history import public_changes
from practices.hits import hits
from practices.index import INDEX
from practices.linked_data import as_script, creative_work
from practices.models import FormerSlug, Practice
from practices.related import related
from practices.shortlist import PICK, Shortlist


class PracticeListView(FacetedListView):
    queryset = Practice.objects.published()
    filterset_class = PracticeFilterSet
    index = INDEX
    facet_names = PracticeFilterSet.code_filter_names()
    open_facets = ("objective", "region", "actor_type")
    heading = _("Practices")
    counted = ngettext_lazy("%(n)d practice", "%(n)d practices", "n")
    hits_template = "practices/_hits.jinja"
    columns = COLUMNS
    name = "practices"
    file_url_name = "practices:practice-export"

    def hits(self, ids):
        snapshot, words = self.answer.snapshot, self.filterset.words
        hidden = BitMap(ids if words else ())
        for level in BEST_LEVELS:
            if hidden:  # each level has those before it, and the first is known already if it orders the list
                hidden -= self.filterset.filters["q"].best(snapshot, words, level)
        return hits(ids, snapshot, self.sought, hidden)

    def reader(self, answer):
        return reader(answer.snapshot)

    def file_of(self, answer, extension):
        if PICK in self.request.GET:
            remedy = _("Picks filter nothing here. Take the files of the shortlist.")
            raise BadParametersError([Problem(PICK, "", remedy)])
        if extension == "atom":
            return self.feed(answer)
        return self.brief(answer) if extension == "docx" else super().file_of(answer, extension)

    def brief(self, answer):
        address, query = url("practices:practice-list"), self.request.GET.urlencode()
        question = in_words(answer.filterset) or str(_("All practices"))
        address = f"{address}?{query}" if query else address
        return brief_response(question, address, answer.ids(), answer.snapshot, self.request)

    def feed(self, answer):
        newest = self.index.current("-updated").in_order("-updated").within(answer.records, count=MOST_ENTRIES)
        practices = self.queryset.filter(pk__in=newest).for_list().in_bulk()
        return PracticeFeed([practices[pk] for pk in newest if pk in practices])(self.request)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {
            "feed_url": url("practices:practice-feed"),
            "pictures": pictures(self.name, self.request.GET),
        }
        return context | self.word_file(context["files"]) | self.picks(context)

    def word_file(self, files):
        """The brief, beside the other files of the list; pictures of the same practices have none."""
        if self.file_url_name != PracticeListView.file_url_name:
            return {}
        return {"files": [*files, ("Word", url(self.file_url_name, "docx"))]}

    def picks(self, context):
        """What is picked: it stays in the address of the list, but filters nothing and is in none of its files."""
        shortlist = Shortlist.of(self.request.GET)
        return {
            "query": query_string(changed(self.asked, **{PICK: []}).lists()),
            "shortlist": shortlist,
            "pick_label": gettext("Add to shortlist"),
            "picked_elsewhere": shortlist.elsewhere({hit.slug for hit in context["object_list"]}),
            "problems": [*context["problems"], *shortlist.problems],
        }


class PracticeDetailView(DetailView):
    queryset = Practice.objects.published().for_detail()

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return missing(request, kwargs["slug"])

    def get_context_data(self, **kwargs):
        practice, alike = self.object, related(self.object.pk, INDEX.current())
        others = {other.pk: other for other in Practice.objects.published().beside(practice, alike)}
        address = permalink(practice, self.request)
        return super().get_context_data(**kwargs) | {
            "parts": [other for other in others.values() if other.part_of_id == practice.pk],
            "whole": others.get(practice.part_of_id),
            "origin": others.get(practice.adapted_from_id),
            "adaptations": [other for other in others.values() if other.adapted_from_id == practice.pk],
            "related": [(others[pk], reasons) for pk, reasons in alike.items() if pk in others],
            "changes": public_changes(practice),
            "reference": Reference.of(practice, address),
            "linked_data": as_script(creative_work(practice, address, self.request.build_absolute_uri)),
        }


def permalink(practice, request):
    return request.build_absolute_uri(practice.get_absolute_url())


def citation_file(request, slug, extension):
    """The practice for a reference manager."""
    practice = get_object_or_404(Practice.objects.published(), slug=slug)
    reference = Reference.of(practice, permalink(practice, request))
    text = reference.as_ris() if extension == "ris" else reference.as_bibtex()
    disposition = f'attachment; filename="gcmhub-{slug}.{extension}"'
    return HttpResponse(text, CONTENT_TYPES[extension], headers={"Content-Disposition": disposition})


def record_file(request, slug):
    """The practice alone, with the columns of the files of practices."""
    practice = get_object_or_404(Practice.objects.published().only("pk"), slug=slug)
    return file_response("json", slug, "", COLUMNS, [practice.pk], reader(INDEX.current()), request)


def missing(request, slug):
    """A former slug redirects for ever; what was public and is withdrawn says so; all else was never here."""
    if former := FormerSlug.objects.filter(slug=slug, practice__status=Status.PUBLISHED).first():
        return HttpResponsePermanentRedirect(former.practice.get_absolute_url())
    withdrawn = Practice.objects.filter(status=Status.ARCHIVED, published_at__isnull=False)
    get_object_or_404(withdrawn, slug=slug)
    return render(request, "410.html", status=410)
