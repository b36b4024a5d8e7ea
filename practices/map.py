"""The map: how many practices each country has. Drawn once into `world.svg` (vendor/README.md), coloured here."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from gcmhub.columns import Column
from gcmhub.exports import label_column
from gcmhub.selections import choosing
from practices.addresses import list_query
from practices.choices import Scope

SHADES = 4
WIDE_SCOPES = (Scope.REGIONAL, Scope.INTERREGIONAL, Scope.GLOBAL)
DRAWING = "world.svg"  # in static/: the page takes each country from it, by its code
SMALL_DOT = 24  # radius on a small map, so that a city State can be seen


@cache
def shapes():
    """The size of the drawing; by code the path of a country, or the place of the dot that stands for it."""
    drawing = (Path(__file__).parent.parent / "static" / DRAWING).read_text("utf-8")
    width, height = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing).groups()
    dots = re.findall(r'<circle id="([A-Z]{2})" cx="(\d+)" cy="(\d+)"', drawing)
    return {
        "width": int(width),
        "height": int(height),
        "shapes": dict(re.findall(r'<path id="([A-Z]{2})" d="([^"]+)"', drawing)),
        "dots": {code: (int(x), int(y)) for code, x, y in dots},
    }


@dataclass(frozen=True)
class Place:
    """A country or territory on the map; shades go from 1 to 4, 0 is none recorded."""

    code: str
    label: object
    count: int
    url: str
    shade: int
    is_chosen: bool

    @property
    def text(self):
        counted = ngettext("%(n)d practice", "%(n)d practices", self.count) % {"n": self.count}
        return _("%(place)s: %(count)s") % {
            "place": self.label.text,
            "count": counted if self.count else _("none recorded"),
        }


@dataclass(frozen=True)
class Shade:
    """A colour of the legend and the numbers that it stands for."""

    number: int
    first: int
    last: int

    def __str__(self):
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def shades_up_to(most):
    """At most four classes, each some times as wide as the one before, as a few countries have very many."""
    lasts = sorted({round(most ** (step / SHADES)) for step in range(1, SHADES + 1)}) if most else []
    firsts = [1, *(last + 1 for last in lasts)]
    return [
        Shade(round(SHADES * (n + 1) / len(lasts)), first, last)
        for n, (first, last) in enumerate(zip(firsts, lasts, strict=False))
    ]


class WorldMap:
    """The countries under the filters in use; every number is that of the list it leads to."""

    def __init__(self, answer):
        self.answer = answer
        self.filterset = answer.filterset
        self.width, self.height = shapes()["width"], shapes()["height"]
        self.drawing = static(DRAWING)

    @cached_property
    def counts(self):
        return self.answer.counts(["country"], ["country"])["country"]

    @cached_property
    def shades(self):
        return shades_up_to(max(self.counts.values(), default=0))

    @cached_property
    def places(self):
        """Every country and territory, in alphabetical order."""
        labels = self.filterset.vocabularies["country"].values()
        return [self.place(code, label) for code, label in labels.items()]

    def place(self, code, label):
        count, selections = self.counts.get(code, 0), self.filterset.selections
        return Place(
            code,
            label,
            count,
            list_query(self.filterset, choosing(selections, "country", code)) if count else "",
            next((shade.number for shade in self.shades if shade.first <= count <= shade.last), 0),
            "country" in selections and code in selections["country"].wanted,
        )

    @property
    def drawn(self):
        """Shapes, then dots, each without any practice first, so that none hides one that says something."""
        in_order = sorted(self.places, key=lambda place: place.count > 0)
        return [place for kind in ("shapes", "dots") for place in in_order if place.code in shapes()[kind]]

    @cached_property
    def recorded(self):
        """The countries that have practices, those with most first."""
        return sorted((place for place in self.places if place.count), key=lambda place: -place.count)

    @property
    def unrecorded(self):
        return [place for place in self.places if not place.count]

    @cached_property
    def without_country(self):
        """How many practices no country on the map has, as they name a region or the whole world."""
        located = BitMap.union(BitMap(), *self.answer.snapshot.values["country"].values())
        return len(self.answer.records - located)

    def wide_scopes(self):
        """The scopes of practices that are in no single country: label, count and query string of each."""
        counts, labels = self.answer.counts(["scope"])["scope"], self.filterset.vocabularies["scope"]
        return [
            (
                labels.label_of(scope).text,
                counts.get(scope, 0),
                list_query(self.filterset, choosing(self.filterset.selections, "scope", scope)),
            )
            for scope in WIDE_SCOPES
            if counts.get(scope)
        ]

    def as_table(self):
        """Columns and rows of the same as a file: every country, those without any practice too."""
        country = Column("country", None, help=_("Two letters of ISO 3166-1."))
        counted = Column("practices", None, help=_("How many practices belong to the row, under the filters in use."))
        rows = [[place.code, place.label.text, place.count] for place in self.places]
        return [country, label_column(country), counted], rows


def marks(countries):
    """For a small map: paths of these countries, and the places of dots for those too small."""
    codes = [country.code for country in countries]
    return [[shapes()[kind][code] for code in codes if code in shapes()[kind]] for kind in ("shapes", "dots")]
