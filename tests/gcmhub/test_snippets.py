"""The place where a text has what was searched for: marked, escaped, in the words of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmhub.queries import Query
from gcmhub.search import snippet

LONG = " ".join(f"word{number}" for number in range(200))


def shown(texts, words):
    return str(snippet(texts, Query.parse(words)))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Les Mobilités régionales", "mobilite", "Les <mark>Mobilités</mark> régionales"),
        ("Les écoles d’Ivoire", "ecole ivoire", "Les <mark>écoles</mark> d’<mark>Ivoire</mark>"),
        ("Labour mobility", "mobi", "Labour <mark>mobility</mark>"),
        ("Labour mobility", "mobi labour", "<mark>Labour</mark> mobility"),
        ("The rights of the child", "the rights", "The <mark>rights</mark> of the child"),
        ("Climate and change", '"climate change"', "<mark>Climate</mark> and <mark>change</mark>"),
        ("Not this but that", "that -this", "Not this but <mark>that</mark>"),
        ("حماية المُهاجِرين", "المهاجرين", "حماية <mark>المُهاجِرين</mark>"),
        ("国际移民组织", "移民", "国际<mark>移民</mark>组织"),
        ("国际移民组织", "国际移民", "<mark>国际移民</mark>组织"),
        ("国际移民组织", "移", "国际<mark>移</mark>民组织"),
        ("<b>Health</b> & care", "health", "&lt;b&gt;<mark>Health</mark>&lt;/b&gt; &amp; care"),
        ("Nothing of it", "health", "Nothing of it"),
        ("Nothing of it", "", "Nothing of it"),
        ("", "health", ""),
    ],
)
def test_what_is_marked(text, words, expected):
    assert shown([text], words) == expected


def test_the_first_text_that_has_a_word_is_shown_else_the_first():
    texts = ["", "First text", "Second text with health", "Third text with health"]
    assert shown(texts, "health") == "Second text with <mark>health</mark>"
    assert shown(texts, "absent") == "First text"
    assert shown([], "health") == ""


def test_a_long_text_is_shown_around_the_word():
    assert shown([LONG], "word150").startswith("… word143 word144")
    assert "<mark>word150</mark>" in shown([LONG], "word150")
    assert shown([LONG], "absent").startswith("word0 word1")
    assert shown([LONG], "absent").endswith("word31 …")
    assert shown([LONG], "word199").endswith("word198 <mark>word199</mark>")


@given(text=st.text(max_size=600), words=st.text(max_size=20))
def test_nothing_but_the_marks_is_markup_and_it_is_short(text, words):
    found = shown([text], words)
    bare = found.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert found.count("<mark>") == found.count("</mark>")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        bare = bare.replace(entity, character)
    assert len(bare) <= 224
    assert bare.removeprefix("… ").removesuffix(" …") in text
