from django import template
from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from markupsafe import escape

from gcmhub.languages import text_of
from gcmhub.templatetags.languages import comma
from practices.choices import Kind, Role, Scope
from practices.dates import localized
from practices.index import INDEX

register = template.Library()

MOST_COUNTRIES = 4
SMALLEST_GROUPED = 10_000  # so that no year looks like a quantity


@register.simple_tag(takes_context=True)
def recorded(context, name, value):
    """How many published practices a value of one of their filters gives; for all values of a page as of one change."""
    request = context["request"]
    if not hasattr(request, "practices"):
        request.practices = INDEX.current()
    return request.practices.totals(name).get(str(value), 0)


@register.filter
def kind(practice):
    """What kind of practice a published one is, in words: `get_kind_display` takes 80 µs, and pages have a hundred."""
    return Kind(practice.kind).label


@register.simple_tag
def when(practice):
    """The dates in words: since 2016 · 2014 – 2016 · 22 January 2020 · until 2018."""
    started, ended = practice.started, practice.ended
    if started and started == ended:
        return localized(started)
    if started and ended:
        return f"{localized(started)} – {localized(ended)}"
    if ended:
        return _("until %(date)s") % {"date": localized(ended)}
    if practice.stage == "ongoing":
        return _("since %(date)s") % {"date": localized(started)}
    return localized(started)


@register.simple_tag
def where(practice):
    """The place and the countries, else the regions, else the scope; a long list is cut with its number."""
    names = [text_of(country, "name").text for country in practice.countries.all()]
    regions = [text_of(region, "name").text for region in practice.regions.all()]
    return places(text_of(practice, "place").text, names, regions, practice.scope)


def places(place, countries, regions, scope):
    """The same where the names are at hand."""
    names = sorted(countries) or sorted(regions)
    if len(names) > MOST_COUNTRIES:
        more = len(names) - MOST_COUNTRIES + 1
        names = [*names[: MOST_COUNTRIES - 1], _("%(count)d more") % {"count": more}]
    if place and place not in names:
        names = [place, *names]
    if not names:
        return _("Worldwide") if scope == Scope.GLOBAL else Scope(scope).label
    return mark_safe(comma().join(f"<bdi>{escape(name)}</bdi>" for name in names))  # noqa: S308 -- format_html_join takes three times as long


@register.filter
def actors_by_role(participations):
    """Pairs of role and actors, leads first."""
    actors = {role: [part.actor for part in participations if part.role == role] for role in Role}
    return [(role.label, actors[role]) for role in Role if actors[role]]


@register.simple_tag
def figure(key_figure):
    """The number as a reader of the language writes it, with how exact it is and its unit."""
    value = key_figure.value.normalize()
    whole = int(value) if value == value.to_integral() else value
    number = numberformat.format(
        whole,
        get_format("DECIMAL_SEPARATOR"),
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        force_grouping=whole >= SMALLEST_GROUPED,
    )
    unit = text_of(key_figure, "unit").text
    qualifier = key_figure.get_qualifier_display()
    return format_html("{}{}{}", f"{qualifier} " if qualifier else "", number, f"\u00a0{unit}" if unit else "")
