"""Jinja for the parts that repeat many times on a page, facet values and hits: it prints them four times as fast.

Measured on the list of practices (docs/benchmarks.md). All else is in Django’s templates, which take such a part in by
`{% repeated "….jinja" %}`.
"""

from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from gcmhub.templatetags import languages


def environment(**options):
    made = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 -- Django’s backend sets autoescape
    made.install_gettext_callables(gettext, ngettext, newstyle=True)
    made.globals |= {name: getattr(languages, name) for name in ("text", "name", "plain", "prose")}
    return made
