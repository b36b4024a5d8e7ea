from django import template
from django.urls import translate_url
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from gcmhub.languages import text_of

register = template.Library()


@register.simple_tag
def text(record, field_name):
    """A translated text in a line; where it falls back, with its language, direction and a mark."""
    found = text_of(record, field_name)
    if not found.is_fallback:
        return found.text
    return format_html('<span lang="{}" dir="{}">{}</span>{}', found.language, found.direction, found.text, mark(found))


@register.simple_tag
def name(record, field_name="name"):
    """Like `text` without the mark, for names in passing: names need no translation."""
    found = text_of(record, field_name)
    if not found.is_fallback:
        return found.text
    return format_html('<bdi lang="{}">{}</bdi>', found.language, found.text)


@register.simple_tag
def plain(record, field_name="name"):
    """The bare text, for attributes."""
    return text_of(record, field_name).text


@register.simple_tag
def prose(record, field_name, marked=True):
    """A translated text in paragraphs; unmarked where the title above it carries the mark already."""
    found = text_of(record, field_name)
    paragraphs = mark_safe(linebreaks(found.text, autoescape=True))  # noqa: S308 -- escaped by linebreaks
    if not found.is_fallback:
        return paragraphs
    return format_html(
        '<div lang="{}" dir="{}">{}</div>{}', found.language, found.direction, paragraphs, mark(found) if marked else ""
    )


def mark(found):
    language = get_language_info(found.language)["name_local"]
    return format_html(
        ' <small class="fallback" title="{}">{}</small>', _("Shown in %(language)s") % {"language": language}, language
    )


@register.simple_tag(takes_context=True)
def url_in(context, language):
    """This page, filters kept, in another language."""
    return translate_url(context["request"].get_full_path(), language)
