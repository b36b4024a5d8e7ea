from django import template
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from gcmhub.languages import text_of

register = template.Library()


@register.simple_tag
def text(record, field_name, sought=None):
    """A translated text in a line; where it falls back, with its language, direction and a mark.

    The words that are `sought` are marked.
    """
    found = text_of(record, field_name)
    shown = sought.mark(found.text) if sought else found.text
    if not found.is_fallback:
        return shown
    return format_html('<span lang="{}" dir="{}">{}</span>{}', found.language, found.direction, shown, mark(found))


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
def prose(record, field_name, marked=True, sought=None):
    """A translated text in paragraphs; unmarked where the title above it carries the mark already."""
    found = text_of(record, field_name)
    shown = sought.mark(found.text) if sought else escape(found.text)
    paragraphs = mark_safe(linebreaks(shown))  # noqa: S308 -- escaped, or by `mark`
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
def url_in(context, language=""):
    """This page, filters kept, in another language: addresses differ in their first part only.

    Without a language, the address that leads to the one that the browser asks for.
    """
    address = context["request"].get_full_path()
    here = f"/{get_language()}/"
    there = f"/{language}/" if language else "/"
    return f"{there}{address.removeprefix(here)}" if address.startswith(here) else address
