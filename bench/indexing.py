"""The index: how long it takes to build and how large it is, how soon an edit is seen, and whether it is ever wrong."""

import gc
import json
import statistics
import subprocess
import sys
from functools import partial

from bench.race import READERS, WRITERS
from bench.report import goal, row
from bench.selections import NAMES, filterset_of, selections
from bench.timing import memory, taken
from gcmhub.answers import IndexAnswer
from practices.index import INDEX
from practices.models import Practice

ORDERS = ["title", "-updated", "updated", "-started", "started"]
FIRST_PAGE = """
import django; django.setup()
from bench.selections import getter, list_address
getter(list_address())()
"""


def build(order):
    """As the first request of a process does it."""
    INDEX.snapshot = None
    return taken(partial(INDEX.current, order))


def measure(size, quick):
    order = filterset_of("").order_within_tiers
    gc.collect()
    before = memory()
    first = build(order)
    grown = memory() - before
    with_counts = grown + counts_added()
    with_orders = with_counts + orders_added()
    builds = [first, *(build(order) for _ in range(2 if quick else 6))]
    refreshes = list(edits(order, 5 if quick else 40))
    starts = [taken(first_page) for _ in range(2 if quick else 5)]
    build_s, refresh = statistics.median(builds), 1000 * statistics.median(refreshes)
    yield row(
        "Index",
        build_s=build_s,
        memory_MB=grown,
        memory_once_all_is_counted_MB=with_counts,
        memory_with_all_orders_MB=with_orders,
        edit_visible_ms=refresh,
        start_of_the_process_to_first_page_s=statistics.median(starts),
        repetitions=f"{len(builds)} / {len(refreshes)} / {len(starts)}",
    )
    if size == 100_000:
        yield goal("index, build", build_s, at_most=3, unit=" s")
        yield goal("index, memory once all is counted", with_counts, at_most=60, unit=" MB")
        yield goal("index, an edit visible", refresh, at_most=5, unit=" ms")
    yield from race(quick)


def counts_added():
    """Once values are counted, many are kept as bits, too."""
    before = memory()
    filterset = filterset_of(selections()["B a common country"])
    IndexAnswer(INDEX.current(), filterset).counts(NAMES)
    return memory() - before


def orders_added():
    before = memory()
    for sort in ORDERS:
        INDEX.current(filterset_of(f"sort={sort}").order_within_tiers)
    return memory() - before


def edits(order, number):
    """How long the first request after an edit waits for the index to take it in."""
    for practice in Practice.objects.published().filter(slug__startswith="sample-")[:number]:
        practice.kind = "service" if practice.kind != "service" else "tool"
        practice.title_en = f"Edited {practice.title_en}"
        practice.skip_history_when_saving = True
        practice.save()
        yield taken(partial(INDEX.current, order))


def first_page():
    subprocess.run([sys.executable, "-c", FIRST_PAGE], check=True)


def race(quick):
    """Processes that write and processes that compare the index with SQL, all at once."""
    command = [sys.executable, "-m", "bench.topic", "race"]
    seconds = 3 if quick else 60
    processes = [
        subprocess.Popen([*command, str(seconds), str(number)], stdout=subprocess.PIPE, text=True)
        for number in range(WRITERS + READERS)
    ]
    said = [process.communicate()[0] for process in processes]
    assert not any(process.returncode for process in processes)
    results = [json.loads(text) for text in said]
    compared = [result for result in results if "answers" in result]
    wrong = sum(result["wrong"] for result in compared)
    yield row(
        "Race",
        seconds=seconds,
        edits=sum(result.get("edits", 0) for result in results),
        answers_compared=sum(result["answers"] for result in compared),
        seen_changed=sum(result["versions"] for result in compared),
        wrong=wrong,
    )
    yield goal("index, wrong answers while others write", wrong, at_most=0)
