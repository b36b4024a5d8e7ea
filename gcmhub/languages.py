"""Which language a text is in, and what to show where the reader's language has none.

modeltranslation falls back when a field is read, but not in a lookup or an order: under French, `order_by("title")`
would put every untranslated record at one end. The expressions here fall back in the database in the same order.
"""

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps

from django.conf import settings
from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import escape, format_html
from django.utils.translation import get_language, get_language_info
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname

LANGUAGES = [code for code, _ in settings.LANGUAGES]
PREFERENCE = {
    code: list(dict.fromkeys([code, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES, *LANGUAGES])) for code in LANGUAGES
}


@dataclass(frozen=True)
class Text:
    """A text with the language it is in."""

    text: str
    language: str

    @property
    def is_fallback(self):
        return bool(self.text) and self.language != active_language()

    @property
    def direction(self):
        return direction(self.language)

    @cached_property
    def in_passing(self):
        """In HTML, without the mark that says in which language it is; remembered, as labels are printed often."""
        if not self.is_fallback:
            return escape(self.text)
        return format_html('<bdi lang="{}">{}</bdi>', self.language, self.text)


def active_language():
    language = get_language()
    return language if language in LANGUAGES else settings.LANGUAGE_CODE


def once_per_language(most):
    """Decorator: what a function gives in the reader’s language, remembered for so many arguments."""

    def decorate(function):
        @lru_cache(most)
        def known(language, *arguments):
            return function(*arguments)

        return wraps(function)(lambda *arguments: known(get_language(), *arguments))

    return decorate


def direction(language):
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


@once_per_language(1000)
def columns_of(field_name):
    """The columns of a translated field with their languages: the reader's, English, French, then the others."""
    return [(build_localized_fieldname(field_name, language), language) for language in PREFERENCE[active_language()]]


def translated(*field_names):
    """The columns of these fields in every language: what a reader sees may have fallen back to another language."""
    return [build_localized_fieldname(name, language) for name in field_names for language in LANGUAGES]


def text_of(record, field_name):
    """The text of a translated field in the best language that has one."""
    for column, language in columns_of(field_name):
        if text := getattr(record, column):
            return Text(text, language)
    return Text("", active_language())


def best(field_name):
    """The same choice as an expression: the text to order or label by."""
    texts = (NullIf(column, Value("")) for column, _ in columns_of(field_name))
    return Coalesce(*texts, Value(""), output_field=CharField())


def best_language(field_name):
    """The language that `best` takes the text from."""
    return Case(
        *(When(**{f"{column}__gt": ""}, then=Value(language)) for column, language in columns_of(field_name)),
        default=Value(active_language()),
        output_field=CharField(),
    )


def translated_names(model):
    """The names of the fields of `model` that have a column per language."""
    try:
        return set(translator.get_options_for_model(model).fields)
    except NotRegistered:
        return set()


def as_written(queryset):
    """The queryset without modeltranslation’s rewriting, which shuffles the columns of `values_list`."""
    return queryset.rewrite(False) if hasattr(queryset, "rewrite") else queryset


def alphabetical(text):
    """Sort key that puts é with e and is blind to case."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def page_language(request):
    """Template context: the language of the page, its direction, and its addresses in all languages."""
    language, address = active_language(), request.get_full_path()
    return {
        "language": language,
        "direction": direction(language),
        "languages": [(code, name, in_language(address, f"/{code}/")) for code, name in settings.LANGUAGES],
        "in_any_language": in_language(address, "/"),  # which leads to what the browser asks for
    }


def in_language(address, beginning):
    """Filters kept: addresses differ in their first part only."""
    here = f"/{get_language()}/"
    return f"{beginning}{address.removeprefix(here)}" if address.startswith(here) else address
