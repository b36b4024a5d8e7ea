"""Filters whose values are codes: several are OR, `all=<filter>` asks for all of them, a leading `-` excludes.

A filter says in which table it looks (one row per record and value) and in which column. Filters of one `row_group`
that are given together are matched on the same row: `actor_type=local-government&role=lead` is one participation, not
two. With `all=`, each value needs such a row; an excluded value excludes the records that have such a row with it.
"""

from collections import defaultdict
from copy import copy
from functools import cache
from itertools import product

import django_filters
from django import forms
from django.db.models import Case, F, Q, When
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gcmhub import search
from gcmhub.search import LONGEST_QUERY
from gcmhub.selections import CodesField, Problem, Selection
from gcmhub.vocabularies import read_vocabularies

PARAMETERS_OF_THE_VIEW = ("page", "columns", "rows", "drawing", "labels", "bom", "pick")
PAGE_SIZES = (20, 50, 100)
BEST_LEVELS = ("title", "names")  # where a search looks first; all else follows


class CodeFilter(django_filters.Filter):
    """A filter by code.

    `rows` makes the queryset to look in, `record` is the path from it to the id of the record, `column` the path to the
    code. `vocabulary` names the codes; `closed` ones are short and shown whole, even where a value has no record.
    Where there is an index, `rows` are `Rows`, which it reads too.
    """

    field_class = CodesField
    on_demand = False  # whether its facet shows its values only when it is used or asked for

    def __init__(self, *, rows, vocabulary, column=None, record="pk", row_group=None, closed=False, **kwargs):
        super().__init__(required=False, **kwargs)
        self.rows = rows
        self.record = record
        self.column = column
        self.vocabulary = vocabulary
        self.row_group = row_group
        self.closed = closed

    @property
    def many_per_record(self):
        return self.record != "pk"

    def condition(self, codes):
        """The rows that have one of the codes."""
        return Q(**{f"{self.column}__in": codes})

    def pairs(self):
        """For counting: querysets of rows, each with the path to the record and the expression of the code."""
        return [(self.rows(), self.record, F(self.column))]

    def readings(self):
        """For the index: the tables to look in, each with the function from a key of it to the codes."""
        return [(self.rows, self.rows.codes(self.column))]

    def of_one_request(self):
        """The filter as one request uses it; one that remembers anything makes another here."""
        return self


class WordsFilter(django_filters.CharFilter):
    """The search box, for records of one kind."""

    def __init__(self, kind, **kwargs):
        super().__init__(max_length=LONGEST_QUERY, **kwargs)
        self.kind = kind

    def filter(self, queryset, words):
        return queryset.filter(pk__in=search.matching(self.kind, words)) if words else queryset

    def indexed(self, snapshot, words):
        """The records of the index that a search finds."""
        return snapshot.searched((words, "text"), lambda: search.found_ids(self.kind, words))

    def best(self, snapshot, words, level):
        """Records of the index of which those found stand first, as the level that is looked at first has the words."""
        return snapshot.searched((words, level), lambda: search.best_ids(self.kind, words, level))


def together(codes_of_filters):
    """From a key to the codes that it stands for in each of several filters, None where it has no code."""
    return lambda key: product(*(codes(key) or (None,) for codes in codes_of_filters))


