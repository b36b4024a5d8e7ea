"""The one house view: a list that can be filtered, counted, sorted, paged and taken away."""

from dataclasses import dataclass

from django.http import HttpResponseBadRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView

from gcmhub.exports import BadParametersError, csv_response
from gcmhub.facets import facets

PAGE_SIZE = 20
MOST_OPEN = 3


@dataclass(frozen=True)
class Chip:
    """An active filter with the address of the list without it."""

    label: str
    value: object
    excluded: bool
    url: str


class FacetedListView(ListView):
    """A page of `queryset` under a filterset, or with `as_file` the file of it.

    The page forgives: what it cannot understand it leaves out and says so. A file does not: it answers 400, so that
    nobody takes a mistyped filter for the whole table or the reverse.
    """

    filterset_class = None
    facet_names = ()
    open_facets = ()  # those that stand open before anything is chosen; by default the first few
    heading = ""
    counted = None  # ngettext_lazy, the number of results in words
    hit_template = ""
    template_name = "listing.html"
    paginate_by = PAGE_SIZE

    columns = ()
    name = ""  # in the file name, gcmhub-<name>-<date>.csv
    as_file = False
    file_url_name = ""

    def get(self, request, *args, **kwargs):
        return self.file(request) if self.as_file else super().get(request, *args, **kwargs)

    def file(self, request):
        filterset = self.filterset_class(request.GET, self.queryset.all())
        try:
            if filterset.problems:
                raise BadParametersError(filterset.problems)
            return csv_response(self.name, self.columns, filterset.qs, self.for_export, request)
        except BadParametersError as error:
            return HttpResponseBadRequest(f"{error}\n", content_type="text/plain; charset=utf-8")

    def for_export(self, records):
        return records.for_export()

    @cached_property
    def understood(self):
        return self.filterset_class.forgiving(self.request.GET, self.queryset.all())

    @property
    def filterset(self):
        return self.understood[0]

    def get_queryset(self):
        return self.filterset.qs.for_list()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query = self.request.GET.copy()
        query.pop("page", None)
        paginator, page = context["paginator"], context["page_obj"]
        return context | {
            "heading": self.heading,
            "hit_template": self.hit_template,
            "open_facets": self.open_facets or self.facet_names[:MOST_OPEN],
            "file_url": reverse(self.file_url_name),
            "total": paginator.count,
            "count_text": self.counted % {"n": paginator.count},
            "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "filterset": self.filterset,
            "facets": facets(self.filterset, self.facet_names),
            "chips": self.chips(),
            "problems": self.understood[1],
            "sorts": [
                {"value": value, "label": label, "chosen": value == self.filterset.chosen_sort}
                for value, (label, order) in self.filterset.sort.items()
            ],
            "query": query.urlencode(),
        }

    def chips(self):
        chips = []
        for name, selection in self.filterset.selections.items():
            vocabulary = self.filterset.vocabularies[name]
            label = self.filterset.filters[name].label
            for code in (*selection.wanted, *selection.excluded):
                excluded = code in selection.excluded
                url = self.address_without(name, f"-{code}" if excluded else code)
                chips.append(Chip(label, vocabulary.label_of(code), excluded, url))
        for name, f in self.filterset.filters.items():
            value = self.filterset.form.cleaned_data.get(name)
            if name not in self.filterset.code_filters and value not in (None, ""):
                chips.append(Chip(f.label, value, False, self.address_without(name, self.request.GET[name])))
        return chips

    def address_without(self, name, value):
        query = self.request.GET.copy()
        query.setlist(name, [other for other in query.getlist(name) if other != value])
        query.pop("page", None)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path
