"""Facets, total and first page: the index against bare SQL for ids and total alone, and against counting in SQL."""

from bench.report import goal, row
from bench.selections import (
    NAMES,
    bare_statements,
    begin,
    comparable,
    counts_in_sql,
    filterset_of,
    forget,
    from_the_index,
    selections,
)
from bench.timing import interleaved

ORDER = "sort=-updated"  # there is a covering index for it: the order that is cheapest for SQL


def measure(size, quick):
    for name, query in selections().items():
        yield from measured(size, name, query, quick)
        if "q=" in query:
            yield from measured(size, f"{name}, asked again", query, quick, again=True)


def measured(size, name, query, quick, again=False):
    filterset = filterset_of(f"{query}&{ORDER}")
    ids, total = bare_statements(filterset)
    compare(filterset, ids, total)

    subjects = {
        "index": lambda: from_the_index(filterset),
        "ids": ids,
        "total": total,
        "counts": lambda: counts_in_sql(filterset),
    }

    def before(name):
        if name == "index":  # SQL keeps its connection
            (begin if again else forget)()

    turns = (10, 1) if quick else (60, 6)
    times = interleaved(subjects, *turns, before=before, turn=0.1)
    bare = times["ids"].ms + times["total"].ms
    yield row(
        "Facets",
        selection=name,
        hits=total(),
        index__SQL_ids_and_total=times["index"].ms / bare,
        index__counting_in_SQL=times["index"] / times["counts"],
        index_ms=times["index"].ms,
        index_after_the_others_ms=times["index"].first_ms,
        SQL_ids_ms=times["ids"].ms,
        SQL_total_ms=times["total"].ms,
        counting_in_SQL_ms=times["counts"].ms,
        repetitions=f"{times['index'].times} / {times['counts'].times}",
    )
    yield from goals(size, name, query, times["index"].ms, bare)


def goals(size, name, query, index, bare):
    if size != 100_000 or "q=" in query:
        return
    yield goal(f"facets, total and first ids, {name}", index, at_most=1.2, unit=" ms")
    yield goal(f"facets ÷ SQL ids and total, {name}", index / bare, at_most=0.05 if query else 0.25)


def compare(filterset, ids, total):
    """What is fast must also be right."""
    counts, found, first = from_the_index(filterset, whole=NAMES)
    assert found == total(), (found, total())
    assert first == ids(), (first, ids())
    assert comparable(filterset, counts) == comparable(filterset, counts_in_sql(filterset))
