"""The facet index of published practices, one per process."""

from gcmhub.bitmaps import Rows
from gcmhub.index import FacetIndex
from practices import changes
from practices.choices import Status
from practices.filters import PracticeFilterSet
from practices.models import Practice

INDEX = FacetIndex(
    PracticeFilterSet,
    Practice.objects.published(),
    (Rows(Practice, "status", record="id"), (Status.PUBLISHED,)),
    changes,
)
