"""The interface in six languages: nothing missing, nothing doubtful, nothing that broke on the way."""

import io
import pathlib
import re

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

ROOT = pathlib.Path(__file__).parent.parent
LOCALES = [to_locale(code) for code, _ in settings.LANGUAGES if code != "en"]
APPS = ["gcmhub", "objectives", "actors", "dialogues", "practices"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")
KEYWORDS = dict.fromkeys(("_", "gettext", "gettext_lazy"))
KEYWORDS |= dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2))
KEYWORDS |= {"pgettext": ((1, "c"), 2)}
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".jinja"))
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(script|style|code|pre)\b.*?</\1>|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"\{% (blocktranslate|trans)\b.*?\{% end\1 %\}", re.DOTALL)
READ_OUT = re.compile(r"""\b(?:title|alt|placeholder|aria-label|content|data-(?:copied|shown))="([^"]*)\"""")
NAMES = re.compile(  # and codes, which are the same in every language
    r"gcmhub|CC BY 4\.0|CSV|XLSX|JSON|RIS|BibTeX|ISO 3166(?:-1)?|M49|SDG|noindex|curl|Python|\bR\b|Excel"
    r"|width=device-width, initial-scale=1|website|article|https?://[^\s<]*|&\w+;"
)


def catalogue(locale):
    with (ROOT / "locale" / locale / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=locale)


def forms(value):
    return [value] if isinstance(value, str) else list(value)


def extracted(method, file):
    for _, found, _, _ in extract(method, file, KEYWORDS):
        yield found if isinstance(found, str) else found[0]


def strings_in_python():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield from extracted("python", io.BytesIO(path.read_bytes()))


def strings_in_templates():
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        if path.suffix == ".html":
            yield from extracted("python", io.BytesIO(templatize(text, origin=path).encode()))
        else:
            yield from extracted(babel_extract, io.BytesIO(text.encode()))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_string_is_translated_and_none_is_fuzzy(locale):
    messages = [message for message in catalogue(locale) if message.id]
    assert [message.id for message in messages if not all(forms(message.string))] == []
    assert [message.id for message in messages if "fuzzy" in message.flags] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_string_of_the_code_is_in_the_catalogue(locale):
    known = {forms(message.id)[0] for message in catalogue(locale) if message.id}
    assert {*strings_in_python(), *strings_in_templates()} - known == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_survive(locale):
    for message in catalogue(locale):
        if message.id:
            wanted = {tuple(sorted(PLACEHOLDER.findall(form))) for form in forms(message.id)}
            for form in forms(message.string):
                found = tuple(sorted(PLACEHOLDER.findall(form)))
                assert (message.id, found in wanted) == (message.id, True)


def test_the_strings_of_all_kinds_of_files_are_looked_at():
    """One that only Python has, one of a Django tag, of a Django block, of Jinja, of a block of Jinja."""
    found = {*strings_in_python(), *strings_in_templates()}
    assert found >= {
        "More than %(count)d parameters.",
        "Skip to content",
        "%(n)s practice names no country, so the map cannot show it.",
        "Download the list",
        'Content under <a rel="license" href="%(url)s">CC BY 4.0</a>. An independent knowledge base, not a publication '
        "of the United Nations.",
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_text_of_a_template_goes_past_gettext(path):
    source = CODE.sub("", TRANSLATED.sub("", path.read_text("utf-8")))
    texts = [*re.sub(r"<[^>]*>", "\n", source).split("\n"), *READ_OUT.findall(source)]
    assert [text for text in texts if re.search(r"[^\W\d_]", NAMES.sub("", text))] == []
