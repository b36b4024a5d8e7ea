"""Filters as the page shows them: each value with its label and how many records choosing it gives.

Short facets are shown whole, even where a value has no record. Of long ones the values that give most are shown, and
those chosen; all of them if `show=` names the facet.
"""

from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

from gcmhub.languages import Text, once_per_language
from gcmhub.selections import Selection

MOST_VALUES = 10
NOTHING_CHOSEN = Selection()


class FacetValue(NamedTuple):
    """There are hundreds on a page; a tuple is made four times as fast as a frozen dataclass."""

    code: str
    label: Text
    count: int
    selected: bool
    excluded: bool


@dataclass(frozen=True)
class Facet:
    """One filter; `more` says how many of its values are not shown."""

    name: str
    label: str
    values: list
    selection: Selection
    can_ask_for_all: bool
    more: int = 0
    is_whole: bool = False

    @property
    def is_exhausted(self):
        """Nothing left to choose: the list must then be reachable by itself, to be scrolled by keyboard."""
        return not self.is_used and not any(value.count for value in self.values)

    @property
    def is_used(self):
        return bool(self.selection.codes)


def names_to_count(filterset, names, whole):
    """All but those that show nothing until somebody uses them or asks for them."""
    filters = filterset.code_filters
    return [name for name in names if not filters[name].on_demand or name in whole or name in filterset.selections]


def facets(filterset, counts, in_use, whole=()):
    """The facets of these counts (by name and code), those in `whole` with all their values.

    `in_use` says for each name how many values there are; where nothing was counted, only that is shown.
    """
    label = labels(type(filterset))
    return [
        facet(filterset, name, label[name], counts[name], in_use[name], name in whole)
        if name in counts
        else Facet(name, label[name], [], NOTHING_CHOSEN, True, more=in_use[name])
        for name in in_use
    ]


@once_per_language(100)
def labels(filterset_class):
    """What the filters are called."""
    return {name: str(filterset_class.base_filters[name].label) for name in filterset_class.code_filter_names()}


def facet(filterset, name, label, counts, in_use, whole=False):
    f = filterset.code_filters[name]
    vocabulary = filterset.vocabularies[name]
    selection = filterset.selections.get(name, NOTHING_CHOSEN)
    labels = vocabulary.values()
    counts = dict.fromkeys(selection.codes, 0) | counts
    codes = list(labels) if f.closed else vocabulary.in_order(counts)
    shown = codes if f.closed or whole else most_frequent(codes, counts, selection, keep_order=vocabulary.pattern)
    values = [
        FacetValue(
            code,
            labels.get(code) or vocabulary.label_of(code),
            counts.get(code, 0),
            code in selection.wanted,
            code in selection.excluded,
        )
        for code in shown
    ]
    more = max(in_use, len(codes)) - len(shown)
    return Facet(name, label, values, selection, f.many_per_record, more, whole and len(codes) > MOST_VALUES)


def most_frequent(codes, counts, selection, keep_order):
    """Those that give most, most first (years in their own order), and those chosen."""
    if len(codes) <= MOST_VALUES:
        return codes
    most = nlargest(MOST_VALUES, codes, key=counts.__getitem__)
    shown = [*most, *(code for code in selection.codes if code not in most)]
    return [code for code in codes if code in shown] if keep_order else shown
