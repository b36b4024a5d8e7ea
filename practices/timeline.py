"""Practices by the year in which they started, or ended where nothing else is known."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from gcmhub.columns import Column
from practices.addresses import list_query

BOUND = "year_min"  # the filter that reads a practice as this picture does
MOST_YEARS = 40  # that stand alone; all before them are one bar
BAR, WIDTH, HEIGHT = 20, 28, 180  # units of a bar, of its place, of the highest


@dataclass(frozen=True)
class Bar:
    """The practices of one year, or of all years before the first that stands alone."""

    label: str
    count: int
    url: str
    x: int
    height: int
    is_labelled: bool

    @property
    def y(self):
        return HEIGHT - self.height

    @property
    def text(self):
        counted = ngettext("%(n)d practice", "%(n)d practices", self.count) % {"n": self.count}
        return _("%(place)s: %(count)s") % {"place": self.label, "count": counted if self.count else _("none recorded")}


class Timeline:
    """The years under the filters in use; every number is that of the list it leads to."""

    bar, place, height = BAR, WIDTH, HEIGHT

    def __init__(self, answer):
        self.answer = answer
        self.filterset = answer.filterset

    @cached_property
    def by_year(self):
        """The bitmaps of all practices by year, as the bounds of the list read them."""
        found = {int(year): bitmap & self.answer.records for year, bitmap in self.answer.snapshot.values[BOUND].items()}
        return {year: bitmap for year, bitmap in found.items() if bitmap}

    @cached_property
    def years(self):
        """The years that stand alone, those without any practice too."""
        if not self.by_year:
            return range(0)
        last = max(self.by_year)
        return range(max(min(self.by_year), last - MOST_YEARS + 1), last + 1)

    @cached_property
    def undated(self):
        return len(self.answer.records) - sum(map(len, self.by_year.values()))

    @cached_property
    def earlier(self):
        return sum(len(bitmap) for year, bitmap in self.by_year.items() if year < self.years[0])

    @cached_property
    def width(self):
        return WIDTH * len(self.bars)

    @cached_property
    def bars(self):
        """In the order of time; drawn from the side where reading begins."""
        found = [(str(year), len(self.by_year.get(year, ())), self.url(year, year)) for year in self.years]
        if self.by_year and self.earlier:
            first = self.years[0]
            found.insert(0, (_("before %(year)s") % {"year": first}, self.earlier, self.url(None, first - 1)))
        most = max((count for _, count, _ in found), default=0)
        places = range(len(found)) if not get_language_bidi() else reversed(range(len(found)))
        return [
            Bar(label, count, url, place * WIDTH, round(HEIGHT * count / most), label.isdigit() and not int(label) % 5)
            for place, (label, count, url) in zip(places, found, strict=True)
        ]

    def spans(self):
        """The bars as lines of a table; years in a row without any practice are one line."""
        for has_any, bars in groupby(self.bars, lambda bar: bar.count > 0):
            first, *others = list(bars)
            if has_any or not others:
                yield from [first, *others]
            else:
                yield replace(first, label=f"{first.label}–{others[-1].label}")

    def url(self, first, last):
        bounds = {"year_max": last} if first is None else {"year_min": first, "year_max": last}
        return list_query(self.filterset, self.filterset.selections, **bounds)

    def as_table(self):
        """Columns and rows of the same as a file: each year that has practices, none gathered."""
        rows = [[year, len(self.by_year[year])] for year in sorted(self.by_year)]
        started = _("The year in which they started, or ended where the start is not known.")
        counted = _("How many practices belong to the row, under the filters in use.")
        return [Column("year", None, help=started), Column("practices", None, help=counted)], rows
