"""What a reader sees where the reader's language has no text; Python and the database must choose alike."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db.models.functions import Lower
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from gcmhub.codes import natural_order
from gcmhub.languages import (
    LANGUAGES,
    Text,
    active_language,
    alphabetical,
    best,
    best_language,
    columns_of,
    direction,
    in_language,
    page_language,
    text_of,
    translated_names,
)
from objectives.models import Theme
from practices.models import Practice
from tests.factories import ThemeFactory

UNSAFE = "<script>alert('x')</script> & \"more\""


def theme(**names):
    """A theme with a name in these languages only."""
    names = {"zh_hans" if language == "zh-hans" else language: name for language, name in names.items()}
    return Theme(
        slug="x", **{f"name_{language}": None for language in ("en", "fr")} | {f"name_{k}": v for k, v in names.items()}
    )


def shown(source, record, language="en"):
    with translation.override(language):
        return Template("{% load languages %}" + source).render(Context({"record": record}))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["en", "fr", "es", "ar", "ru", "zh-hans"]),
        ("fr", ["fr", "en", "es", "ar", "ru", "zh-hans"]),
        ("ar", ["ar", "en", "fr", "es", "ru", "zh-hans"]),
        ("zh-hans", ["zh-hans", "en", "fr", "es", "ar", "ru"]),
    ],
)
def test_the_readers_language_then_english_then_french_then_any(language, expected):
    with translation.override(language):
        assert columns_of("title") == [(f"title_{code.replace('-', '_')}", code) for code in expected]


def test_without_a_language_it_is_english():
    for language in (None, "de", "fr-ca"):
        with translation.override(language):
            assert active_language() == "en"


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        ({"en": "Health", "fr": "Santé"}, "fr", Text("Santé", "fr")),
        ({"en": "Health", "fr": "Santé"}, "ru", Text("Health", "en")),
        ({"fr": "Santé", "ru": "Здоровье"}, "en", Text("Santé", "fr")),
        ({"ar": "صحة", "ru": "Здоровье"}, "en", Text("صحة", "ar")),
        ({"zh-hans": "健康"}, "fr", Text("健康", "zh-hans")),
        ({"en": "", "fr": "Santé"}, "en", Text("Santé", "fr")),
        ({}, "fr", Text("", "fr")),
    ],
)
def test_a_text_comes_with_its_language(names, language, expected):
    with translation.override(language):
        found = text_of(theme(**names), "name")
        assert found == expected
        assert found.is_fallback == (found.text != "" and found.language != language)


@pytest.mark.django_db
@hypothesis(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["", "a", "Zé", "أ", "é"]), max_size=6),
    language=st.sampled_from(LANGUAGES),
)
def test_the_database_chooses_the_same_text(names, language):
    record = theme(**names)
    record.slug = "chosen"
    Theme.objects.filter(slug="chosen").delete()
    record.save()
    with translation.override(language):
        rows = Theme.objects.filter(slug="chosen").annotate(text=best("name"), language=best_language("name"))
        found = rows.get()
        assert Text(found.text, found.language) == text_of(record, "name")


@pytest.mark.django_db
def test_untranslated_records_stand_in_their_place_in_the_alphabet():
    for slug, english, french in [("b", "Borders", "Frontières"), ("c", "Children", None), ("d", None, "Diaspora")]:
        ThemeFactory(slug=slug, name_en=english, name_fr=french)
    with translation.override("fr"):
        themes = Theme.objects.order_by(Lower(best("name")))
        assert [text_of(record, "name").text for record in themes] == ["Children", "Diaspora", "Frontières"]


def test_the_direction_is_that_of_the_text():
    assert [direction(language) for language in LANGUAGES] == ["ltr", "ltr", "ltr", "rtl", "ltr", "ltr"]
    assert Text("صحة", "ar").direction == "rtl"


def test_a_page_knows_its_language():
    with translation.override("ar"):
        known = page_language(RequestFactory().get("/ar/practices/?q=x"))
    assert (known["language"], known["direction"], known["in_any_language"]) == ("ar", "rtl", "/practices/?q=x")
    assert known["languages"] == [(code, name, f"/{code}/practices/?q=x") for code, name in settings.LANGUAGES]


def test_models_know_what_is_translated():
    assert translated_names(Theme) == {"name"}
    assert "place" in translated_names(Practice)
    assert translated_names(SimpleNamespace) == set()


def test_the_alphabet_is_blind_to_accents_and_case():
    assert sorted(["zoo", "État", "eta", "Été", "Ecole"], key=alphabetical) == ["Ecole", "eta", "État", "Été", "zoo"]


def test_codes_stand_in_the_order_of_their_numbers():
    codes = ["10.c", "8.10", "23a", "8.8", "9b", "10.7", "1.a", "1.1"]
    assert sorted(codes, key=natural_order) == ["1.1", "1.a", "8.8", "8.10", "9b", "10.7", "10.c", "23a"]
    assert sorted([10, 9, 23], key=natural_order) == [9, 10, 23]


@pytest.mark.parametrize("tag", ["text", "name", "prose", "plain"])
def test_texts_are_escaped(tag):
    for language in ("en", "fr"):
        page = shown(f'{{% {tag} record "name" %}}', theme(en=UNSAFE), language)
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
        assert '"more"' not in page


def test_a_text_that_falls_back_says_so():
    arabic, english = theme(ar="صحة"), theme(en="Health")
    assert shown('{% text record "name" %}', english) == "Health"
    assert shown('{% text record "name" %}', arabic) == (
        '<span lang="ar" dir="rtl">صحة</span> <small class="fallback" title="Shown in العربيّة">العربيّة</small>'
    )
    assert shown("{% name record %}", arabic) == '<bdi lang="ar">صحة</bdi>'
    assert shown("{% plain record %}", arabic) == "صحة"
    assert shown('{% text record "name" %}', theme()) == ""


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "<b>2017</b>: Cities"), ("fr", "<b>2017</b>\xa0: Cities"), ("zh-hans", "<b>2017</b>：Cities")],
)
def test_a_colon_is_spaced_as_the_language_has_it(language, expected):
    with translation.override(language):
        assert Template("{% load languages %}<b>2017</b>{% colon %}Cities").render(Context()) == expected


def test_prose_has_paragraphs():
    record = theme(en="One\ntwo\n\nthree")
    paragraphs = "<p>One<br>two</p>\n\n<p>three</p>"
    assert shown('{% prose record "name" %}', record) == paragraphs
    assert shown('{% prose record "name" False %}', record, "ar") == f'<div lang="en" dir="ltr">{paragraphs}</div>'
    assert shown('{% prose record "name" %}', record, "ru").startswith(
        f'<div lang="en" dir="ltr">{paragraphs}</div> <small'
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/practices/?region=africa&page=2", "/fr/practices/?region=africa&page=2"),
        ("/en/objectives/23/", "/fr/objectives/23/"),
        ("/en/no/such/page/", "/fr/no/such/page/"),
        ("/", "/"),
        ("/admin/", "/admin/"),
    ],
)
def test_a_page_has_the_same_address_in_another_language(path, expected):
    assert in_language(path, "/fr/") == expected
