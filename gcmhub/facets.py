"""How many records each value of each filter would give.

A value counts the records that match every other filter in use and have this value. In its own facet it stands alone
(several values are OR, so the others would add nothing to its number) unless all values are asked for; what is excluded
stays excluded. So the count of a value that is not chosen is the number of rows that one gets by choosing it, and only it.

Counting through joins would count only within the rows that another filter already selected; hence `id IN (…)`.
"""

from dataclasses import dataclass, replace

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import Cast

from gcmhub.filters import Selection
from gcmhub.languages import Text, as_written

MOST_COUNTS_PER_QUERY = 300


@dataclass(frozen=True)
class FacetValue:
    code: str
    label: Text
    count: int
    selected: bool
    excluded: bool


@dataclass(frozen=True)
class Facet:
    """One filter as the page shows it."""

    name: str
    label: str
    values: list
    every: bool
    can_ask_for_all: bool

    @property
    def is_used(self):
        return any(value.selected or value.excluded for value in self.values)


def facets(filterset, names):
    """The facets with these names; values without a record are shown in closed lists and left out of long ones."""
    filters = {name: filterset.code_filters[name] for name in names}
    counts = count(filterset, filterset.selections, filters)
    open_ended = {name: f for name, f in filters.items() if not f.closed}
    in_use = count(filterset, {}, open_ended) if filterset.selections else counts
    return [facet(filterset, name, counts[name], in_use.get(name, {})) for name in names]


def facet(filterset, name, counts, in_use):
    f = filterset.code_filters[name]
    vocabulary = filterset.vocabularies[name]
    selection = filterset.selections.get(name, Selection())
    chosen = {*selection.wanted, *selection.excluded}
    codes = [code for code in vocabulary.values() if f.closed or code in in_use or code in chosen]
    if vocabulary.pattern:
        codes = sorted({*in_use, *chosen}, reverse=True)
    values = [
        FacetValue(
            code, vocabulary.label_of(code), counts.get(code, 0), code in selection.wanted, code in selection.excluded
        )
        for code in codes
    ]
    return Facet(name, f.label, values, selection.every, f.many_per_record)


def count(filterset, selections, filters):
    """Counts by filter name and code: one query for plain cases, one per few hundred values for the others."""
    simple = {name: f for name, f in filters.items() if f.column and group_is_plain(filterset, selections, name)}
    counts = {name: {} for name in filters}
    counts |= count_grouped(filterset, selections, simple)
    others = {name: f for name, f in filters.items() if name not in simple}
    return counts | count_each(filterset, selections, others)


def group_is_plain(filterset, selections, name):
    """Whether one value's rows do not depend on another's: nothing excluded, no `all=` in the facet's row group."""
    return all(selections[other].is_plain for other in row_mates(filterset, selections, name))


def row_mates(filterset, selections, name):
    """The filters in use that look at the same rows as this one, itself included."""
    group = filterset.code_filters[name].row_group
    return [
        other for other in selections if other == name or (group and filterset.code_filters[other].row_group == group)
    ]


def count_grouped(filterset, selections, filters):
    """Counts by GROUP BY, one part of a UNION per facet."""
    parts = []
    for name, f in filters.items():
        mates = row_mates(filterset, selections, name)
        base = filterset.matching({other: chosen for other, chosen in selections.items() if other not in mates})
        same_row = filterset.row_condition({other: selections[other].wanted for other in mates if other != name})
        rows = as_written(f.rows()).filter(same_row, **{f"{f.record}__in": base.values("pk")})
        parts.append(
            rows.order_by()
            .annotate(of_filter=Cast(Value(name), CharField()), of_code=Cast(F(f.column), CharField()))
            .values("of_filter", "of_code")
            .annotate(of_records=Count(f.record, distinct=True))
            .values_list("of_filter", "of_code", "of_records")
        )
    counts = {name: {} for name in filters}
    if parts:
        for name, code, records in parts[0].union(*parts[1:], all=True):
            if code:  # neither NULL nor an empty choice is a value
                counts[name][code] = records
    return counts


def count_each(filterset, selections, filters):
    """Counts by applying each value: for trees, for values in two columns, and where exclusion or `all=` is in play."""
    wanted = [(name, code) for name, f in filters.items() for code in f.codes(filterset)]
    counts = {name: {} for name in filters}
    for start in range(0, len(wanted), MOST_COUNTS_PER_QUERY):
        chunk = wanted[start : start + MOST_COUNTS_PER_QUERY]
        expressions = {
            f"n{number}": Count("pk", filter=Q(pk__in=filterset.matching(choosing(selections, *value)).values("pk")))
            for number, value in enumerate(chunk)
        }
        results = filterset.queryset.model._base_manager.aggregate(**expressions)
        for number, (name, code) in enumerate(chunk):
            if results[f"n{number}"]:
                counts[name][code] = results[f"n{number}"]
    return counts


def choosing(selections, name, code):
    """The selections after choosing this value, in place of the others of its filter unless all are asked for."""
    old = selections.get(name, Selection())
    wanted = (*(v for v in old.wanted if v != code), code) if old.every else (code,)
    excluded = tuple(value for value in old.excluded if value != code)
    return {**selections, name: replace(old, wanted=wanted, excluded=excluded)}
