"""How many practices each part of each document has given, as the table that docs/content.md shows."""

import re
from collections import defaultdict

from django.utils import translation

from gcmhub.codes import natural_order
from practices.models import Practice
from practices.parts import Citation

START, END = "<!-- made by count_content -->\n", "<!-- end -->\n"
CITED = "cited in "  # so the locator begins for a publication that is known from a document only


def chapter(citation):
    """The first part of a locator: chapter 3 of “chapter 3, Whole-of-society approach”."""
    return re.split(r"[,(]", citation.locator_en or "")[0].strip().lower() or "whole"


def table():
    """Markdown; a practice that several chapters describe counts in each of them, and once in the total."""
    parts, publications = [], []
    for citation in Citation.objects.filter(practice__status="published").select_related("source"):
        (publications if (citation.locator_en or "").startswith(CITED) else parts).append(citation)
    total = Practice.objects.published().count()
    rows = [*rows_of_documents(parts), row_of_publications(publications), f"| all | | {total} |"]
    return "\n".join(["| document | part | practices |", "|---|---|---:|", *rows]) + "\n"


def rows_of_documents(citations):
    practices = defaultdict(set)
    for citation in citations:
        practices[citation.source.slug, chapter(citation)].add(citation.practice_id)
    rows = sorted(practices.items(), key=lambda row: (natural_order(row[0][0]), natural_order(row[0][1])))
    return [f"| `{source}` | {part} | {len(found)} |" for (source, part), found in rows]


def row_of_publications(citations):
    """How many publications the documents cite, and how many practices these back."""
    publications = {citation.source_id for citation in citations}
    practices = {citation.practice_id for citation in citations}
    return f"| publications that they cite: {len(publications)} | | {len(practices)} |"


def put_into(text):
    """The text of a document with the table between its marks renewed."""
    before, _, rest = text.partition(START)
    with translation.override("en"):
        return f"{before}{START}{table()}{END}{rest.partition(END)[2]}"
