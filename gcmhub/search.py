"""Finding words in records. For now each word must occur somewhere in the texts that an app declares."""

from django.db.models import Q
from modeltranslation.utils import build_localized_fieldname

from gcmhub.languages import LANGUAGES

LONGEST_QUERY = 200  # characters; SQLite refuses patterns beyond 50 kB, and nobody searches for a page


def translated(*field_names):
    """Lookups of every language column: what a reader sees may have fallen back to another language."""
    return [build_localized_fieldname(name, language) for name in field_names for language in LANGUAGES]


def containing(words, lookups):
    """The condition that every word occurs in at least one of the columns, in any case."""
    condition = Q()
    for word in words.split():
        anywhere = Q()
        for lookup in lookups:
            anywhere |= Q(**{f"{lookup}__icontains": word})
        condition &= anywhere
    return condition
