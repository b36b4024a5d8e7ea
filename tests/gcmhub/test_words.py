"""Words as they are searched: without accents and capitals, cut to their stems, pairs of Chinese characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmhub.words import LONGEST_WORD, MARKS, distance, fold, tokens, words, written_together


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Écoles", "ecoles"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Œuvre", "oeuvre"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("ＩＯＭ", "iom"),
        ("الْمُهَاجِرِينَ", "المهاجرين"),
        ("أإآ", "ااا"),
        ("المهـــاجرين", "المهاجرين"),
        ("Рабочий", "рабочий"),
        ("Ёлка", "елка"),
        ("२३", "23"),
        ("23(c)", "23c"),
    ],
)
def test_folding(written, folded):
    assert fold(written) == fold(unicodedata.normalize("NFD", written)) == folded


@given(st.text())
def test_what_is_folded_is_a_word_of_its_own_and_stays_as_it_is(text):
    for match in words(text):
        folded = fold(match[1])
        assert fold(folded) == folded
        assert all(c.isalnum() or c in MARKS for c in folded)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Mobilité, mobilités", "fr", ["mobilit", "mobilit"]),
        ("Cities and their migrants", "en", ["citi", "and", "their", "migrant"]),
        ("L’accès à l'eau qu’il faut, d’Ivoire", "fr", ["acce", "a", "eau", "il", "faut", "ivoir"]),
        ("women’s rights in 23(c)", "en", ["women", "right", "in", "23c"]),
        ("migración", "es", ["migracion"]),
        ("мигрантами", "ru", ["мигрант"]),
        ("المهاجرون والمهاجرين", "ar", ["مهاجر", "مهاجر"]),
        ("国际移民", "zh-hans", ["国际", "际移", "移民", "民"]),
        ("COVID疫情", "zh-hans", ["covid", "疫情", "情"]),
        ("_ – 🙂 !?", "en", []),
    ],
)
def test_tokens(text, language, found):
    assert tokens(text, language)[0] == found


def test_a_word_is_kept_as_written_beside_its_stem():
    assert tokens("Mobilités des PÊCHEURS", "fr")[1] == {"mobilites": "Mobilités", "des": "des", "pecheurs": "PÊCHEURS"}


def test_an_endless_word_is_cut_and_a_chinese_sentence_is_not():
    assert tokens("x" * 5000, None)[0] == ["x" * LONGEST_WORD]
    assert len(tokens("移民" * 300, None)[0]) == 600


def test_words_written_together():
    assert written_together("cross-border health/10.7, l’accord d’un État-nation") == [
        ["cross", "border"],
        ["health"],
        ["10", "7"],
        ["accord"],
        ["un"],
        ["État", "nation"],
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("health", "health", 0),
        ("helath", "health", 1),  # swapped
        ("heath", "health", 1),  # dropped
        ("healthy", "health", 1),  # added
        ("wealth", "health", 1),  # changed
        ("haelht", "health", 2),
        ("migration", "mobility", 3),  # as many as asked for, and one
        ("a", "abcdef", 3),
    ],
)
def test_distance_between_words(one, other, expected):
    assert distance(one, other, 2) == distance(other, one, 2) == expected
