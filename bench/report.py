"""The rows that a measurement gives, and the Markdown page made of them."""

import re
from collections import defaultdict
from pathlib import Path

TEMPLATE = Path(__file__).parent / "page.md"


def row(table, **cells):
    """A line of a table; underscores in the names of its columns stand for spaces, `__` for a division sign."""
    return {"table": table, "cells": cells}


def goal(name, measured, at_most=None, at_least=None, unit=""):
    """A goal with what was measured."""
    met = measured <= at_most if at_least is None else measured >= at_least
    wanted = f"≤ {number(at_most)}{unit}" if at_least is None else f"≥ {number(at_least)}{unit}"
    return row("Goals", goal=name, wanted=wanted, measured=f"{number(measured)}{unit}", met="yes" if met else "**no**")


def number(value):
    """Three significant digits, with separators."""
    if value is None or value != value:
        return "–"
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):g}"


def heading(name):
    return re.sub("_", " ", name.replace("__", " ÷ "))


def markdown_table(rows):
    names = list(dict.fromkeys(name for cells in rows for name in cells))
    lines = [f"| {' | '.join(map(heading, names))} |", f"|{'---|' * len(names)}"]
    lines += [f"| {' | '.join(number(cells.get(name)) for name in names)} |" for cells in rows]
    return "\n".join(lines)


def growth(rows):
    """How the median page grows from size to size, for each selection."""
    by_selection = defaultdict(dict)
    for cells in rows:
        by_selection[cells["database"], cells["page"]][cells["practices"]] = cells["page_ms"]
    for (database, page), times in by_selection.items():
        smallest = min(times)
        columns = {f"at_{size:,}": times[size] / times[smallest] for size in sorted(times)}
        yield row("Growth", database=database, page=page, **columns)
        if {10_000, 100_000} <= set(times) and page.startswith("list"):
            name = f"{page}, {database}: time at 100,000 ÷ time at 10,000"
            yield goal(name, times[100_000] / times[10_000], at_most=1.3)


def page(results, facts):
    """docs/benchmarks.md: the text of page.md with the tables in their places."""
    tables = defaultdict(list)
    for result in results:
        tables[result["table"]].append(result["cells"])
    for result in list(growth(tables["Pages"])):
        tables[result["table"]].append(result["cells"])
    tables["Machine"] = [{"what": name, "value": value} for name, value in facts.items()]

    def filled(match):
        if not tables[match[1]]:
            return "" if match[2] else "*Not measured in this run.*"
        return markdown_table(tables[match[1]])

    text = re.sub(r"<!-- (\w+)(\??) -->", filled, TEMPLATE.read_text("utf-8"))
    return re.sub(r"\n{3,}", "\n\n", text)
