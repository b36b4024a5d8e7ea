"""Jinja for what all lists print, which it does four times as fast: header and footer, filters, what stands above the
results, hits.

Measured on the list of practices (docs/benchmarks.md). All else is in Django’s templates, which take such a part in by
`{% repeated "….jinja" %}`.
"""

from django.templatetags.static import static
from django.utils.translation import gettext, ngettext
from jinja2 import Environment
from markupsafe import Markup

from gcmhub.addresses import url
from gcmhub.languages import once_per_language
from gcmhub.templatetags import facets, languages

OF_LANGUAGES = ("comma", "line", "name", "paragraphs", "plain", "prose", "text")


def translated(message, **values):
    """A message in the reader’s language, with its values if it has any; Jinja’s way takes a fifteenth of a list."""
    text = as_markup(message)
    return text % values if values else text


@once_per_language(2000)
def as_markup(message):
    return Markup(gettext(message))  # noqa: S704 -- ours, and what is put into it is escaped


def environment(**options):
    made = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 -- Django’s backend sets autoescape
    made.install_gettext_callables(gettext, ngettext, newstyle=True)
    made.globals["_"] = translated
    made.globals |= {name: getattr(languages, name) for name in OF_LANGUAGES}
    made.globals |= {"url": url, "static": static, "values": facets.values}
    return made
