"""Datasette on the same SQLite file: what somebody who has such data would put on the web instead.

It is given one flat table with lists as JSON, so that it needs no joins, and five facets; the site counts all its
facets. Both are asked over HTTP, one request after the other, by the same client.
"""

import csv
import http.client
import io
import sqlite3
from contextlib import closing
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from bench.report import goal, row
from bench.selections import all_counts, common, list_address
from bench.servers import datasette, get, gunicorn, served
from bench.timing import interleaved
from bench.whole_table import LINKED, ONLY, PAGE_OF_PRACTICE, REGIONS, best, title_language
from tests.postgres import free_port

TABLE = "bench_practices"
FACETS = [("_facet", "kind"), ("_facet", "year")]
FACETS += [("_facet_array", name) for name in ("objectives", "countries", "actor_types")]
PAGE = ("_size", 20)
COUNTRIES, OTHERS = 40, 200  # more than are asked for, as the site keeps pages
WARMING = 4  # pages that the site makes before its turn, as the other's may have filled the caches of the processor
GENEROUS = {"sql_time_limit_ms": 60_000, "facet_time_limit_ms": 60_000, "max_csv_mb": 0}
GOALS = {10_000: 10, 100_000: 100}


def measure(size, quick):
    if connection.vendor != "sqlite":
        return
    make_table(connection.settings_dict["NAME"])
    with gunicorn("gcmhub.wsgi", "--workers", "1", "--threads", "4") as site, peer() as theirs:
        countries = common(all_counts(), "country", COUNTRIES + OTHERS)
        other = asker(site, [list_address(f"country={country}") for country in countries[COUNTRIES:]])

        def warm(name):
            for _ in range(WARMING if name == "ours" else 0):
                other()

        times = interleaved(pages(site, theirs, countries[:COUNTRIES]), *((5, 2) if quick else (30, 40)), before=warm)
        yield from page_rows(size, times)
        files = {
            "ours": asker(site, [reverse("practices:practice-export")]),
            "file": asker(theirs, [f"{table_address()}.csv?_stream=on&_size=max"]),
        }
        records = {name: len(list(csv.reader(io.StringIO(ask().decode())))) for name, ask in files.items()}
        assert records["ours"] == records["file"], records
        turns = 3 if quick else 5 if size > 10_000 else 20  # shorter times vary more
        times = interleaved(files, turns, 2 if quick else 30)
        faster = times["file"] / times["ours"]
        yield row("Datasette", what="CSV, everything", times_as_fast=faster, **both(times, "file"))
        if size in GOALS:
            yield goal("CSV, times as fast as Datasette", faster, at_least=2)


def page_rows(size, times):
    faster = times["facets"] / times["ours"]
    yield row("Datasette", what="a page with facets (its 5, our all)", times_as_fast=faster, **both(times, "facets"))
    yield row(
        "Datasette",
        what="a page, its own without facets",
        times_as_fast=times["page"] / times["ours"],
        **both(times, "page"),
    )
    if size in GOALS:
        yield goal("page with facets, times as fast as Datasette", faster, at_least=GOALS[size])


def both(times, theirs):
    return {"ours_ms": times["ours"].ms, "Datasette_ms": times[theirs].ms, "repetitions": times[theirs].times}


def table_address():
    return f"/{Path(connection.settings_dict['NAME']).stem}/{TABLE}"


def pages(site, theirs, countries):
    """The same question to both, for another country each time."""
    filters = [("countries__arraycontains", country) for country in countries]
    return {
        "ours": asker(site, [list_address(f"country={country}") for country in countries]),
        "facets": asker(theirs, [f"{table_address()}?{urlencode([PAGE, *FACETS, chosen])}" for chosen in filters]),
        "page": asker(theirs, [f"{table_address()}?{urlencode([PAGE, chosen])}" for chosen in filters]),
    }


def asker(port, addresses):
    addresses = cycle(addresses)

    def ask():  # over a connection of its own: while the other takes its turn, this one would be closed as idle
        response, body = get(http.client.HTTPConnection("127.0.0.1", port), next(addresses))
        assert response.status == 200, (response.status, body[:300])
        return body

    return ask


def peer():
    port = free_port()
    settings = [str(part) for name, value in GENEROUS.items() for part in ("--setting", name, value)]
    command = [datasette(), "serve", connection.settings_dict["NAME"], "--port", str(port), *settings]
    return served([*command, "--setting", "suggest_facets", "off"], port, "/-/versions.json")


def make_table(path):
    """One row per published practice with all that the file of the site has, links as JSON lists of codes."""
    lists = ", ".join(f"({json_list(*LINKED[name], ONLY.get(name))}) AS {name}" for name in LINKED)
    own = "slug AS id, kind, scope, stage, started, ended, evidence, licence, updated_at AS updated"
    texts = f"{best('title')} AS title, {best('summary')} AS summary, {title_language()} AS title_language"
    more = f"substr(started, 1, 4) AS year, {PAGE_OF_PRACTICE} AS url, of_regions.codes AS regions"
    regions = REGIONS.format(joined="json_group_array(slug)")
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"DROP TABLE IF EXISTS {TABLE}")
        base.execute(
            f"CREATE TABLE {TABLE} AS WITH RECURSIVE {regions} SELECT {own}, {texts}, {more}, {lists}"  # noqa: S608
            " FROM practices_practice p LEFT JOIN of_regions ON of_regions.practice_id = p.id"
            " WHERE status = 'published'"
        )
        base.execute(f"CREATE UNIQUE INDEX {TABLE}_id ON {TABLE} (id)")
        base.commit()


def json_list(table, key, records, code, only):
    where = f"link.practice_id = p.id{f' AND {only}' if only else ''}"
    return f"SELECT json_group_array(DISTINCT CAST(r.{code} AS text)) FROM {table} link JOIN {records} r ON r.id = link.{key} WHERE {where}"  # noqa: E501, S608
