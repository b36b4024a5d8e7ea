"""What a filterset finds and how many records each value would give: from the index, or from the database.

A value counts the records that match every other filter in use and have this value. In its own facet it stands alone
(several values are OR, so the others would add nothing to its number) unless all values are asked for; what is
excluded stays excluded. So the count of a value is the number of rows that one gets by choosing it, and only it.
"""

from collections import Counter, defaultdict
from functools import reduce
from itertools import chain, product

from django.utils.functional import cached_property
from pyroaring import BitMap

from gcmhub.bitmaps import NOTHING, Remaining
from gcmhub.counts import count
from gcmhub.facets import MOST_VALUES
from gcmhub.selections import Selection, choosing

FEW = 40  # if a filter has so many times more values than there are records, each is asked for its values
COUNTED_WHOLE = 64  # values; it takes longer to look which of so few can be among the most frequent than to count all


class DatabaseAnswer:
    """For lists without an index: a queryset, and counts in SQL."""

    def __init__(self, filterset):
        self.filterset = filterset
        self.records = filterset.qs

    def __len__(self):
        return self.records.count()

    def ids(self):
        return self.records.values_list("pk", flat=True)

    def counts(self, names, whole=()):
        return count(self.filterset, {name: self.filterset.code_filters[name] for name in names})

    def in_use(self, names, counts):
        return {name: len(counts[name]) for name in names}


