"""Ways on from a list to others near it: without one of its filters, with a value turned round, where more is found."""

from dataclasses import dataclass
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
    lists = dict(query.lists()) | values | {"page": []}
    lists["all"] = [name for name in lists.get("all", []) if lists.get(name)]
    copy = QueryDict(mutable=True)  # `copy()` would copy each text as well
    for name, found in lists.items():
        copy.setlist(name, found)
    return copy


def address(path, query):
    """Without a question mark where nothing is asked."""
    encoded = urlencode(list(query.lists()), doseq=True)
    return f"{path}?{encoded}" if encoded else path


def adding(name, query):
    """A relative address that asks for what the query string asks and for the value that follows."""
    here = address("", query)
    return f"{here}&{name}=" if here else f"?{name}="


def without(query, name, value):
    return changed(query, **{name: [other for other in query.getlist(name) if other != value]})


def turned(query, name, value):
    """With a code excluded that was asked for, or the reverse."""
    other = value.removeprefix("-") if value.startswith("-") else f"-{value}"
    return changed(query, **{name: [other if found == value else found for found in query.getlist(name)]})


def chips(filterset, path, query):
    """What is asked for, as far as it was understood; years and words are not turned round."""
    found = []
    for name, selection in filterset.selections.items():
        vocabulary, label = filterset.vocabularies[name], filterset.filters[name].label
        for code in selection.codes:
            excluded = code in selection.excluded
            value = f"-{code}" if excluded else code
            addresses = [address(path, change(query, name, value)) for change in (without, turned)]
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
