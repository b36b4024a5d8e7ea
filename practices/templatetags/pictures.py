from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from practices.map import SMALL_DOT, marks, shapes

register = template.Library()


@register.simple_tag
def small_map(countries):
    """Where these countries are. It says no more than their names, which stand beside it, so it is not read out."""
    paths, dots = marks(countries)
    if not paths and not dots:
        return ""
    width, height = shapes()["width"], shapes()["height"]
    return format_html(
        '<figure class="whereabouts"><svg viewBox="0 0 {} {}" aria-hidden="true">'
        '<image href="{}" width="{}" height="{}"/>{}{}</svg>'
        '<figcaption class="caption"><a href="{}#designations">{}</a></figcaption></figure>',
        width,
        height,
        static("land.svg"),
        width,
        height,
        format_html_join("", '<path d="{}"/>', ((path,) for path in paths)),
        format_html_join("", '<circle cx="{}" cy="{}" r="{}"/>', ((x, y, SMALL_DOT) for x, y in dots)),
        reverse("practices:practice-map"),
        _("On the designations used"),
    )