class IndexAnswer:
    """From a snapshot of the index; a sequence of ids in the order of the filterset."""

    def __init__(self, snapshot, filterset):
        self.snapshot = snapshot
        self.filterset = filterset
        self.selections = filterset.selections
        self.group_of = {name: f.row_group or name for name, f in filterset.code_filters.items()}.__getitem__
        self.known = {}

    def __len__(self):
        return len(self.records)

    def __getitem__(self, part):
        return self.in_order(part.start or 0, None if part.stop is None else part.stop - (part.start or 0))

    def ids(self):
        return self.in_order()

    @cached_property
    def records(self):
        return reduce(BitMap.__and__, self.conditions.values(), self.snapshot.published)

    @cached_property
    def conditions(self):
        """The records that each group of filters in use admits, by the name of the group."""
        admitted = {group: self.under(group, self.selections) for group in map(self.group_of, self.selections)}
        return admitted | self.filterset.other_conditions(self.snapshot)

    def in_order(self, start=0, count=None):
        order = self.snapshot.in_order(self.filterset.order_within_tiers)
        found = []
        for tier in self.filterset.tiers(self.snapshot, self.records):
            found += order.within(tier, start, None if count is None else count - len(found))
            if count is not None and len(found) >= count:
                break
            start = max(start - len(tier), 0)
        return found

    def counts(self, names, whole=()):
        """By name and code. Of very long filters that are not in `whole`, only what can be among the most frequent."""
        return {name: self.counts_of(name, name in whole) for name in names}

    def in_use(self, names, counts):
        """How many values of each filter have a record at all."""
        return {name: len(self.snapshot.values[name]) for name in names}

    def counts_of(self, name, whole=True):
        mates = [other for other in self.selections if self.group_of(other) == self.group_of(name)]
        if mates and mates != [name]:
            return self.counts_on_the_same_row(name, mates)
        selection = self.selections.get(name, Selection())
        if not selection.is_plain:
            kept = Remaining(self.kept(name, selection), self.snapshot.published)
            counts = kept.counts(self.snapshot.sized(name))
            return counts | {code: self.count_if_chosen(name, code) for code in selection.codes}
        remaining, values = self.remaining(self.group_of(name)), self.snapshot.values[name]
        if remaining.records is self.snapshot.published:
            counts = self.snapshot.totals(name)  # nothing else is filtered
        elif whole or self.filterset.code_filters[name].closed or len(values) <= COUNTED_WHOLE:
            counts = remaining.counts(self.snapshot.sized(name))
        else:
            counts = self.counts_of_most(name, remaining)
        number_of = remaining.records.intersection_cardinality
        return counts | {code: number_of(values.get(code, NOTHING)) for code in selection.codes}

    def counts_of_most(self, name, remaining):
        """Without the values that cannot have as many records as the last of those shown."""
        values = self.snapshot.values[name]
        if len(remaining.records) * FEW < len(values) and self.snapshot.is_turned(name):
            counts = self.counts_of_few(name, remaining.records)
            return counts if len(counts) >= MOST_VALUES else dict.fromkeys(values, 0) | counts
        return remaining.counts_of_most(*self.snapshot.grouped(name))

    def counts_of_few(self, name, records):
        """From what each of a few records has."""
        codes_of = defaultdict(set)
        for rows, codes in self.snapshot.readings[name]:
            for pk, keys in self.snapshot.keys(rows, records).items():
                codes_of[pk].update(code for key in keys for code in codes(key))
        return Counter(chain.from_iterable(codes_of.values()))

    def others(self, *groups):
        """What all the filters outside these groups leave."""
        return self.remaining(*groups).records

    def remaining(self, *groups):
        """The same, for counting."""
        used = frozenset(groups).intersection(self.conditions)
        if used not in self.known:
            conditions = (bitmap for name, bitmap in self.conditions.items() if name not in used)
            records = reduce(BitMap.__and__, conditions, self.snapshot.published) if used else self.records
            self.known[used] = Remaining(records, self.snapshot.published)
        return self.known[used]

    def kept(self, name, selection):
        """What is left for a value besides those chosen: with all that is asked for, without what is excluded."""
        values, others = self.snapshot.values[name], self.others(self.group_of(name))
        required = (values.get(code, NOTHING) for code in (selection.wanted if selection.every else ()))
        excluded = (values.get(code, NOTHING) for code in selection.excluded)
        return reduce(BitMap.__sub__, excluded, reduce(BitMap.__and__, required, others))

    def counts_on_the_same_row(self, name, mates):
        codes, others = self.snapshot.values[name], self.others(self.group_of(name))
        if any(not self.selections[other].is_plain for other in mates):
            return {code: self.count_if_chosen(name, code) for code in codes}
        wanted = {other: self.selections[other].wanted for other in mates if other != name}
        having = self.having_by_code(name, wanted)
        return {code: others.intersection_cardinality(having.get(code, NOTHING)) for code in codes}

    def count_if_chosen(self, name, code):
        """By applying it, where exclusion or `all=` is in play."""
        group = self.group_of(name)
        return self.others(group).intersection_cardinality(self.under(group, choosing(self.selections, name, code)))

    def crossed(self, rows, columns, codes_of_rows, codes_of_columns):
        """By row and column: how many records choosing both values gives."""
        group, group_across = self.group_of(rows), self.group_of(columns)
        others = self.others(group, group_across)
        across = {code: self.under(group_across, choosing(self.selections, columns, code)) for code in codes_of_columns}
        counts = {}
        for row in codes_of_rows:
            chosen = choosing(self.selections, rows, row)
            here = others if group == group_across else self.under(group, chosen) & others
            for column in codes_of_columns:
                if group == group_across:  # both must be true of the same row of the table
                    across[column] = self.under(group, choosing(chosen, columns, column))
                counts[row, column] = here.intersection_cardinality(across[column])
        return counts

    def under(self, group, selections):
        """The records that the filters of one group admit under these selections."""
        return self.admitted([name for name in selections if self.group_of(name) == group], selections)

    def admitted(self, names, selections):
        """The records that the filters of one group admit together."""
        wanting = [name for name in names if selections[name].wanted]
        found = self.snapshot.published
        for values in product(*(selections[name].alternatives() for name in wanting)):
            found = found & self.having(dict(zip(wanting, values, strict=True))) if wanting else found
        for name in names:
            others = {other: selections[other].wanted for other in wanting if other != name}
            for code in selections[name].excluded:
                found = found - self.having({**others, name: (code,)})
        return found

    def having(self, wanted):
        """The records with a row that has, for each of these filters, one of its codes."""
        if len(wanted) == 1:
            [(name, codes)] = wanted.items()
            return BitMap.union(NOTHING, *(self.snapshot.values[name].get(code, NOTHING) for code in codes))
        name, codes = wanted.popitem()
        having = self.having_by_code(name, wanted)
        return BitMap.union(NOTHING, *(having.get(code, NOTHING) for code in codes))

    def having_by_code(self, name, wanted):
        """By code of one filter: the records with a row that has it and a code of each of the other filters."""
        group = self.group_of(name)
        names = self.filterset.row_groups()[group]
        tests = [(names.index(other), set(codes)) for other, codes in wanted.items()]
        found = {}
        for codes, bitmap in self.snapshot.values[group].items():
            if all(codes[position] in chosen for position, chosen in tests):
                code = codes[names.index(name)]
                found[code] = found[code] | bitmap if code in found else bitmap
        return found
