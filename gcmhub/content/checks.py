"""What is wrong or thin in the content of the database, in words for the person who can mend it.

Errors break a rule of docs/content.md; warnings are what a reader would miss. With the source documents at hand, texts
are also compared with them: no run of eight words in common, and every figure must occur there.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from actors.models import Actor, Country
from dialogues.models import Person, Source
from gcmhub.content.fields import code_of
from gcmhub.content.layout import LAYOUT, Listed
from gcmhub.languages import LANGUAGES, translated_names
from practices.choices import Stage
from practices.models import Practice

CONTENT_LANGUAGES = settings.MODELTRANSLATION_FALLBACK_LANGUAGES  # French and English always
SUMMARY_WORDS = range(40, 91)
LONGEST_SHARED_RUN = 7  # words
NAME = "<name>"
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Finding:
    level: str
    record: str
    message: str

    def __str__(self):
        return f"{self.level}: {self.record}: {self.message}"


def words(text):
    """The words as written, without punctuation; an apostrophe parts two words in French."""
    return re.findall(r"[^\W_]+", text)


def normalised(text):
    """Words in lower case without accents, so that spelling does not hide what is the same."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return words("".join(character for character in decomposed if not unicodedata.combining(character)))


def check(documents=None):
    """Every finding about the database, errors first."""
    findings = [*check_practices(), *check_actors(), *check_references(), *check_translations()]
    if documents:
        findings += check_against(read_documents(documents))
    return sorted(findings, key=lambda finding: (finding.level, finding.record, finding.message))


def check_practices():
    practices = Practice.objects.published().for_detail()
    for practice in practices:
        record = f"practice {practice.slug}"
        for gap in practice.gaps():
            yield Finding(ERROR, record, f"published without {gap}")
        for language in CONTENT_LANGUAGES:
            yield from check_summary(practice, record, language)
        yield from check_dates(practice, record)
        for presentation in practice.presentations.all():
            if presentation.person_id and not presentation.actor_id:
                yield Finding(WARNING, record, f"{presentation.person} presents it for no organisation")
        if not practice.themes.all():
            yield Finding(WARNING, record, "no theme")


def check_summary(practice, record, language):
    title, summary = (getattr(practice, build_localized_fieldname(name, language)) for name in ("title", "summary"))
    if not title:
        yield Finding(ERROR, record, f"no title in {language}")
    count = len((summary or "").split())
    if count not in SUMMARY_WORDS:
        yield Finding(ERROR, record, f"the summary in {language} has {count} words; 40 to 90 are allowed")


def check_dates(practice, record):
    """A source cannot report what began after its year."""
    years = [citation.source.year for citation in practice.citations.all()]
    foretold = practice.stage in (Stage.PLANNED, Stage.PROPOSED)
    if years and all(years) and practice.started and not foretold and int(practice.started[:4]) > max(years):
        yield Finding(ERROR, record, f"started {practice.started}, after its latest source ({max(years)})")


def check_actors():
    """Two records for one actor: the same name or acronym once spelling is set aside."""
    named = defaultdict(set)
    for actor in Actor.objects.all():
        for name in ("name", "acronym"):
            for language in LANGUAGES:
                if text := getattr(actor, build_localized_fieldname(name, language)):
                    named[" ".join(normalised(text))].add(actor.slug)
    for name, slugs in named.items():
        if len(slugs) > 1:
            yield Finding(ERROR, f"actor {min(slugs)}", f"“{name}” is also {', '.join(sorted(slugs)[1:])}")


def check_references():
    """Records that nothing refers to."""
    unused_people = Person.objects.filter(appearances__isnull=True, presentations__isnull=True)
    unused_actors = Actor.objects.filter(
        participations__isnull=True,
        appearances__isnull=True,
        presentations__isnull=True,
        publications__isnull=True,
        parts__isnull=True,
    )
    unused_sources = Source.objects.filter(
        series="", citations__isnull=True, workshops__isnull=True, findings__isnull=True
    )
    for person in unused_people:
        yield Finding(ERROR, f"person {person.slug}", "nothing refers to this person")
    for actor in unused_actors:
        yield Finding(ERROR, f"actor {actor.slug}", "nothing refers to this actor")
    for source in unused_sources:
        yield Finding(WARNING, f"source {source.slug}", "nothing refers to this source")
    for country in Country.objects.exclude(code__regex=r"^[A-Z]{2}$"):
        yield Finding(ERROR, f"country {country.code}", "no ISO 3166-1 code")


