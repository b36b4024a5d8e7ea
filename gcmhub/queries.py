"""What somebody searches for, read from what they typed.

Every word must occur, in any form of it and in any language; "…" is a phrase; -word must not occur; the last word that
must occur may be the beginning of a longer one, as somebody may still be typing it. Words that say nothing (the, de)
are passed over unless there is nothing else, or they stand in a phrase.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from gcmhub.words import STEMMERS, bigrams, fold, is_ideographic, stem, words, written_together

LONGEST_QUERY = 200  # characters; nobody searches for a page
SHORTEST_BEGINNING = 2  # a single letter stands for itself only: nearly every record has words that begin with it
QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"'))
PARTS = re.compile(r'(?P<out>-?)(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<plain>[^\s"]+))')
SAYS_NOTHING = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "au",
        "aux",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sur",
        "une",
        "con",
        "del",
        "el",
        "las",
        "los",
        "por",
        "y",
        "в",
        "и",
        "на",
        "по",
        "с",
    ]
)


@dataclass(frozen=True)
class Term:
    """A word or phrase: one of the alternatives must occur, or one of the beginnings.

    Both are tuples of words in their order; the last word of a beginning may be longer.
    """

    alternatives: tuple
    beginnings: tuple = ()
    written: tuple = ()  # as typed

    @classmethod
    def any_of(cls, terms):
        return cls(
            tuple(words for term in terms for words in term.alternatives),
            tuple(words for term in terms for words in term.beginnings),
        )

    @property
    def longest(self):
        """How many words the longest of them has."""
        return max(len(words) for words in self.alternatives + self.beginnings)

    @property
    def says_nothing(self):
        return len(self.written) == 1 and fold(self.written[0]) in SAYS_NOTHING


@dataclass(frozen=True)
class Query:
    """What was typed: words and phrases that must occur, and what must not."""

    words: tuple = ()
    phrases: tuple = ()
    excluded: tuple = ()

    @classmethod
    @lru_cache(1000)
    def parse(cls, text):
        text = text[:LONGEST_QUERY].translate(QUOTES)
        found, phrases, excluded = [], [], []
        parts = [part for part in PARTS.finditer(text) if any(map(fold, group_of(part[0])))]
        last = next((part for part in reversed(parts) if not part["out"]), None)
        for part in parts:
            phrase = part["phrase"] is not None
            groups = [group_of(part["phrase"])] if phrase else written_together(part["plain"])
            groups = [group for group in groups if any(map(fold, group))]
            for group in groups:
                term = term_of(group, part is last and group is groups[-1] and not part["closed"])
                (excluded if part["out"] else phrases if phrase else found).append(term)
        if phrases or not all(term.says_nothing for term in found):
            found = [term for term in found if term.beginnings or not term.says_nothing]
        return cls(tuple(found), tuple(phrases), tuple(excluded))

    @property
    def terms(self):
        return self.words + self.phrases

    def __bool__(self):
        return bool(self.terms or self.excluded)


def group_of(text):
    return [match[1] for match in words(text)]


def term_of(group, may_be_longer):
    """A word or phrase in every language that it may be in."""
    folded = [word for word in map(fold, group) if word]
    alternatives = {in_language(folded, language) for language in STEMMERS}
    beginnings = set()
    if is_ideographic(folded[-1]):
        if len(folded[-1]) == 1:  # is in the index with the character behind it
            alternatives, beginnings = set(), alternatives
    elif may_be_longer and len(folded[-1]) >= SHORTEST_BEGINNING:
        beginnings = {(*in_language(folded[:-1], language, True), folded[-1]) for language in STEMMERS}
    return Term(tuple(sorted(alternatives)), tuple(sorted(beginnings)), tuple(group))


def in_language(folded, language, goes_on=False):
    """The words of a phrase as a text in this language would have them."""
    found = []
    for number, word in enumerate(folded, start=1):
        if not is_ideographic(word):
            found.append(stem(word, language))
        elif goes_on or number < len(folded) or len(word) == 1:
            found += bigrams(word)
        else:
            found += bigrams(word)[:-1]
    return tuple(found)
