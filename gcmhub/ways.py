"""Ways on from a list to others near it: without one of its filters, with a value turned round, where more is found."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

MOST_OFFERED = 5


@dataclass(frozen=True)
class Chip:
    """An active filter with the addresses of the list without it, and with what it asks for excluded or the reverse."""

    name: str
    label: str
    value: object
    excluded: bool
    url: str
    turned: str = ""


@dataclass(frozen=True)
class Way:
    """To a list that has something: `left_out` are the chips of what it does not ask for."""

    url: str
    count: int
    left_out: list


def changed(query, **values):
    """The query string of the first page with these values in place of those it has."""
    copy = QueryDict(mutable=True)  # `copy()` would copy each text as well
    for name, found in lists(query, values).items():
        copy.setlist(name, found)
    return copy


def lists(query, values):
    """The same as lists of values by name."""
    found = dict(query.lists()) | values | {"page": []}
    found["all"] = [name for name in found.get("all", []) if found.get(name)]
    return found


def address(path, query):
    """Without a question mark where nothing is asked."""
    return encoded(path, dict(query.lists()))


def encoded(path, values_by_name):
    asked = query_string(values_by_name.items())
    return f"{path}?{asked}" if asked else path


def query_string(lists):
    """Of pairs of a name and its values."""
    return "&".join(pair(name, value) for name, values in lists for value in values)


@lru_cache(2000)
def pair(name, value):
    """Remembered: with seventeen values chosen, their addresses have 578 pairs, a quarter of the time of the page."""
    return urlencode({name: value})


def adding(name, query):
    """A relative address that asks for what the query string asks and for the value that follows."""
    here = address("", query)
    return f"{here}&{name}=" if here else f"?{name}="


def without(query, name, value):
    return {name: [other for other in query.getlist(name) if other != value]}


def turned(query, name, value):
    """With a code excluded that was asked for, or the reverse."""
    other = value.removeprefix("-") if value.startswith("-") else f"-{value}"
    return {name: [other if found == value else found for found in query.getlist(name)]}


def chips(filterset, path, query):
    """What is asked for, as far as it was understood; years and words are not turned round."""
    found = []
    for name, selection in filterset.selections.items():
        vocabulary, label = filterset.vocabularies[name], filterset.filters[name].label
        for code in selection.codes:
            excluded = code in selection.excluded
            value = f"-{code}" if excluded else code
            addresses = [encoded(path, lists(query, change(query, name, value))) for change in (without, turned)]
            found.append(Chip(name, label, vocabulary.label_of(code), excluded, *addresses))
    for name, f in filterset.filters.items():
        value = filterset.form.cleaned_data.get(name)
        if name not in filterset.code_filters and value not in (None, ""):
            url = address(path, changed(query, **{name: []}))
            found.append(Chip(name, f.label, value, False, url))
    return found


def wider(chips, path, query, count_of):
    """Where nothing is found: the list without one of the filters, those that give most first, else without any."""
    names = list(dict.fromkeys(chip.name for chip in chips))
    found = [way([name], chips, path, query, count_of) for name in names]
    if not any(one.count for one in found) and len(names) > 1:
        found = [way(names, chips, path, query, count_of)]
    return sorted((one for one in found if one.count), key=lambda one: -one.count)[:MOST_OFFERED]


def way(names, chips, path, query, count_of):
    wider_query = changed(query, **{name: [] for name in names})
    left_out = [chip for chip in chips if chip.name in names]
    return Way(address(path, wider_query), count_of(wider_query), left_out)
