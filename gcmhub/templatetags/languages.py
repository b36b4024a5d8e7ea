from django import template
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from gcmhub.languages import once_per_language, text_of

register = template.Library()


@register.simple_tag
@once_per_language(10)
def comma():
    """What stands between the items of a list, with the space behind it where the language has one."""
    return _(", ")


@register.simple_tag
@once_per_language(10)
def colon():
    """What stands between a label and what it labels, with the spaces that the language has there."""
    return _(": ")


@register.simple_tag
def text(record, field_name):
    """A translated text in a line; where it falls back, with its language, direction and a mark."""
    return line(text_of(record, field_name))


def line(found, sought=None):
    """The same of a `Text`; the words that are `sought` are marked."""
    shown = sought.mark(found.text) if sought else found.text
    if not found.is_fallback:
        return shown
    return format_html('<span lang="{}" dir="{}">{}</span>{}', found.language, found.direction, shown, mark(found))


@register.simple_tag
def name(record, field_name="name"):
    """Like `text` without the mark, for names in passing: names need no translation."""
    return text_of(record, field_name).in_passing


@register.simple_tag
def plain(record, field_name="name"):
    """The bare text, for attributes."""
    return text_of(record, field_name).text


@register.simple_tag
def prose(record, field_name, marked=True):
    """A translated text in paragraphs; unmarked where the title above it carries the mark already."""
    found = text_of(record, field_name)
    return format_html("{}{}", paragraphs(found), mark(found)) if marked and found.is_fallback else paragraphs(found)


def paragraphs(found, sought=None):
    """A `Text` in paragraphs; the words that are `sought` are marked."""
    shown = sought.mark(found.text) if sought else escape(found.text)
    shown = mark_safe(linebreaks(shown) if "\n" in shown else f"<p>{shown}</p>")  # noqa: S308 -- escaped
    if not found.is_fallback:
        return shown
    return format_html('<div lang="{}" dir="{}">{}</div>', found.language, found.direction, shown)


def mark(found):
    language = get_language_info(found.language)["name_local"]
    return format_html(
        ' <small class="fallback" title="{}">{}</small>', _("Shown in %(language)s") % {"language": language}, language
    )
