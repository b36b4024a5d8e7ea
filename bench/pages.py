"""Whole pages inside one process, all middleware included: time, queries, bytes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.report import goal, row
from bench.selections import begin, forget, getter, list_address, selections
from bench.timing import interleaved
from practices.models import Practice

MOST_QUERIES = 12
OTHER_LISTS = {
    "the objectives": "objectives:objective-list",
    "the SDG targets": "objectives:target-list",
    "the actors": "actors:actor-list",
    "the countries": "actors:country-list",
    "the people": "dialogues:person-list",
}


def measure(size, quick):
    sample = Practice.objects.published().filter(slug__startswith="sample-").first()
    asked = {f"{'search' if 'q=' in query else 'list'}, {name}": query for name, query in selections().items()}
    lists = {name: getter(list_address(query)) for name, query in asked.items()}
    others = {"a practice": sample.get_absolute_url(), **{name: reverse(view) for name, view in OTHER_LISTS.items()}}
    subjects = lists | {name: getter(address) for name, address in others.items()}
    turns = (8, 1) if quick else (60, 6)
    times = interleaved(subjects, *turns, before=forget, turn=0.1)
    again = {f"{name}, its practices printed before": get for name, get in lists.items()}
    again["a kept page"] = getter(list_address(), kept=True)
    times |= interleaved(again, *turns, before=begin, turn=0.1)
    for name, get in (subjects | again).items():
        if name in subjects:
            forget()
        with CaptureQueriesContext(connection) as queries:
            content = get()
        yield row(
            "Pages",
            page=name,
            page_ms=times[name].ms,
            page_after_another_ms=times[name].first_ms,
            queries=len(queries),
            kB=len(content) / 1000,
            repetitions=times[name].times,
        )
        if name in lists:
            yield goal(f"queries of a page, {name}", len(queries), at_most=MOST_QUERIES)
            if size == 10_000 and name.startswith("list"):
                yield goal(f"page in process, {name}", times[name].ms, at_most=8, unit=" ms")
