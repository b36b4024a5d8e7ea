"""Which keys a record has: read off the bitmaps, and from those turned round."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from gcmhub.bitmaps import Turned, renewed, turned_round

PKS = st.integers(1, 40)
TABLES = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.sets(PKS, min_size=1), min_size=1)


def bitmaps_of(sets):
    return {key: BitMap(pks) for key, pks in sets.items()}


def keys_of(sets, pk):
    return [key for key, pks in sets.items() if pk in pks]


@given(table=TABLES, asked=st.sets(PKS))
def test_the_keys_of_each_record(table, asked):
    found = turned_round(bitmaps_of(table), BitMap(asked))
    assert {pk: found[pk] for pk in asked} == {pk: keys_of(table, pk) for pk in asked}
    turned = Turned(bitmaps_of(table))
    assert {pk: turned.of(pk) for pk in range(50)} == {pk: keys_of(table, pk) for pk in range(50)}


@given(table=TABLES, changes=st.lists(st.tuples(st.sets(PKS, min_size=1), TABLES), max_size=3))
def test_after_changes_each_record_has_the_keys_it_has_now(table, changes):
    bitmaps = bitmaps_of(table)
    turned = before = Turned(bitmaps)
    first = {pk: before.of(pk) for pk in range(50)}
    for pks, table_now in changes:
        changed = BitMap(pks)
        now = {key: bitmap & changed for key, bitmap in bitmaps_of(table_now).items() if bitmap.intersect(changed)}
        had = {key for pk in changed for key in turned.of(pk)}
        turned = turned.after(now, changed)
        bitmaps = renewed(bitmaps, now, had, changed)
    found = turned_round(bitmaps, BitMap(range(50)))
    assert {pk: sorted(turned.of(pk)) for pk in range(50)} == {pk: sorted(found[pk]) for pk in range(50)}
    assert {pk: before.of(pk) for pk in range(50)} == first
    assert not [key for key, bitmap in bitmaps.items() if not bitmap]
