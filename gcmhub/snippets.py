"""The place in a text where it has what was searched for, with the words marked."""

from django.utils.html import escape
from django.utils.safestring import mark_safe

from gcmhub.languages import Text
from gcmhub.words import STEMMERS, bigrams, fold, is_ideographic, stem, words

LONGEST = 220  # characters
BEFORE = 60  # shown before the first word found


class Sought:
    """The words of a query, as they are looked for in a text."""

    def __init__(self, query):
        self.words = {word for term in query.terms for words in term.alternatives for word in words}
        self.words |= {word for term in query.terms for words in term.beginnings for word in words[:-1]}
        self.beginnings = tuple({words[-1] for term in query.terms for words in term.beginnings})
        self.known = {}  # whether a word fits, as it is written: most stand in a page many times

    def fits(self, word):
        if word not in self.known:
            self.known[word] = self.fits_folded(fold(word))
        return self.known[word]

    def fits_folded(self, folded):
        if self.beginnings and folded.startswith(self.beginnings):
            return True
        return any(stem(folded, language) in self.words for language in STEMMERS)

    def places(self, text):
        """Where the text has a word, from and to."""
        found = []
        for match in words(text):
            start, end = match.span(1)
            if is_ideographic(match[1]):
                found += self.places_of_characters(match[1], start)
            elif self.fits(match[1]):
                found.append((start, end))
        return found

    def places_of_characters(self, run, start):
        found = []
        for place, pair in enumerate(bigrams(run), start=start):
            folded = fold(pair)
            length = len(pair) if folded in self.words else 1 if pair and folded.startswith(self.beginnings) else 0
            if length and found and place <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], place + length))
            elif length:
                found.append((place, place + length))
        return found

    def mark(self, text):
        """The whole text with the words marked."""
        return marked(text, self.places(text), 0, len(text))


def passage(texts, sought):
    """Some 200 characters of the first of these `Text`s that has a word, in its language; None where none has one."""
    for text in texts:
        if text.text and (places := sought.places(text.text)):
            return Text(marked(text.text, places, *window(text.text, places[0][0])), text.language)
    return None


def snippet(texts, query):
    """Some 200 characters of the first text that has a word of the query, else the beginning of the first text."""
    sought = Sought(query)
    texts = [text for text in texts if text]
    for text in texts:
        if places := sought.places(text):
            return marked(text, places, *window(text, places[0][0]))
    return marked(texts[0], [], *window(texts[0], 0)) if texts else ""


def window(text, first):
    """From where to where to show a text, so that it begins and ends with whole words."""
    if len(text) <= LONGEST:
        return 0, len(text)
    start = max(min(first - BEFORE, len(text) - LONGEST), 0)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = start + LONGEST
    if end < len(text):
        end = max(text.rfind(" ", start + LONGEST // 2, end), 0) or end
    return start, min(end, len(text))


def marked(text, places, start, end):
    pieces, last = ["… " if start else ""], start
    for begin, stop in places:
        if begin >= last and stop <= end:
            pieces += [escape(text[last:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
            last = stop
    pieces += [escape(text[last:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(pieces))  # noqa: S308 -- every piece of the text is escaped
