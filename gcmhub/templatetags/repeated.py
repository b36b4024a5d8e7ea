from django import template
from django.template import engines
from django.utils.safestring import mark_safe

from gcmhub.languages import once_per_language

register = template.Library()


@register.simple_tag(takes_context=True)
def repeated(context, name):
    """A part in Jinja, with all that this template knows."""
    return mark_safe(engines["jinja2"].get_template(name).render(context.flatten()))  # noqa: S308 -- Jinja has escaped


@register.simple_tag
@once_per_language(10)
def everywhere(name):
    """A part in Jinja that is the same on every page, printed once in each language."""
    return mark_safe(engines["jinja2"].get_template(name).render())  # noqa: S308 -- Jinja has escaped
