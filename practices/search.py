"""What is searched of practices, and the documents of everything that is searched."""

from django.db import transaction

import actors.search
import dialogues.search
import objectives.search
from gcmhub.search import PER_KIND, first_id
from gcmhub.searched import Searched
from practices.documents import SearchDocument, write
from practices.models import Practice

PRACTICE = Searched(
    "practice",
    Practice,
    Practice.objects.published,
    title=("title",),
    names=(
        "participations__actor__name",
        "participations__actor__acronym",
        "participations__actor__aliases",
        "place",
        "countries__name",
        "regions__name",
        "summary",
    ),
    text=(
        "context",
        "results",
        "lessons",
        "recommendations",
        "innovation",
        "editor_note",
        "key_figures__label",
        "presentations__person__name",
        "themes__name",
    ),
    shown_by=("status",),
)
SEARCHED = [PRACTICE, *actors.search.SEARCHED, *objectives.search.SEARCHED, *dialogues.search.SEARCHED]


@transaction.atomic
def write_all():
    """Bring every document up to date, after many records have changed at once."""
    for searched in SEARCHED:
        first = first_id(searched.kind)
        documents = SearchDocument.objects.filter(pk__range=(first, first + PER_KIND - 1)).values_list("pk", flat=True)
        records = searched.records().order_by().values_list("pk", flat=True)
        write(searched, sorted({*records, *(pk - first for pk in documents)}))
