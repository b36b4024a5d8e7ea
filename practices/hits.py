"""What a list prints of each practice: its own texts from the database, all that it is linked with from the index."""

from collections import namedtuple
from dataclasses import dataclass, replace
from functools import cache, cached_property

from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from actors.models import Actor, Country, Region
from gcmhub.addresses import url
from gcmhub.languages import LANGUAGES, Text, as_written, best, best_language, once_per_language, text_of, translated
from gcmhub.prepared import OfIds
from gcmhub.snippets import passage
from gcmhub.templatetags.languages import comma, name
from objectives.models import Objective
from practices.choices import Kind, Role, Stage, Status
from practices.filters import OBJECTIVES, PARTICIPATIONS, PLACES, REGIONS_NAMED, TRUE
from practices.models import Practice
from practices.templatetags.practices import places, when

CODES = ("pk", "slug", "kind", "scope", "stage", "started", "ended", "status")
TEXTS = ("context", "results", "lessons", "recommendations", "innovation", "editor_note")
SHOWN = ("title", "title_language", "summary", "summary_language", "place")
Printed = namedtuple("Printed", [*CODES, *SHOWN])
Searched = namedtuple("Searched", ["pk", *translated("title", "summary", *TEXTS)])
SLUG = "SLUG"  # stands for any in an address


@dataclass(frozen=True)
class Badge:
    """An objective as hits show it, in HTML: as a primary one of a practice and as another that it serves."""

    number: int
    name: str
    url: str

    @cached_property
    def primary(self):
        return macros().badge(self, _("Primary objective"))

    @cached_property
    def other(self):
        return macros().badge(self, _("Also serves objective"), " other")

    @classmethod
    def of(cls, objective):
        return cls(objective.number, text_of(objective, "short_title").text, objective.get_absolute_url())


@dataclass(frozen=True)
class Hit:
    """A practice in a list, with what it is linked with."""

    pk: int
    slug: str
    url: str
    title: Text
    summary: Text
    kind: str
    stage: str
    objectives: str  # badges in HTML, the primary ones first
    actors_by_role: list  # pairs of role and names in HTML
    where: str
    when: str
    passage: Text | None = None  # where the words searched stand, if the hit does not show them otherwise

    @cached_property
    def printed(self):
        """In HTML, where no words are marked; remembered with the hit, as many lists begin with the same ones."""
        return macros().printed(self)


def macros():
    return engines["jinja2"].get_template("practices/_hit.jinja").template.module


def hits(ids, snapshot, sought=None, hidden=()):
    """The hits of these practices in this order; one that was withdrawn meanwhile is left out.

    Those in `hidden` have the words sought neither in their title, names nor summary; their passage is shown.
    """
    found = snapshot.remembered(ids, lambda missing: read(missing, snapshot))
    passages = read_passages([pk for pk in found if pk in hidden], sought)
    return [replace(hit, passage=passages[pk]) if passages.get(pk) else hit for pk, hit in found.items()]


def read(ids, snapshot):
    """By id the hits of those practices that are published."""
    practices = map(Printed._make, shown()(ids))
    objectives, participations = snapshot.keys(OBJECTIVES, ids), snapshot.keys(PARTICIPATIONS, ids)
    countries, regions = snapshot.keys(PLACES, ids), snapshot.keys(REGIONS_NAMED, ids)
    badges, actors = snapshot.names(Objective, Badge.of), snapshot.names(Actor, sortable_name)
    country_names, region_names = snapshot.names(Country, bare_name), snapshot.names(Region, bare_name)
    kinds, stages, roles = (labels_of(choices, snapshot) for choices in (Kind, Stage, Role))
    address, between = url("practices:practice-detail", SLUG), comma()
    return {
        practice.pk: Hit(
            practice.pk,
            practice.slug,
            address.replace(SLUG, practice.slug),
            Text(practice.title, practice.title_language),
            Text(practice.summary, practice.summary_language),
            kinds[practice.kind],
            stages[practice.stage] if practice.stage != Stage.UNKNOWN else "",
            printed_badges([(badges[pk], primary in TRUE) for pk, primary in objectives[practice.pk]]),
            by_role([(actors[pk], role) for pk, role in participations[practice.pk]], roles, between),
            places(
                practice.place,
                [country_names[pk] for (pk,) in countries[practice.pk]],
                [region_names[pk] for (pk,) in regions[practice.pk]],
                practice.scope,
            ),
            when(practice) if practice.started or practice.ended else "",
        )
        for practice in practices
        if practice.status == Status.PUBLISHED
    }


@once_per_language(10)
def shown():
    """The statement that reads what is printed, in the best language: all six would take twice as long.

    A condition on the status would have SQLite read every practice.
    """
    title, summary = [best("title"), best_language("title")], [best("summary"), best_language("summary")]
    return OfIds(as_written(Practice.objects.order_by()).values_list(*CODES, *title, *summary, best("place")))


@cache
def searched():
    return OfIds(as_written(Practice.objects.order_by()).values_list(*Searched._fields))


def read_passages(ids, sought):
    """By id the place that has the words."""
    if not ids:
        return {}
    return {practice.pk: passage(texts_of(practice), sought) for practice in map(Searched._make, searched()(ids))}


def labels_of(choices, snapshot):
    return snapshot.once(choices, lambda: {value: str(label) for value, label in choices.choices})


def texts_of(practice):
    """Its texts as the page would show them, then in every language: a word may be found in one that is not shown."""
    yield from (text_of(practice, name) for name in TEXTS)
    for language in LANGUAGES:
        columns = (build_localized_fieldname(name, language) for name in ("title", "summary", *TEXTS))
        yield from (Text(getattr(practice, column), language) for column in columns)


def bare_name(record):
    return text_of(record, "name").text


def sortable_name(actor):
    return actor.slug, name(actor)


def printed_badges(objectives):
    primary_first = sorted(objectives, key=lambda pair: (not pair[1], pair[0].number))
    return mark_safe("".join(badge.primary if primary else badge.other for badge, primary in primary_first))  # noqa: S308


def by_role(participations, roles, between):
    """Pairs of role and names, leads first."""
    names = {label: sorted(actor for actor, held in participations if held == role) for role, label in roles.items()}
    return [
        (label, mark_safe(between.join(printed for _, printed in found)))  # noqa: S308 -- names are HTML already
        for label, found in names.items()
        if found
    ]
