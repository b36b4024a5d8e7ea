"""Practices that have most in common with one, and what it is.

An action in common says more than an objective, that more than an actor, a country or the kind; and what few practices
have says more than what many have. So each thing in common counts by its weight and by how rare it is.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import log

from actors.models import Actor
from gcmhub.codes import natural_order
from practices.filters import PracticeFilterSet

WEIGHTS = {"action": 8, "objective": 4, "actor": 3, "country": 2, "kind": 1}
TELLING = ("action", "objective", "actor")  # of these a related practice has at least two in common
MOST_CANDIDATES = 3000  # practices that are compared; with more, those that share the weightiest things
MOST_RELATED, MOST_REASONS = 5, 4


@dataclass(frozen=True)
class Shared:
    """A value that a practice has: how much it says, its filter, its code and the practices that have it."""

    weight: float
    name: str
    code: str
    practices: object

    @property
    def is_telling(self):
        return self.name in TELLING


def related(pk, snapshot):
    """By id of the practices most like this one, what they share: filter, code and label, the weightiest first."""
    values = shared_values(pk, snapshot)
    scores, telling, compared = defaultdict(float), defaultdict(int), candidates(values, snapshot.published)
    for value in values:
        for other in compared & value.practices:
            scores[other] += value.weight
            telling[other] += value.is_telling
    others = [other for other in scores if other != pk and telling[other] > 1]
    best = sorted(others, key=lambda other: (-scores[other], other))[:MOST_RELATED]
    return {other: reasons([value for value in values if other in value.practices], snapshot) for other in best}


def shared_values(pk, snapshot):
    """What the practice has that others may have too, unnamed collectives excepted; the weightiest first."""
    collectives = snapshot.once(
        "collectives", lambda: set(Actor.objects.filter(generic=True).values_list("slug", flat=True))
    )
    found = [
        Shared(weight * log(1 + len(snapshot.published) / len(bitmap)), name, code, bitmap)
        for name, weight in WEIGHTS.items()
        for code, bitmap in snapshot.values[name].items()
        if pk in bitmap and not (name == "actor" and code in collectives)
    ]
    return sorted(found, key=lambda value: (-value.weight, natural_order(value.code)))


def candidates(values, published):
    """First those that share the weightiest things together, then as many others as there is room for."""
    telling = [value.practices for value in values if value.is_telling]
    found = published
    for bitmap in telling:
        if len(found) > MOST_CANDIDATES and len(found & bitmap) > 1:
            found = found & bitmap
    for bitmap in telling:
        if len(found | bitmap) <= MOST_CANDIDATES:
            found = found | bitmap
    return found


def reasons(values, snapshot):
    labels = snapshot.labels(PracticeFilterSet)
    vocabularies = {name: labels[PracticeFilterSet.base_filters[name].vocabulary] for name in WEIGHTS}
    return [(value.name, value.code, vocabularies[value.name].label_of(value.code)) for value in values[:MOST_REASONS]]
