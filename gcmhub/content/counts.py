"""How many practices each part of each document has given, as the table that docs/content.md shows."""

import re
from collections import defaultdict

from django.utils import translation

from gcmhub.codes import natural_order
from practices.models import Practice
from practices.parts import Citation

START, END = "<!-- made by count_content -->\n", "<!-- end -->\n"


def chapter(citation):
    """The first part of a locator: chapter 3 of “chapter 3, Whole-of-society approach”."""
    return re.split(r"[,(]", citation.locator_en or "")[0].strip().lower() or "whole"


def table():
    """Markdown; a practice that several chapters describe counts in each of them, and once in the total."""
    practices = defaultdict(set)
    for citation in Citation.objects.filter(practice__status="published").select_related("source"):
        practices[citation.source.slug, chapter(citation)].add(citation.practice_id)
    rows = sorted(practices.items(), key=lambda row: (natural_order(row[0][0]), natural_order(row[0][1])))
    lines = [f"| `{source}` | {part} | {len(found)} |" for (source, part), found in rows]
    total = Practice.objects.published().count()
    return "\n".join(["| document | part | practices |", "|---|---|---:|", *lines, f"| all | | {total} |"]) + "\n"


def put_into(text):
    """The text of a document with the table between its marks renewed."""
    before, _, rest = text.partition(START)
    with translation.override("en"):
        return f"{before}{START}{table()}{END}{rest.partition(END)[2]}"
