"""Both databases find exactly what the definition of the search says, for words drawn from the records and for any."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gcmhub.languages import LANGUAGES
from gcmhub.queries import SAYS_NOTHING, Query
from gcmhub.search import LEVELS, found_ids
from gcmhub.words import STEMMERS, fold, is_ideographic, stem, words
from practices.models import Practice
from tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db
FIELDS = {"title": ["title"]}
FIELDS["names"] = [*FIELDS["title"], "place", "summary"]
FIELDS["text"] = [*FIELDS["names"], "context", "lessons"]
TEXTS = [
    {
        "title_en": "Labour mobility schemes",
        "title_fr": "Mobilité de la main-d’œuvre",
        "summary_fr": "L’accès à la santé",
    },
    {"title_en": "Mobile schools", "summary_en": "Schools that move with the herders: mobile, mobility, moving"},
    {"title_fr": "Écoles mobiles", "context_fr": "Les éleveurs de la région; la santé et les écoles d’abord"},
    {"title_es": "Escuelas móviles", "lessons_es": "La escuela se mueve. Migraciones laborales"},
    {"title_ru": "Школы мигрантов", "context_ru": "Защита мигранта и его семьи", "place_en": "Moscow region"},
    {"title_ar": "مدارس المُهاجِرين", "summary_ar": "حماية المهاجرين والصحة"},
    {"title_zh_hans": "国际移民组织", "summary_zh_hans": "移民学校，流动 health 学校", "title_en": "IOM schools"},
    {"title_en": "COVID-19 response", "lessons_en": "School health; health schools. Labour " + "labour schools " * 300},
]


@pytest.fixture
def practices():
    blank = {f"{name}_{code}": "" for name in ("title", "summary") for code in ("en", "fr")}
    for texts in TEXTS:
        PracticeFactory(**blank | texts, leads=[])
    return list(Practice.objects.order_by("pk"))


def texts_of(practice, level):
    """The texts that a search at this level looks in."""
    for name in FIELDS[level]:
        for language in LANGUAGES:
            if text := getattr(practice, f"{name}_{language.replace('-', '_')}"):
                yield text, language


def fits(word, sought, language, begins=False):
    """Whether a word of a text in this language is one that is searched for."""
    if begins and len(fold(sought)) > 1 and fold(word).startswith(fold(sought)):
        return True
    return stem(fold(word), language) in {stem(fold(sought), other) for other in STEMMERS}


def has(practice, level, sought, begins=False):
    """Whether a text has these words one behind the other; of Chinese, whether the characters stand in it."""
    for text, language in texts_of(practice, level):
        present = [match[1] for match in words(text)]
        if len(sought) == 1 and is_ideographic(sought[0]):
            if any(sought[0] in run for run in present):
                return True
        elif len(sought) == 1:
            code = language if language in STEMMERS else "en"
            if any(not is_ideographic(word) and fits(word, sought[0], code, begins) for word in present):
                return True
        elif any(same_language(present[place:], sought, language) for place in range(len(present))):
            return True
    return False


def same_language(present, sought, language):
    """A phrase is in one language from its first word to its last."""
    code = language if language in STEMMERS else "en"
    stems = [stem(fold(word), code) for word in present[: len(sought)]]
    return any(stems == [stem(fold(word), other) for word in sought] for other in STEMMERS)


VOCABULARY = sorted({match[1] for texts in TEXTS for text in texts.values() for match in words(text)})
LATIN_PHRASES = ["mobile schools", "labour mobility", "la santé", "schools labour", "health schools", "de la main"]
word = st.sampled_from(VOCABULARY)
beginning = st.builds(lambda text, length: text[:length], word, st.integers(1, 9))
part = st.one_of(
    st.tuples(st.just("word"), st.one_of(word, beginning)),
    st.tuples(st.just("phrase"), st.sampled_from(LATIN_PHRASES)),
    st.tuples(st.just("out"), word),
)


def expected(practice, level, parts):
    wanted = [text for what, text in parts if what != "out"]
    telling = [text for text in wanted if fold(text) not in SAYS_NOTHING]
    for number, (what, text) in enumerate(parts):
        sought = [match[1] for match in words(text)]
        is_last = not any(later != "out" for later, _ in parts[number + 1 :])
        if what == "out":
            if has(practice, "text", sought):
                return False
        elif what == "word" and fold(text) in SAYS_NOTHING and telling and not (is_last and len(fold(text)) > 1):
            continue
        elif not has(practice, level, sought, begins=is_last and what == "word"):
            return False
    return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(part, min_size=1, max_size=4), level=st.sampled_from(list(LEVELS)))
def test_what_is_found_is_what_the_definition_says(practices, parts, level):
    quoted = {"word": "{}", "phrase": '"{}"', "out": "-{}"}
    query = " ".join(quoted[what].format(text) for what, text in parts)
    found = found_ids("practice", query, level)
    assert sorted(found) == [p.pk for p in practices if expected(p, level, parts)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(), st.lists(st.sampled_from([*VOCABULARY, *"\"-()*:&|!<>\\'“” "])).map("".join)))
def test_any_text_is_a_search(practices, text):
    levels = [set(found_ids("practice", text, level)) for level in LEVELS]
    assert levels[0] <= levels[1] <= levels[2] <= {p.pk for p in practices}
    query = Query.parse(text)
    assert bool(query) or levels[2] == set()
    without = [found_ids("practice", f"{word} -{word}") for word in ("schools", "santé", "移民")]
    assert without == [[], [], []]
