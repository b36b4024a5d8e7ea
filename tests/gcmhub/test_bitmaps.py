"""Which keys a record has, read off the bitmaps and from those turned round; and which values have most records."""

from unittest.mock import patch

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from gcmhub.bitmaps import Remaining, Turned, grouped, renewed, sized, turned_round
from gcmhub.facets import MOST_VALUES
from practices.filters import OBJECTIVES, PARTICIPATIONS

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


@given(
    table=st.dictionaries(st.integers(0, 200), st.sets(PKS, min_size=1, max_size=8), max_size=60),
    drawn=st.sets(PKS),
    long_list=st.sampled_from([1, 4, 256]),
)
def test_the_most_frequent_values_are_counted_and_all_others_are_rarer(table, drawn, long_list):
    bitmaps = bitmaps_of(table)
    published = BitMap().union(*bitmaps.values())
    brute = {code: len(pks & drawn) for code, pks in table.items()}
    with patch("gcmhub.bitmaps.LONG_LIST", long_list):
        values, remaining = sized(bitmaps, published), Remaining(BitMap(drawn) & published, published)
    assert remaining.counts(values) == brute

    counts = remaining.counts_of_most(*grouped(values, bitmaps, published))
    assert counts == {code: brute[code] for code in counts}
    least = sorted([0] * MOST_VALUES + list(brute.values()))[-MOST_VALUES]
    assert {code for code, count in brute.items() if count >= least} <= set(counts)


@pytest.mark.parametrize("number", [1, 100, 2000, 5000, 30_000, 99_000])
def test_lists_and_bits_give_the_same_counts(number):
    """Of sizes that are lists, lists better replaced by the others, and bits; in two parts of 65,536."""
    published = BitMap(range(1, 100_001))
    sizes = [1, 300, 600, 5000, 9000, 20_000, 70_000, 100_000]
    bitmaps = {size: BitMap(range(1, 100_001, 100_000 // size)) for size in sizes}
    records = BitMap(pk * 7919 % 100_003 for pk in range(number)) & published
    values = sized(bitmaps, published)
    assert {value.outside for value in values} == {True, False}
    assert Remaining(records, published).counts(values) == {size: len(b & records) for size, b in bitmaps.items()}


def test_rare_values_are_not_counted():
    """A hundred values with ten records each, and a thousand that have none of the records asked for.

    Four of these are in the group in which the others end.
    """
    common = {f"common {n}": BitMap(range(n, n + 10)) for n in range(100)}
    bitmaps = common | {f"rare {n}": BitMap([1000 + n]) for n in range(1000)}
    published = BitMap(range(2000))
    remaining = Remaining(BitMap(range(200)), published)
    counts = remaining.counts_of_most(*grouped(sized(bitmaps, published), bitmaps, published))
    assert set(counts) == {*common, "rare 0", "rare 1", "rare 2", "rare 3"}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL groups in memory")
@pytest.mark.parametrize("rows", [PARTICIPATIONS, OBJECTIVES])
def test_the_largest_tables_are_read_in_the_order_of_an_index(rows):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {rows.sql(0, len(rows.columns), '')}")
        [plan] = [detail for *_, detail in cursor]  # a second line would be that of a sort
    assert "USING COVERING INDEX" in plan
