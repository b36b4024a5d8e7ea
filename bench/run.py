"""The one command: `python -m bench.run [--sizes 1000,10000] [--databases sqlite] [--quick] [--write FILE]`.

Fills a base of each size on each database (kept in `--data` for the next run), measures every topic in a process of
its own, and writes the tables with the goals beside them.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.databases import ROOT, copy_of, in_file, in_server, postgresql_server
from bench.report import page
from bench.servers import chromium, datasette, sqlite3, wrk
from bench.timing import load, machine, pace
from tests.postgres import binaries

TOPICS = ["facets", "pages", "searching", "files", "indexing", "http_pages", "browsing", "peer"]
PROGRAMS = {"files": sqlite3, "http_pages": wrk, "browsing": chromium, "peer": datasette}
WRITE = {"indexing", "peer"}  # into a copy of the base


def arguments():
    parser = argparse.ArgumentParser(description="Measure the site; see docs/benchmarks.md.")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of sample practices, in this order")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--topics", default=",".join(TOPICS))
    parser.add_argument("--quick", action="store_true", help="1,000 practices and few repetitions: does it run at all?")
    parser.add_argument("--write", metavar="FILE", type=Path, help="instead of printing")
    parser.add_argument("--data", metavar="DIR", type=Path, default=Path(tempfile.gettempdir()) / "gcmhub-bench")
    return parser.parse_args()


def main():
    options = arguments()
    check_programs(options)
    sizes = [1000] if options.quick else [int(size) for size in options.sizes.split(",")]
    folder = options.data.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    started, results, paces = time.monotonic(), [], []
    with ExitStack() as stack:
        bases = makers(stack, options.databases.split(","), folder)
        for size in sizes:
            for make in bases:
                results += of_base(make, size, options, paces)
                facts = facts_of_run(options, sizes, time.monotonic() - started, paces)
                text = page(sorted(results, key=lambda result: result["cells"]["practices"]), facts)
                if options.write:  # after each base, in case the next one is never finished
                    options.write.write_text(text, "utf-8")
    if not options.write:
        print(text)
    sys.exit(any(result["table"] == "Failures" for result in results))


def check_programs(options):
    """Before the hours of measuring rather than after."""
    for topic in options.topics.split(","):
        PROGRAMS.get(topic, str)()


def makers(stack, kinds, folder):
    """For each database, the function that gives a base of a size."""
    made = {"sqlite": lambda size: in_file(folder, size)}
    if "postgresql" in kinds:
        server = stack.enter_context(postgresql_server(folder))
        made["postgresql"] = lambda size: in_server(folder, size, server)
    return [made[kind] for kind in kinds]


def of_base(make, size, options, paces):
    tell(f"{size} practices: making the base …")
    database, filled = make(size)
    if filled:
        yield filled
    database.manage("collectstatic", "--noinput", "--verbosity", 0)
    for topic in options.topics.split(","):
        paces.append(pace())
        tell(f"{size} practices, {database.kind}: {topic} (load {load()}, pace {paces[-1]:.2f})")
        if topic in WRITE:
            with copy_of(database) as copy:
                yield from measured(topic, copy, options.quick)
        else:
            yield from measured(topic, database, options.quick)


def measured(topic, database, quick):
    command = [sys.executable, "-m", "bench.topic", topic, str(database.size), *(["--quick"] if quick else [])]
    child = subprocess.run(command, cwd=ROOT, env=database.environment, stdout=subprocess.PIPE, text=True, check=False)
    if child.returncode:  # the others go on; hours of measuring should not be lost
        tell(f"{topic} failed")
        yield {"table": "Failures", "cells": {"practices": database.size, "database": database.kind, "topic": topic}}
    for line in child.stdout.splitlines():
        result = json.loads(line)
        cells = {"practices": database.size, "database": database.kind, **result["cells"]}
        yield {"table": result["table"], "cells": cells}


def facts_of_run(options, sizes, seconds, paces):
    chosen = f"--sizes {options.sizes} --databases {options.databases} --topics {options.topics}"
    command = f"python -m bench.run {'--quick' if options.quick else chosen}"
    programs = {"SQLite": said(sys.executable, "-c", "import sqlite3; print(sqlite3.sqlite_version)")}
    if "peer" in options.topics:
        programs["Datasette"] = said(datasette(), "--version").split()[-1]
    if "postgresql" in options.databases:
        programs["PostgreSQL"] = said(binaries() / "postgres", "--version").split()[2]
    run = {"Run": f"{datetime.date.today()}, `{command}`, {seconds / 60:.0f} minutes, load at the end {load()}"}
    run |= {"Pace": f"ten million additions in Python took {min(paces):.2f} to {max(paces):.2f} s between the topics"}
    return machine() | programs | run | {"Sizes": ", ".join(f"{size:,}" for size in sizes)}


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def tell(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gcmhub.settings")
    main()
