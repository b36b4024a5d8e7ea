"""What the search page shows: the best of each kind of record that has the words, and how many there are."""

from dataclasses import dataclass

from django.db.models import Case, F, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from dialogues.models import Person, Session, Source
from gcmhub.languages import best, text_of, translated_names
from gcmhub.search import LEVELS, Query, found_ids, matching, snippet, suggestion
from objectives.models import Action, Objective, SDGTarget
from practices.models import Practice

SHOWN = 5  # of each kind


@dataclass(frozen=True)
class Kind:
    """A kind of record on the search page: how it is called, listed and printed."""

    kind: str
    label: str
    list_name: str
    records: object  # makes the queryset
    order: object  # makes the arguments of order_by within a level
    name: str
    code: str = ""  # what stands before the name
    texts: tuple = ()  # where the words are shown in their place


KINDS = [
    Kind(
        "practice",
        _("Practices"),
        "practices:practice-list",
        Practice.objects.published,
        lambda: [F("updated_at").desc()],
        "title",
        texts=("summary", "context", "results", "lessons", "recommendations", "innovation", "editor_note"),
    ),
    Kind(
        "actor", _("Actors"), "actors:actor-list", Actor.objects.all, lambda: [Lower(best("name"))], "name", "acronym"
    ),
    Kind(
        "objective",
        _("Objectives"),
        "objectives:objective-list",
        Objective.objects.all,
        lambda: ["number"],
        "short_title",
        "number",
        texts=("title", "summary"),
    ),
    Kind(
        "action",
        _("Actions"),
        "objectives:action-list",
        lambda: Action.objects.select_related("objective"),
        lambda: ["objective__number", "letter"],
        "title",
        "written",
    ),
    Kind(
        "sdg-target",
        _("SDG targets"),
        "objectives:target-list",
        SDGTarget.objects.all,
        lambda: ["goal__number", "position"],
        "title",
        "code",
    ),
    Kind("person", _("People"), "dialogues:person-list", Person.objects.public, lambda: ["slug"], "name"),
    Kind(
        "session",
        _("Sessions"),
        "dialogues:session-list",
        lambda: Session.objects.select_related("workshop__edition"),
        lambda: ["workshop__starts_on", "workshop__slug", "position"],
        "title",
        "label",
        texts=("summary", "questions"),
    ),
    Kind(
        "source",
        _("Sources"),
        "dialogues:source-list",
        Source.objects.all,
        lambda: [F("year").desc(nulls_last=True), Lower(best("title"))],
        "title",
        texts=("note",),
    ),
]


@dataclass(frozen=True)
class Hit:
    """A record that was found."""

    record: object
    code: str
    name: str  # of the field
    is_translated: bool
    snippet: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    kind: Kind
    total: int
    url: str
    hits: list


def groups(words):
    """What is found of each kind, those without anything left out."""
    found = [(kind, len(found_ids(kind.kind, words))) for kind in KINDS]
    return [
        Group(kind, total, f"{reverse(kind.list_name)}?{urlencode({'q': words})}", hits(kind, words))
        for kind, total in found
        if total
    ]


def hits(kind, words):
    """The best of one kind: those found by their title first, then by names and summary, then by any text."""
    levels = [When(pk__in=matching(kind.kind, words, level), then=n) for n, level in enumerate(LEVELS)]
    found = kind.records().filter(pk__in=matching(kind.kind, words)).annotate(level=Case(*levels))
    query = Query.parse(words)
    return [hit(kind, record, query) for record in found.order_by("level", *kind.order(), "pk")[:SHOWN]]


def hit(kind, record, query):
    translated = translated_names(type(record))
    code = text_of(record, kind.code).text if kind.code in translated else getattr(record, kind.code or "pk")
    texts = [text_of(record, name).text for name in kind.texts]
    return Hit(record, code if kind.code else "", kind.name, kind.name in translated, snippet(texts, query))


def better_words(words):
    """What may have been meant where nothing is found."""
    return next(filter(None, (suggestion(kind.kind, words) for kind in KINDS)), None)
