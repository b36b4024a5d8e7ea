"""Addresses of the list of practices and of the pictures of it, with the filters in use kept."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gcmhub.addresses import url
from gcmhub.ways import address, changed

OF_ONE_PAGE = ("page", "rows", "columns", "drawing")  # means nothing to the list or to another picture
PICTURES = {  # by name of the view
    "practices": (_("List"), "practices:practice-list"),
    "map": (_("Map"), "practices:practice-map"),
    "matrix": (_("Matrix"), "practices:practice-matrix"),
    "timeline": (_("Timeline"), "practices:practice-timeline"),
    "partnerships": (_("Partnerships"), "practices:practice-partnerships"),
}


@dataclass(frozen=True)
class Picture:
    """A way to look at the practices under the filters in use."""

    label: str
    url: str
    is_this: bool


def pictures(name, data):
    """The list and the pictures of it under the filters of this request; `name` is the one shown."""
    asked = address("", without_page(data))
    return [Picture(label, url(view) + asked, key == name) for key, (label, view) in PICTURES.items()]


def without_page(data):
    return changed(data, **{name: [] for name in OF_ONE_PAGE})


def list_query(filterset, selections, **values):
    """The query string of the list under these selections, with these values of the filters that have no codes."""
    query = without_page(filterset.data)
    for key in ("all", *filterset.code_filters):
        query.pop(key, None)
    for name, selection in selections.items():
        query.setlist(name, [*selection.wanted, *(f"-{code}" for code in selection.excluded)])
    query.setlist("all", [name for name, selection in selections.items() if selection.every])
    for name, value in values.items():
        query[name] = value
    return query.urlencode()
