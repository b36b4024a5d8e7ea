"""The one house view: a list that can be filtered, counted, sorted, paged and taken away."""

from django.http import Http404, HttpResponseBadRequest
from django.urls import path
from django.utils.functional import cached_property
from django.views.generic import ListView

from gcmhub.addresses import url
from gcmhub.answers import DatabaseAnswer, IndexAnswer
from gcmhub.exports import FORMATS, BadParametersError, by_record, file_response
from gcmhub.facets import facets, names_to_count
from gcmhub.filters import PAGE_SIZES
from gcmhub.languages import text_of
from gcmhub.search import Query, suggestion
from gcmhub.snippets import Sought, passage
from gcmhub.ways import adding, address, changed, chips, query_string, wider, without

PAGE_SIZE = PAGE_SIZES[0]
MOST_OPEN = 3


class FacetedListView(ListView):
    """A page of `queryset` under a filterset, or with `as_file` the file of it, in the format of its extension.

    The page forgives: what it cannot understand it leaves out and says so. A file does not: it answers 400, so that
    nobody takes a mistyped filter for the whole table or the reverse.
    """

    filterset_class = None
    index = None  # the FacetIndex that answers instead of the database, for lists that can be long
    facet_names = ()
    open_facets = ()  # those that stand open before anything is chosen; by default the first few
    heading = ""
    counted = None  # ngettext_lazy, the number of results in words
    hit_template = ""
    hits_template = ""  # all hits at once, in Jinja, instead of one by one
    searched_texts = ()  # fields that a hit does not show; where one has the words searched, a passage of it is shown
    template_name = "listing.html"
    paginate_by = PAGE_SIZE

    columns = ()
    name = ""  # in the file name, gcmhub-<name>-<date>.csv
    as_file = False
    file_url_name = ""

    def get(self, request, *args, **kwargs):
        return self.file(**kwargs) if self.as_file else super().get(request, *args, **kwargs)

    def file(self, extension):
        filterset = self.filterset_class(self.request.GET, self.queryset.all(), self.vocabularies())
        try:
            if filterset.problems:
                raise BadParametersError(filterset.problems)
            return self.file_of(self.answer_to(filterset), extension)
        except BadParametersError as error:
            return HttpResponseBadRequest(f"{error}\n", content_type="text/plain; charset=utf-8")

    def file_of(self, answer, extension):
        if extension not in FORMATS:
            raise Http404
        return file_response(
            extension, self.name, str(self.heading), self.columns, answer.ids(), self.reader(answer), self.request
        )

    def reader(self, answer):
        """What reads the rows of a file."""
        return by_record(self.queryset.for_export())

    @cached_property
    def snapshot(self):
        return self.index and self.index.current()

    def vocabularies(self):
        return self.snapshot and self.snapshot.labels(self.filterset_class)

    def answer_to(self, filterset):
        if not self.index:
            return DatabaseAnswer(filterset)
        order = filterset.order_within_tiers
        return IndexAnswer(self.snapshot if self.snapshot.in_order(order) else self.index.current(order), filterset)

    @cached_property
    def understood(self):
        return self.filterset_class.forgiving(self.request.GET, self.queryset.all(), self.vocabularies())

    @property
    def filterset(self):
        return self.understood[0]

    @cached_property
    def answer(self):
        return self.answer_to(self.filterset)

    def get_queryset(self):
        return self.answer if self.index else self.answer.records.for_list()

    def get_paginate_by(self, queryset):
        return int(self.filterset.form.cleaned_data.get("per_page") or self.paginate_by)

    @cached_property
    def sought(self):
        """The words to mark."""
        return Sought(Query.parse(self.filterset.words)) if self.filterset.words else None

    def show_passages(self, records):
        for record in records if self.sought and self.searched_texts else ():
            record.passage = passage((text_of(record, name) for name in self.searched_texts), self.sought)

    def hits(self, ids):
        """What the page prints of the records with these ids, in this order."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.index:
            context["object_list"] = self.hits(context["object_list"])
        else:
            self.show_passages(context["object_list"])
        query = self.asked
        found = chips(self.filterset, self.request.path, query)
        paginator, page = context["paginator"], context["page_obj"]
        whole = self.filterset.form.cleaned_data.get("show", [])
        return context | {
            "heading": self.heading,
            "hit_template": self.hit_template,
            "hits_template": self.hits_template,
            "open_facets": self.open_facets or self.facet_names[:MOST_OPEN],
            "files": [(extension.upper(), url(self.file_url_name, extension)) for extension in FORMATS],
            "total": paginator.count,
            "count_text": self.counted % {"n": paginator.count},
            "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "filterset": self.filterset,
            "facets": self.facets(whole),
            "chips": found,
            "without_filters": address(self.request.path, changed(query, **{chip.name: [] for chip in found})),
            "problems": self.understood[1],
            "sorts": self.sorts(),
            "page_sizes": self.page_sizes(paginator.count),
            "sought": self.sought,
            "query": query_string(query.lists()),
            "to_page": adding("page", query),
            "show_all": adding("show", query),
            "ways_on": {} if paginator.count else self.ways_on(found),
        }

    def facets(self, whole):
        counts = self.answer.counts(names_to_count(self.filterset, self.facet_names, whole), whole)
        return facets(self.filterset, counts, self.answer.in_use(self.facet_names, counts), whole)

    def sorts(self):
        """The sorts to choose from; by relevance only what was searched for. The usual one needs no parameter."""
        usual = self.filterset.usual_sort
        return [
            {"value": "" if value == usual else value, "label": label, "chosen": value == self.filterset.chosen_sort}
            for value, (label, _) in self.filterset.sort.items()
            if value != "relevance" or self.filterset.words
        ]

    def page_sizes(self, total):
        """The page sizes to choose from, where there is more than a page or another size was chosen."""
        chosen = self.get_paginate_by(None)
        if total <= self.paginate_by == chosen:
            return []
        return [
            {"value": "" if size == self.paginate_by else size, "label": size, "chosen": size == chosen}
            for size in sorted({*PAGE_SIZES, self.paginate_by})
        ]

    @cached_property
    def asked(self):
        """The query string without what was not understood, and without the page."""
        query = changed(self.request.GET)
        for problem in self.understood[1]:
            kept = [value for value in query.getlist(problem.parameter) if problem.value and value != problem.value]
            query.setlist(problem.parameter, kept)
        return query

    def ways_on(self, chips):
        """What to ask instead where nothing is found."""
        query, words = self.asked, self.filterset.words
        ways = wider(chips, self.request.path, query, self.number)
        found = {"wider": [(self.counted % {"n": way.count}, way) for way in ways]}
        better = words and suggestion(self.filterset.filters["q"].kind, words)
        if better and self.number(changed(query, q=[better])):
            found |= {"better": better, "better_url": address(self.request.path, changed(query, q=[better]))}
        return found

    def number(self, query):
        """How many records the list has under this query string."""
        filterset = self.filterset_class(query, self.queryset.all(), self.vocabularies())
        return len(IndexAnswer(self.answer.snapshot, filterset) if self.index else DatabaseAnswer(filterset))

    def address_without(self, name, value):
        return address(self.request.path, changed(self.request.GET, **without(self.request.GET, name, value)))


def file_paths(route, view, name):
    """The addresses of the files of a list: export.csv, .xlsx, .json."""
    as_file = view.as_view(as_file=True)
    return [
        path(f"{route}export.csv", as_file, {"extension": "csv"}, name=name),
        path(f"{route}export.<str:extension>", as_file, name=name),
    ]
