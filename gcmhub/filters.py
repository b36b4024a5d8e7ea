"""Filters whose values are codes: several are OR, `all=<filter>` asks for all of them, a leading `-` excludes.

A filter says in which table it looks (one row per record and value) and in which column. Filters of one `row_group`
that are given together are matched on the same row: `actor_type=local-government&role=lead` is one participation, not
two. With `all=`, each value needs such a row; an excluded value excludes the records that have such a row with it.
"""

from dataclasses import dataclass
from itertools import product

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gcmhub.search import LONGEST_QUERY, containing
from gcmhub.vocabularies import read_vocabularies


@dataclass(frozen=True)
class Selection:
    """What was chosen in one filter."""

    wanted: tuple = ()
    excluded: tuple = ()
    every: bool = False

    @property
    def is_plain(self):
        return not self.excluded and not self.every

    def alternatives(self):
        """Lists of values of which a row must have one: one list, or one per value where all are asked for."""
        if not self.wanted:
            return []
        return [(value,) for value in self.wanted] if self.every else [self.wanted]


class CodesField(forms.Field):
    """Repeated codes of a query string; an unknown one is named, with those allowed."""

    widget = forms.SelectMultiple

    def to_python(self, value):
        return [code for code in dict.fromkeys(value or []) if code]

    def validate(self, value):
        unknown = [code for code in value if not self.vocabulary.has(code.removeprefix("-"))]
        if unknown:
            raise ValidationError([ValidationError("%(value)s", code="unknown", params={"value": v}) for v in unknown])


class CodeFilter(django_filters.Filter):
    """A filter by code.

    `rows` makes the queryset to look in, `record` is the path from it to the id of the record, `column` the path to the
    code. `vocabulary` names the codes; `closed` ones are short and shown whole, even where a value has no record.
    """

    field_class = CodesField

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


class WordsFilter(django_filters.CharFilter):
    """The search box."""

    def __init__(self, *, lookups, **kwargs):
        super().__init__(max_length=LONGEST_QUERY, **kwargs)
        self.lookups = lookups

    def filter(self, queryset, words):
        if not words:
            return queryset
        return queryset.filter(pk__in=queryset.model._base_manager.filter(containing(words, self.lookups)).values("pk"))


class CodeFilterSet(django_filters.FilterSet):
    """A FilterSet that understands groups, `all=` and exclusion, and can say what another selection would match."""

    sort = {}  # value of ?sort= -> (label, order_by arguments made when they are needed)
    default_sort = None

    def __init__(self, data, queryset):
        super().__init__(data, queryset=queryset)
        vocabularies = read_vocabularies({f.vocabulary for f in self.code_filters.values() if f.vocabulary.model})
        self.vocabularies = {
            name: vocabularies.get(f.vocabulary, f.vocabulary) for name, f in self.code_filters.items()
        }
        for name, vocabulary in self.vocabularies.items():
            self.form.fields[name].vocabulary = vocabulary
        self.is_valid()  # reads the query string, so that what is valid of it can be asked for from here on

    @classmethod
    def code_filter_names(cls):
        return [name for name, f in cls.base_filters.items() if isinstance(f, CodeFilter)]

    @cached_property
    def code_filters(self):
        return {name: f for name, f in self.filters.items() if isinstance(f, CodeFilter)}

    def get_form_class(self):
        names = list(self.code_filters)

        class Form(super().get_form_class()):
            all = forms.MultipleChoiceField(choices=[(name, name) for name in names], required=False)
            sort = forms.ChoiceField(choices=[(name, name) for name in self.sort], required=False)

        return Form

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

    def filter_queryset(self, queryset):
        return self.ordered(self.matching(self.selections))

    def ordered(self, queryset):
        order = self.sort[self.chosen_sort][1]
        return queryset.order_by(*order(), "pk")

    @property
    def chosen_sort(self):
        return self.form.cleaned_data.get("sort") or self.default_sort or next(iter(self.sort))

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
        known = {*self.form.fields, "page", "columns", "labels", "bom"}
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
        if name == "all":
            return format_lazy(_("Allowed: {codes}"), codes=", ".join(self.code_filters))
        return " ".join(self.form.errors[name])

    @classmethod
    def forgiving(cls, data, queryset):
        """A valid filterset of what can be understood in `data`, and what cannot."""
        filterset = cls(data, queryset)
        problems = filterset.problems
        if problems and not filterset.form.is_valid():
            data = data.copy()
            for problem in problems:
                data.setlist(problem.parameter, [v for v in data.getlist(problem.parameter) if v != problem.value])
            filterset = cls(data, queryset)
        return filterset, problems


@dataclass(frozen=True)
class Problem:
    """A parameter or value that cannot be understood, and the remedy."""

    parameter: str
    value: str
    remedy: str

    def __str__(self):
        return f"{self.parameter}={self.value}: {self.remedy}" if self.value else f"{self.parameter}: {self.remedy}"
