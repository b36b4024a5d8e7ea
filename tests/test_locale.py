"""The interface in six languages: nothing missing, nothing doubtful, nothing that broke on the way."""

import ast
import pathlib
import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

ROOT = pathlib.Path(__file__).parent.parent
LOCALES = [to_locale(code) for code, _ in settings.LANGUAGES if code != "en"]
APPS = ["gcmhub", "objectives", "actors", "dialogues", "practices"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")
TRANSLATE_TAG = re.compile(r"""\{%\s*translate\s+"([^"]+)"|_\("([^"]+)"\)""")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}


def catalogue(locale):
    with (ROOT / "locale" / locale / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=locale)


def forms(value):
    return [value] if isinstance(value, str) else list(value)


def strings_in_python():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT
                if named and node.args and isinstance(node.args[0], ast.Constant) and "migrations" not in path.parts:
                    yield node.args[0].value


def strings_in_templates():
    for path in (ROOT / "templates").rglob("*.html"):
        for pair in TRANSLATE_TAG.findall(path.read_text("utf-8")):
            yield pair[0] or pair[1]


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