class CodeFilterSet(django_filters.FilterSet):
    """A FilterSet that understands groups, `all=` and exclusion, and can say what another selection would match."""

    sort = {}  # value of ?sort= -> (label, order_by arguments made when they are needed)
    default_sort = None
    form = None  # of the parameters given only; django-filter makes one of all filters per request, class and all
    within_relevance = None  # the sort among records that a search finds equally well; without it none is by relevance

    def __init__(self, data, queryset, vocabularies=None):
        """`vocabularies` are the labels of those of the filters, where somebody has them already."""
        self.data = data
        self.queryset = queryset
        self.filters = {
            name: f.of_one_request() if isinstance(f, CodeFilter) else f for name, f in self.base_filters.items()
        }
        vocabularies = vocabularies or read_vocabularies({f.vocabulary for f in self.code_filters.values()})
        self.vocabularies = {name: vocabularies[f.vocabulary] for name, f in self.code_filters.items()}
        self.form = forms.Form(data)
        self.form.fields = {name: copy(field) for name, field in self.fields().items() if name in data}
        for name in self.form.fields.keys() & self.vocabularies.keys():
            self.form.fields[name].vocabulary = self.vocabularies[name]
        self.form.is_valid()  # reads the query string, so that what is valid of it can be asked for from here on

    @classmethod
    def code_filter_names(cls):
        return [name for name, f in cls.base_filters.items() if isinstance(f, CodeFilter)]

    @cached_property
    def code_filters(self):
        return {name: self.filters[name] for name in self.code_filter_names()}

    @classmethod
    def all_vocabularies(cls):
        return {cls.base_filters[name].vocabulary for name in cls.code_filter_names()}

    @classmethod
    def row_groups(cls):
        """The names of the filters of each row group."""
        groups = defaultdict(list)
        for name in cls.code_filter_names():
            if group := cls.base_filters[name].row_group:
                groups[group].append(name)
        return groups

    @classmethod
    def readings(cls):
        """For the index: what to read for each filter, and for each row group the codes of all its filters together."""
        readings = {name: f.readings() for name, f in cls.base_filters.items() if hasattr(f, "readings")}
        for group, names in cls.row_groups().items():
            rows = readings[names[0]][0][0]
            readings[group] = [(rows, together([readings[name][0][1] for name in names]))]
        return readings

    @classmethod
    @cache
    def fields(cls):
        """What a query string may hold, as form fields."""
        fields = {name: f.field for name, f in cls.base_filters.items()}
        fields["all"] = forms.MultipleChoiceField(choices=[(n, n) for n in cls.code_filter_names()], required=False)
        fields["show"] = forms.MultipleChoiceField(choices=[(n, n) for n in cls.code_filter_names()], required=False)
        fields["sort"] = forms.ChoiceField(choices=[(name, name) for name in cls.sort], required=False)
        fields["per_page"] = forms.ChoiceField(choices=[(n, n) for n in map(str, PAGE_SIZES)], required=False)
        return fields

    @classmethod
    def sorting(cls, sort):
        """The arguments of order_by; the last one decides where all else is equal."""
        return [*cls.sort[sort][1](), "pk"]

    @cached_property
    def selections(self):
        """The valid selections of every code filter in use."""
        chosen = {}
        for name in self.code_filters:
            codes = self.form.cleaned_data.get(name, [])
            if codes:
                wanted = tuple(code for code in codes if not code.startswith("-"))
                excluded = tuple(code[1:] for code in codes if code.startswith("-"))
                every = bool(wanted) and name in self.form.cleaned_data.get("all", [])
                chosen[name] = Selection(wanted, excluded, every)
        return chosen

    @property
    def qs(self):
        """The records in their order, as the database finds them."""
        return self.matching(self.selections).order_by(*self.tier_order(), *self.sorting(self.order_within_tiers))

    @property
    def usual_sort(self):
        """The sort of a list that names none."""
        by_relevance = "relevance" if self.words and self.within_relevance else None
        return by_relevance or self.default_sort or next(iter(self.sort))

    @cached_property
    def chosen_sort(self):
        return self.form.cleaned_data.get("sort") or self.usual_sort

    @property
    def order_within_tiers(self):
        return self.within_relevance if self.chosen_sort == "relevance" else self.chosen_sort

    @property
    def words(self):
        return self.form.cleaned_data.get("q", "")

    def tier_order(self):
        if self.chosen_sort != "relevance" or not self.words:
            return []
        kind = self.filters["q"].kind
        levels = [When(pk__in=search.matching(kind, self.words, level), then=n) for n, level in enumerate(BEST_LEVELS)]
        return [Case(*levels, default=len(levels))]

    def tiers(self, snapshot, records):
        """These records of the index in groups, those that a search finds best first."""
        if self.chosen_sort == "relevance" and self.words:
            for level in BEST_LEVELS:
                tier = records & self.filters["q"].best(snapshot, self.words, level)
                yield tier
                records = records - tier
        yield records

    def other_conditions(self, snapshot):
        """The records of the index that the filters without codes admit, such as the words searched."""
        values = {name: self.form.cleaned_data.get(name) for name in self.filters if name not in self.code_filters}
        used = {name: value for name, value in values.items() if value not in (None, "")}
        return {name: self.filters[name].indexed(snapshot, value) for name, value in used.items()}

    def matching(self, selections):
        """The records that match these selections and the other filters of the request, such as the words searched."""
        queryset = self.queryset.order_by()
        for name, f in self.filters.items():
            if name not in self.code_filters:
                queryset = f.filter(queryset, self.form.cleaned_data.get(name))
        for names in self.groups(selections):
            for condition in self.group_conditions(names, selections):
                queryset = queryset.filter(condition)
        return queryset

    def groups(self, selections):
        """The names of the filters in use, those of one row group together."""
        groups = {}
        for name in selections:
            groups.setdefault(self.code_filters[name].row_group or name, []).append(name)
        return groups.values()

    def group_conditions(self, names, selections):
        wanting = [name for name in names if selections[name].wanted]
        first = self.code_filters[names[0]]

        def has_row(condition):
            return Q(pk__in=first.rows().filter(condition).values(first.record))

        if wanting:
            for values in product(*(selections[name].alternatives() for name in wanting)):
                yield has_row(self.row_condition(dict(zip(wanting, values, strict=True))))
        for name in names:
            others = {other: selections[other].wanted for other in wanting if other != name}
            for code in selections[name].excluded:
                yield ~has_row(self.row_condition({**others, name: (code,)}))

    def row_condition(self, values):
        condition = Q()
        for name, codes in values.items():
            condition &= self.code_filters[name].condition(codes)
        return condition

    @cached_property
    def problems(self):
        """What of the query string cannot be understood."""
        found = [Problem(name, value, self.explain(name)) for name, value in self.unreadable()]
        known = {*self.fields(), *PARAMETERS_OF_THE_VIEW}
        return found + [
            Problem(name, "", _("There is no such filter here.")) for name in self.data if name not in known
        ]

    def unreadable(self):
        for name, errors in self.form.errors.as_data().items():
            if all(error.code == "unknown" for error in errors):
                yield from ((name, error.params["value"]) for error in errors)
            else:
                yield from ((name, value) for value in self.data.getlist(name))

    def explain(self, name):
        if name in self.vocabularies:
            return format_lazy(_("Allowed: {codes}"), codes=self.vocabularies[name].allowed)
        if name == "sort":
            return format_lazy(_("Allowed: {codes}"), codes=", ".join(self.sort))
        if name in ("all", "show"):
            return format_lazy(_("Allowed: {codes}"), codes=", ".join(self.code_filters))
        if name == "per_page":
            return format_lazy(_("Allowed: {codes}"), codes=", ".join(map(str, PAGE_SIZES)))
        return " ".join(self.form.errors[name])

    @classmethod
    def forgiving(cls, data, queryset, vocabularies=None):
        """A valid filterset of what can be understood in `data`, and what cannot."""
        filterset = cls(data, queryset, vocabularies)
        problems = filterset.problems
        if problems and not filterset.form.is_valid():
            data = data.copy()
            for problem in problems:
                data.setlist(problem.parameter, [v for v in data.getlist(problem.parameter) if v != problem.value])
            filterset = cls(data, queryset, vocabularies)
        return filterset, problems
