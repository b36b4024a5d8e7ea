"""The ids of records in an order of the database, from which a page is cut without asking the database.

The ids lie in blocks, each with a bitmap of what is in it. So a page of a few records among many, or one far behind,
skips whole blocks; and a record that moves changes one block. Where it belongs, the database decides, whose collation
nobody else knows: it sorts the record among a few others, then among those between the two next to it.
"""

from array import array
from itertools import chain

from pyroaring import BitMap

BLOCK = 512  # ids
PROBES = 24  # ids that the database sorts at once; with 64 an edit took a quarter longer
MOST_MOVES = 20  # beyond that it is quicker to read the whole order anew


class Order:
    """Never changed in place: readers keep theirs while a new one is made."""

    def __init__(self, blocks):
        self.blocks = blocks

    @classmethod
    def of(cls, ids):
        ids = array("I", ids)  # as pyroaring keeps them: whole numbers below 2³²
        return cls([block(ids[start : start + BLOCK]) for start in range(0, len(ids), BLOCK)])

    def __iter__(self):
        return chain.from_iterable(ids for ids, _ in self.blocks)

    def within(self, wanted, start=0, count=None):
        """The wanted ids in this order, from `start` on."""
        found = []
        for ids, bitmap in self.blocks:
            here = bitmap.intersection_cardinality(wanted)
            if here <= start:
                start -= here
                continue
            found += (list(bitmap & wanted) if here == 1 else [pk for pk in ids if pk in wanted])[start:]
            start = 0
            if count is not None and len(found) >= count:
                return found[:count]
        return found

    def moved(self, changed, present, sort):
        """The order after these records changed, of which those present are in it; `sort` sorts ids in the database."""
        order = Order([without(part, changed) for part in self.blocks])
        order.blocks = [part for part in order.blocks if part[0]]
        for pk in present:
            order.insert(pk, sort)
        return order

    def insert(self, pk, sort):
        number = position([ids[0] for ids, _ in self.blocks], pk, sort)
        if not self.blocks:
            self.blocks.append(block(array("I", [pk])))
            return
        number = max(number - 1, 0)
        ids = self.blocks[number][0]
        at = position(ids, pk, sort)
        grown = ids[:at] + array("I", [pk]) + ids[at:]
        halves = [grown] if len(grown) <= 2 * BLOCK else [grown[:BLOCK], grown[BLOCK:]]
        self.blocks[number : number + 1] = [block(half) for half in halves]


def block(ids):
    return ids, BitMap(ids)


def without(part, changed):
    ids, bitmap = part
    return block(array("I", [pk for pk in ids if pk not in changed])) if bitmap.intersect(changed) else part


def position(ids, pk, sort):
    """How many of these ids, which are in order, come before this one."""
    low, high = 0, len(ids)
    while low < high:
        step = max((high - low) // PROBES, 1)
        probes = range(low, high, step)
        before = sort([pk, *(ids[probe] for probe in probes)]).index(pk)
        if step == 1:
            return low + before
        if before == 0:
            return low
        low, high = probes[before - 1] + 1, probes[before] if before < len(probes) else high
    return low
