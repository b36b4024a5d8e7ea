"""Addresses of the site, each looked up once per language: a list prints thirty, a fifteenth of its time."""

from django.urls import reverse

from gcmhub.languages import once_per_language


@once_per_language(1000)
def url(name, *arguments):
    """As `reverse` gives it in the reader’s language, for names of pages and of files rather than of records."""
    return reverse(name, args=arguments)
