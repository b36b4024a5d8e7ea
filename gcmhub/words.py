"""From a text to the words it is found by: blind to accents and capitals, and cut to their stems.

Both databases are given the words that are made here and match them as they are, so that both find the same records.
Chinese and Japanese put no spaces between words: there, every two neighbouring characters are taken as a word.
"""

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock

import Stemmer

STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
LANGUAGE_OF_NAMES = "en"  # and of texts in a language that has no stemmer; a query is stemmed in every one
LONGEST_WORD = 60
MOST_REMEMBERED = 200_000
AND_THE = "وال"
GAP = "_"  # stands where one text ends and the next begins, and is no word

IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARKS = "".join(c for c in map(chr, range(0x300, 0x3000)) if unicodedata.category(c).startswith("M"))
APOSTROPHES = "'’ʼ"
ELIDED = rf"(?:[ldjnscmt]|qu)[{APOSTROPHES}]"  # l’eau, d’accord, qu’il
WORD = re.compile(
    rf"""\b{ELIDED}(?=\w) | (?<=\w)[{APOSTROPHES}]s\b            # says nothing: l’, ’s
    | (\d+\([a-z]\)                                              # an action as the Compact is cited: 23(c)
      | [^\W_{IDEOGRAPHS}](?:[^\W_{IDEOGRAPHS}]+|[{MARKS}]+)* | [{IDEOGRAPHS}]+)""",
    re.VERBOSE | re.IGNORECASE,
)
WRITTEN_TOGETHER = re.compile(rf"(?:[-‐‑.{APOSTROPHES}]|{ELIDED})*", re.IGNORECASE)
IS_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ـ": None})

one_at_a_time = Lock()  # a stemmer keeps the word that it works on in itself


def words(text):
    """The words of a text as they are written, with their places: matches whose group 1 is the word."""
    return (match for match in WORD.finditer(text) if match[1])


@lru_cache(MOST_REMEMBERED)
def fold(word):
    """Without accents, capitals and other differences of writing: Écoles is ecoles; й is a letter of its own."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
        decomposed = decomposed.replace("и\u0306", "й").translate(LETTERS)
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
        word = unicodedata.normalize("NFC", "".join(str(unicodedata.decimal(c, c)) for c in bare))
    folded = "".join(c for c in word.lower() if c.isalnum() or c in MARKS)
    return folded if is_ideographic(folded) else folded[:LONGEST_WORD]


@cache
def stemmer(language):
    return Stemmer.Stemmer(STEMMERS[language])


@lru_cache(MOST_REMEMBERED)
def stem(folded, language):
    """What the forms of a word have in common; accents are dropped before, so that who leaves them out finds it."""
    if language == "ar" and folded.startswith(AND_THE):
        folded = folded[1:]  # which the stemmer leaves to long words
    with one_at_a_time:
        return stemmer(language).stemWord(folded) or folded


def bigrams(folded):
    """Every two neighbours, and the last character alone: so each character begins one."""
    return [folded[place : place + 2] for place in range(len(folded))]


def is_ideographic(folded):
    return IS_IDEOGRAPH.match(folded) is not None


def tokens(text, language):
    """The words of a text in their order, as the databases are given them, and each word as it is written by its fold.

    The second is what beginnings of words are looked for in: the stem may be shorter than what was typed so far.
    """
    if language not in STEMMERS:
        language = LANGUAGE_OF_NAMES
    found, written = [], {}
    for match in words(text):
        folded = fold(match[1])
        if is_ideographic(folded):
            found += bigrams(folded)
        elif folded:
            found.append(stem(folded, language))
            written[folded] = match[1]
    return found, written


def written_together(text):
    """The words of a text in groups: cross-border and 10.7 are one group of two, written as they are."""
    groups, end = [], None
    for match in words(text):
        if end is not None and WRITTEN_TOGETHER.fullmatch(text, end, match.start()):
            groups[-1].append(match[1])
        else:
            groups.append([match[1]])
        end = match.end()
    return groups


def distance(one, other, most):
    """How many letters must be changed, added, dropped or swapped with their neighbour; `most` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = None, list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, row, two_before = row, [i], before
        for j, match in enumerate(other, start=1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != match))
            if two_before and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > most:
            return most + 1
    return row[-1]
