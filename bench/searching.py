"""Full text search: what it finds against the same SQL alone, and the first page of hits with their snippets."""

from bench.report import goal, row
from bench.selections import WORD, fetched, forget, getter, list_address
from bench.timing import interleaved
from gcmhub.management.sample.texts import NAMES
from gcmhub.search import Query, found_ids, selection

KIND = "practice"
WORDS = {
    "a common word": WORD,
    "two common words": f"{WORD} recruitment",
    "a phrase": '"labour authorities"',
    "the beginning of a word": "recrui",
    "without a word": f"{WORD} -recruitment",
    "a rare word": NAMES[5000],
}
MOST_MS = 60  # for the first page


def measure(size, quick):
    repetitions, budget = (5, 1) if quick else (40, 6)
    for name, words in WORDS.items():
        sql, params = selection(KIND, Query.parse(words), "text")
        subjects = {
            "found": lambda words=words: found_ids(KIND, words),
            "sql": lambda sql=sql, params=params: fetched(sql, params),
            "page": getter(list_address(f"q={words.replace(' ', '+')}")),
        }
        times = interleaved(subjects, repetitions, budget, before=forget)
        yield row(
            "Search",
            search=f"{name}: {words}",
            hits=len(found_ids(KIND, words)),
            ids__SQL_alone=times["found"] / times["sql"],
            ids_ms=times["found"].ms,
            SQL_alone_ms=times["sql"].ms,
            first_page_ms=times["page"].ms,
            repetitions=times["page"].times,
        )
        if size == 100_000:
            yield goal(f"first page of a search, {name}", times["page"].ms, at_most=MOST_MS, unit=" ms")
