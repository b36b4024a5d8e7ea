"""Finding records by words: the same ones on SQLite and PostgreSQL (docs/architecture.md, Searching).

A record is found at a level: by its title, by its title, names and summary, or by anything that is searched of it.
`practices.documents` keeps the table that is looked in; the id of a document says of which record it is.
"""

# ruff: noqa: S608 -- the names of tables are ours; what was typed is in the parameters

import json
import re
from dataclasses import replace
from itertools import pairwise

from django.apps import apps
from django.db import connection
from django.db.models.expressions import RawSQL

from gcmhub.queries import LONGEST_QUERY, Query, Term
from gcmhub.snippets import snippet
from gcmhub.words import distance, fold, is_ideographic

__all__ = [
    "KINDS",
    "LEVELS",
    "LONGEST_QUERY",
    "Query",
    "best_ids",
    "found_ids",
    "matching",
    "snippet",
    "suggestion",
]

# The number of a kind is part of the ids in the table: add new ones at the end.
KINDS = ["practice", "actor", "objective", "action", "sdg-target", "person", "session", "source", "country"]
LEVELS = ["title", "names", "text"]  # each has an index of its own, which holds the levels before it too
PER_KIND = 2**40
TABLE = "practices_searchdocument"
SHORTEST_MISSPELT = 4  # letters; shorter words are near too many others
PAIR = 2  # words; what is longer, PostgreSQL's index only finds the pairs of
LIKELIEST = 3  # words tried in place of one that is not found


def first_id(kind):
    """Added to the id of a record, this is the id of its document."""
    return (KINDS.index(kind) + 1) * PER_KIND


def matching(kind, words, level="text"):
    """The records found, as an expression for `filter(pk__in=…)`."""
    return RawSQL(*selection(kind, Query.parse(words), level))  # noqa: S611 -- what was typed is in the parameters


def found_ids(kind, words, level="text"):
    """The ids of the records found, in no order."""
    return ids_of(kind, Query.parse(words), level)


def best_ids(kind, words, level):
    """The ids of records of which those that are found stand first. What is excluded is not looked for once more."""
    query = Query.parse(words)
    return ids_of(kind, replace(query, excluded=()) if query.terms else query, level)


def ids_of(kind, query, level):
    sql, params = selection(kind, query, level)
    with connection.cursor() as cursor:  # one array is read faster than a row for each
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT json_group_array(id) FROM ({sql})", params)
            return json.loads(cursor.fetchone()[0])
        cursor.execute(f"SELECT array_agg(id) FROM ({sql}) AS found", params)
        return cursor.fetchone()[0] or []


def finds_something(kind, words):
    sql, params = selection(kind, Query.parse(words), "text")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM ({sql}) AS found LIMIT 1", params)
        return cursor.fetchone() is not None


def selection(kind, query, level):
    """SQL with its parameters: the ids of the records that a query finds.

    What is excluded must not occur at any level, so that the records found by their title are among all those found.
    The index of all texts is therefore asked for both at once, which takes half the time; but for phrases that it does
    not have as they are.
    """
    if not query:
        return f"SELECT id FROM {TABLE} WHERE 1 = 0", ()
    first = first_id(kind)
    having = having_on_sqlite if connection.vendor == "sqlite" else having_on_postgresql
    excluded = Term.any_of(query.excluded) if query.excluded else None
    at_once = excluded and query.terms and level == "text" and excluded.longest <= PAIR
    if query.terms:
        sql, params = having(kind, query.terms, level, excluded if at_once else None)
    else:
        sql, params = f"SELECT id FROM {TABLE} WHERE id BETWEEN {first} AND {first + PER_KIND - 1}", ()
    if excluded and not at_once:
        without, more = having(kind, [excluded], "text")
        sql, params = f"{sql} EXCEPT {without}", (*params, *more)
    return f"SELECT id - {first} AS id FROM ({sql}) AS documents", params


def having_on_sqlite(kind, terms, level, excluded=None):
    """The documents that have all the terms, from the FTS5 index of the level."""
    first, index = first_id(kind), f"{TABLE}_{level}"
    expression = " AND ".join(any_of(term, fts5_phrase, " OR ") for term in terms)
    if excluded:
        expression = f"({expression}) NOT {any_of(excluded, fts5_phrase, ' OR ')}"
    among = f"rowid BETWEEN {first} AND {first + PER_KIND - 1}"
    return f"SELECT rowid AS id FROM {index} WHERE {index} MATCH %s AND {among}", (expression,)


def fts5_phrase(words, may_be_longer):
    return f'"{" ".join(words)}"' + (" *" if may_be_longer else "")


def having_on_postgresql(kind, terms, level, excluded=None):
    """The documents that have all the terms, from the GIN index of the level, which has words and pairs of them."""
    expression = " & ".join([f"kind_{KINDS.index(kind) + 1}", *(any_of(term, pairs, " | ") for term in terms)])
    if excluded:
        expression += f" & !{any_of(excluded, pairs, ' | ')}"
    longer = [any_of(term, written_out, "|") for term in terms if term.longest > PAIR]
    return f"SELECT id FROM {TABLE}_having('{level}', %s::tsquery, %s) AS found (id)", (expression, longer)


def pairs(words, may_be_longer):
    """A word, or every two neighbours of a phrase."""
    found = [f"_{one}_{other}" for one, other in pairwise(words)] or words
    return "(" + " & ".join(f"'{word}'" for word in found) + (":*)" if may_be_longer else ")")


def written_out(words, may_be_longer):
    """A regular expression; words are letters and digits only."""
    return f" {' '.join(words)}" + ("" if may_be_longer else " ")


def any_of(term, phrase, or_):
    alternatives = [phrase(words, False) for words in term.alternatives]
    return f"({or_.join(alternatives + [phrase(words, True) for words in term.beginnings])})"


def suggestion(kind, words):
    """What may have been meant: the words with those that nothing has put right, if that finds something, or None."""
    better = words
    for term in Query.parse(words).words:
        for word in term.written:
            if not finds_something(kind, word):
                right = next(nearest(kind, word), word)
                better = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", right, better)
    return better if better != words and finds_something(kind, better) else None


def nearest(kind, word):
    """Words of published texts that are spelt nearly so and find something, the likeliest first."""
    folded = fold(word)
    if len(folded) < SHORTEST_MISSPELT or is_ideographic(folded):
        return
    most = 1 if len(folded) < 2 * SHORTEST_MISSPELT - 2 else 2
    lengths = len(folded) - most, len(folded) + most
    known = apps.get_model("practices", "SearchWord").objects.filter(initial=folded[0], length__range=lengths)
    near = (
        (difference, -documents, written)
        for written, documents in known.values_list("written", "documents")
        if (difference := distance(folded, fold(written), most)) <= most
    )
    yield from (written for *_, written in sorted(near)[:LIKELIEST] if finds_something(kind, written))
