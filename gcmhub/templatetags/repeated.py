from django import template
from django.template import engines
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def repeated(context, name):
    """A part in Jinja, with all that this template knows."""
    return mark_safe(engines["jinja2"].get_template(name).render(context.flatten()))  # noqa: S308 -- Jinja has escaped