def check_translations():
    """A text in one of the two languages of the content and not in the other."""
    for kind in LAYOUT:
        for label, record in translated_records(kind):
            for name in sorted(translated_names(type(record)) - {"acronym"}):  # many bodies have one in one language
                texts = {code: getattr(record, build_localized_fieldname(name, code)) for code in CONTENT_LANGUAGES}
                missing = [code for code, text in texts.items() if not text]
                if missing and any(texts.values()):
                    level = WARNING if kind.model is Source else ERROR
                    yield Finding(level, label, f"{name}: no text in {', '.join(missing)}")


def translated_records(kind):
    """Records and their parts, with what to call them."""
    name = kind.model._meta.verbose_name
    for record in kind.model._base_manager.all():
        yield f"{name} {code_of(record)}", record
    for listed in kind.shape.parts:
        if isinstance(listed, Listed):
            for part in listed.shape.model._base_manager.select_related(listed.owner):
                owner = code_of(getattr(part, listed.owner))
                yield f"{name} {owner}, {part._meta.verbose_name}", part


def read_documents(folder):
    return {path.name: path.read_text("utf-8") for path in sorted(Path(folder).glob("*.txt"))}


def check_against(documents):
    runs = {run for text in documents.values() for run in runs_of(normalised(text))}
    numbers = {number for text in documents.values() for number in numbers_in(text)}
    names = official_names()
    for practice in Practice.objects.prefetch_related("key_figures"):
        record = f"practice {practice.slug}"
        for name in sorted(translated_names(Practice) - {"title", "place"}):
            for language in CONTENT_LANGUAGES:
                text = getattr(practice, build_localized_fieldname(name, language)) or ""
                for run in sorted(runs.intersection(runs_of(without_names(text, names)))):
                    yield Finding(ERROR, record, f"{name} in {language} copies “{run}”")
        for figure in practice.key_figures.all():
            if not spoken(figure.value) & numbers:
                yield Finding(ERROR, record, f"the figure {figure.value.normalize():f} is in no document")


def runs_of(tokens):
    length = LONGEST_SHARED_RUN + 1
    runs = (tokens[start : start + length] for start in range(len(tokens) - length + 1))
    return (" ".join(run) for run in runs if NAME not in run)


def without_names(text, names):
    """The words of a text with a mark in place of each official name, which may be carried over."""
    spaced = f" {' '.join(normalised(text))} "
    for name in names:
        spaced = spaced.replace(f" {name} ", f" {NAME} ")
    return spaced.split()


def official_names():
    """Names of actors and titles of sources, and those listed in official_names.txt; long ones first."""
    names = set((Path(__file__).parent / "official_names.txt").read_text("utf-8").splitlines())
    for model in (Actor, Source):
        for record in model.objects.all():
            for name in translated_names(model) & {"name", "title"}:
                names |= {getattr(record, build_localized_fieldname(name, code)) or "" for code in CONTENT_LANGUAGES}
    spaced = {" ".join(normalised(name)) for name in names}
    return sorted((name for name in spaced if " " in name), key=len, reverse=True)


DIGITS = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
UNITS = ["zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
UNITS += ["treize", "quatorze", "quinze", "seize"]
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 100: "cent", 1000: "mille"}
SPELLED = {number: {word} for number, word in (dict(enumerate(UNITS)) | TENS).items()}
SPELLED |= {1000: {"mille", "millier"}, 25: {"quart"}, 50: {"cinquante", "moitie"}, 75: {"quarts"}}


def numbers_in(text):
    """Every number in digits, without spaces and with a decimal point, and every word, which may spell one."""
    for digits in DIGITS.findall(text):
        yield re.sub(r"[ \u00a0\u202f]", "", digits).replace(",", ".")
    yield from normalised(text)


def spoken(value):
    """How a French document may give a number: in digits, in millions, as a word or as a share in quarters."""
    forms = {f"{value.normalize():f}", f"{float(value) / 1e6:g}", f"{float(value) / 1e9:g}"}
    return forms | SPELLED.get(value, set())
