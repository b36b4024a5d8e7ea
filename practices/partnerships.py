"""Who works with whom: the named actors of most practices, and how often two of them take part in the same one."""

from dataclasses import dataclass, replace
from itertools import combinations
from math import cos, pi, sin

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Actor
from gcmhub.columns import ID, Column
from gcmhub.exports import label_column
from gcmhub.selections import Selection
from practices.addresses import list_query
from practices.matrix import SHADES, Cell, column_of

MOST_ACTORS = 25
WIDTHS = 4  # of the lines of the network
RADIUS, CENTRE_X, CENTRE_Y, LABEL = 260, 480, 320, 14  # units of the network; labels stand outside the circle
LONGEST = 28  # characters of a name beside the circle


def shown_as(actor):
    return actor.slug, actor.short_name, actor.generic


@dataclass(frozen=True)
class Member:
    """An actor with its number in the picture and how many practices it takes part in."""

    number: int
    code: str
    label: object
    short: str
    count: int
    url: str


@dataclass(frozen=True)
class Line:
    """Two actors of the network that work together."""

    text: str
    url: str
    width: int
    ends: tuple


@dataclass(frozen=True)
class Node:
    """The place of an actor on the circle."""

    member: Member
    x: int
    y: int
    label_x: int
    label_y: int
    side: str

    @property
    def name(self):
        short = self.member.short
        return short if len(short) <= LONGEST else f"{short[: LONGEST - 1].rstrip()}…"


class Partnerships:
    """The actors under the filters in use; every number is that of the list it leads to.

    Where all of several actors are asked for, or one, every number counts practices with them. Of several alternatives
    each would stand alone, as in the facets, so they restrict nothing here.
    """

    def __init__(self, answer):
        self.answer = answer
        self.filterset = answer.filterset
        asked = self.filterset.selections.get("actor", Selection())
        required = asked.wanted if asked.every or len(asked.wanted) == 1 else ()
        self.asked = replace(asked, wanted=required, every=True)

    @cached_property
    def bitmaps(self):
        """By actor its practices under all filters."""
        within, excluded = self.answer.kept("actor", self.asked), self.asked.excluded
        found = {code: b & within for code, b in self.answer.snapshot.values["actor"].items() if code not in excluded}
        return {code: bitmap for code, bitmap in found.items() if bitmap}

    @cached_property
    def members(self):
        named = {code: short for code, short, generic in self.records if not generic}
        labels = self.filterset.vocabularies["actor"]
        ranked = sorted(
            (code for code in self.bitmaps if code in named), key=lambda code: (-len(self.bitmaps[code]), code)
        )
        return [
            Member(n, code, labels.label_of(code), named[code], len(self.bitmaps[code]), self.url(code))
            for n, code in enumerate(ranked[:MOST_ACTORS], 1)
        ]

    @property
    def records(self):
        return self.answer.snapshot.names(Actor, shown_as).values()

    def url(self, *codes):
        wanted = tuple(dict.fromkeys((*self.asked.wanted, *codes)))
        selection = replace(self.asked, wanted=wanted, every=len(wanted) > 1)
        return list_query(self.filterset, {**self.filterset.selections, "actor": selection})

    @cached_property
    def counts(self):
        """How many practices two actors share, by their codes in either order."""
        found = {}
        for a, b in combinations([member.code for member in self.members], 2):
            found[a, b] = found[b, a] = self.bitmaps[a].intersection_cardinality(self.bitmaps[b])
        return found

    @property
    def most(self):
        return max(self.counts.values(), default=0) or 1

    def lines(self):
        """Each actor with its cells; None where it meets itself."""
        most = self.most
        for row in self.members:
            yield row, [None if row is column else self.cell(row, column, most) for column in self.members]

    def cell(self, row, column, most):
        count = self.counts[row.code, column.code]
        return Cell(count, self.url(row.code, column.code), -(-count * SHADES // most))

    @cached_property
    def nodes(self):
        found = {}
        for n, member in enumerate(self.members):
            angle = 2 * pi * n / len(self.members) - pi / 2
            x, y = cos(angle), sin(angle)
            side = "middle" if abs(x) < 0.01 else "start" if x > 0 else "end"
            found[member.code] = Node(member, *on_circle(x, y, RADIUS), *on_circle(x, y, RADIUS + LABEL), side)
        return found

    @cached_property
    def network(self):
        """The lines between actors that work together, thin ones first, so that none hides a thick one."""
        found = []
        for a, b in combinations(self.members, 2):
            if count := self.counts[a.code, b.code]:
                width = -(-count * WIDTHS // self.most)
                text = shared(a, b, count)
                ends = [(self.nodes[code].x, self.nodes[code].y) for code in (a.code, b.code)]
                found.append(Line(text, self.url(a.code, b.code), width, (*ends[0], *ends[1])))
        return sorted(found, key=lambda line: line.width)

    def as_table(self):
        """Columns and rows of the same as a file; an actor meets itself in all its practices."""
        codes = [member.code for member in self.members]
        rows = [
            [row.code, row.label.text, *(self.counts.get((row.code, code), row.count) for code in codes)]
            for row in self.members
        ]
        actor = Column("actor", None, help=ID.help)
        return [actor, label_column(actor), *map(column_of, self.members)], rows


def on_circle(x, y, radius):
    return round(CENTRE_X + radius * x), round(CENTRE_Y + radius * y)


def shared(a, b, count):
    counted = ngettext("%(n)d practice", "%(n)d practices", count) % {"n": count}
    return _("%(actor)s and %(other)s: %(count)s") % {"actor": a.label.text, "other": b.label.text, "count": counted}
