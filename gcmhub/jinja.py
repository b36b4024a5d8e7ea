"""Jinja for what all lists print, which it does four times as fast: header and footer, facets, chips, hits.

Measured on the list of practices (docs/benchmarks.md). All else is in Django’s templates, which take such a part in by
`{% repeated "….jinja" %}`.
"""

from django.templatetags.static import static
from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from gcmhub.addresses import url
from gcmhub.templatetags import facets, languages

OF_LANGUAGES = ("comma", "line", "name", "paragraphs", "plain", "prose", "text")


def environment(**options):
    made = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 -- Django’s backend sets autoescape
    made.install_gettext_callables(gettext, ngettext, newstyle=True)
    made.globals |= {name: getattr(languages, name) for name in OF_LANGUAGES}
    made.globals |= {"url": url, "static": static, "values": facets.values}
    return made
