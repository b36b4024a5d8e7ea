"""Where something is recorded and where nothing: the values of one filter against those of another."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from gcmhub.columns import Column
from gcmhub.exports import label_column
from gcmhub.selections import Problem, choosing
from practices.addresses import list_query
from practices.filters import PracticeFilterSet

ROWS, COLUMNS = "objective", "region"  # what is crossed if nothing else is asked for
MOST_VALUES = 40  # on an axis; of longer filters those that give most
SHADES = 9


@dataclass(frozen=True)
class Axes:
    """The two filters that are crossed, and what of the request could not be understood."""

    rows: str
    columns: str
    problems: tuple = ()


def chosen_axes(data):
    names = PracticeFilterSet.code_filter_names()
    rows = data.get("rows") or ROWS
    columns = data.get("columns") or other_than(rows)
    allowed = _("Allowed: {codes}").format(codes=", ".join(names))
    problems = [
        Problem(key, name, allowed) for key, name in (("rows", rows), ("columns", columns)) if name not in names
    ]
    if rows == columns:
        problems.append(Problem("columns", columns, _("Choose another filter than for the rows.")))
    if not problems:
        return Axes(rows, columns)
    rows = rows if rows in names else ROWS
    return Axes(rows, other_than(rows), tuple(problems))


def other_than(rows):
    return COLUMNS if rows != COLUMNS else ROWS


@dataclass(frozen=True)
class Value:
    """A value on an axis: how many practices have it, and where their list is."""

    code: str
    label: object
    count: int
    url: str


@dataclass(frozen=True)
class Cell:
    """How many practices have both values; shades go from 1 to 9, 0 is none."""

    count: int
    url: str
    shade: int


class Matrix:
    """The table under the filters in use; every number is that of the list it leads to."""

    def __init__(self, answer, axes):
        self.answer = answer
        self.rows_name, self.columns_name = axes.rows, axes.columns
        self.filterset = answer.filterset

    @cached_property
    def rows(self):
        return self.values(self.rows_name)

    @cached_property
    def columns(self):
        return self.values(self.columns_name)

    def values(self, name):
        """Short filters whole, so that gaps show; of long ones what gives most."""
        counts, labels = self.answer.counts([name], [name])[name], self.filterset.vocabularies[name]
        codes = list(labels.values()) if self.filterset.code_filters[name].closed else sorted(counts, reverse=True)
        if len(codes) > MOST_VALUES:
            codes = sorted(codes, key=lambda code: -counts.get(code, 0))[:MOST_VALUES]
        return [
            Value(code, labels.label_of(code), counts.get(code, 0), self.address(choosing(self.selections, name, code)))
            for code in codes
        ]

    @property
    def selections(self):
        return self.filterset.selections

    def address(self, selections):
        return list_query(self.filterset, selections)

    @cached_property
    def counts(self):
        codes = [value.code for value in self.rows], [value.code for value in self.columns]
        return self.answer.crossed(self.rows_name, self.columns_name, *codes)

    def lines(self):
        """Each row with its cells."""
        most = max(self.counts.values(), default=0) or 1
        for row in self.rows:
            chosen = choosing(self.selections, self.rows_name, row.code)
            cells = []
            for column in self.columns:
                count = self.counts[row.code, column.code]
                url = self.address(choosing(chosen, self.columns_name, column.code))
                cells.append(Cell(count, url, -(-count * SHADES // most)))
            yield row, cells

    def as_table(self):
        """Columns and rows of the same as a file."""
        value = Column(self.rows_name, None, help=self.filterset.filters[self.rows_name].label)
        total = Column("total", None, help=_("How many practices belong to the row, under the filters in use."))
        counts = [[self.counts[row.code, column.code] for column in self.columns] for row in self.rows]
        rows = [[row.code, row.label.text, *cells, row.count] for row, cells in zip(self.rows, counts, strict=True)]
        return [value, label_column(value), *map(column_of, self.columns), total], rows


def column_of(value):
    """The column of a file under which stands how many practices have the value."""
    meaning = _("How many practices belong to the row and to “%(value)s”, under the filters in use.")
    return Column(value.code, None, help=meaning % {"value": value.label.text})
