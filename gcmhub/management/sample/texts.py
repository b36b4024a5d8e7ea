"""Texts of chosen length in six languages, with words as unevenly common as in real ones."""

from itertools import accumulate

from gcmhub.management.sample.words import FIRST_OF_THE_FIELD, WORDS

SYLLABLES = [consonant + "aeiou"[number % 5] for number, consonant in enumerate("bcdfghjklmnprstvwxyz")]
OTHERS = ["es", "ar", "ru", "zh-hans"]
SENTENCE = 14  # words
SPACE = {"zh-hans": ""}
STOP = {"zh-hans": "。"}


def made_up_names():
    """8,000 names of places and people that are none, for the many words that few texts have."""
    return [f"{a}{b}{c}".capitalize() for c in SYLLABLES for b in SYLLABLES for a in SYLLABLES]


NAMES = made_up_names()


class Skewed:
    """Values of which the n-th is drawn 1/n^exponent as often as the first (Zipf)."""

    def __init__(self, random, values, exponent=1.0, shuffled=False):
        self.random = random
        self.values = list(values)
        if shuffled:  # else whatever comes first in the alphabet would be common
            random.shuffle(self.values)
        self.weights = list(accumulate(1 / n**exponent for n in range(1, len(self.values) + 1)))

    def draw(self, count):
        return self.random.choices(self.values, cum_weights=self.weights, k=count)

    def one(self):
        return self.draw(1)[0]

    def some(self, least, most):
        """Different ones, so many where there are; a few less where the same was drawn again and again."""
        count = self.random.randint(least, most)
        return list(dict.fromkeys(self.draw(4 * count)))[:count]


class Writer:
    """Writes in one language."""

    def __init__(self, random, language):
        self.random = random
        self.space = SPACE.get(language, " ")
        self.stop = STOP.get(language, ".")
        words = WORDS[language]
        words = words.split()
        self.all = Skewed(random, [*words, *NAMES] if language in ("en", "fr", "es") else words)
        of_the_field = words[words.index(FIRST_OF_THE_FIELD[language]) :]
        self.of_titles = Skewed(random, of_the_field, exponent=0.7)

    def title(self, least=4, most=13, place=""):
        """Different words, in front of a place."""
        words = self.of_titles.some(least, most)
        return capitalised(self.space.join([*words, place] if place else words))

    def text(self, least, most):
        words = self.all.draw(self.random.randint(least, most))
        sentences = (words[start : start + SENTENCE] for start in range(0, len(words), SENTENCE))
        return self.space.join(capitalised(self.space.join(sentence)) + self.stop for sentence in sentences)


def capitalised(text):
    return text[:1].upper() + text[1:]
