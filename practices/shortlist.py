"""Practices that a reader picked, in the order picked. They are kept in the address, so that it can be sent."""

from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gcmhub.selections import Problem
from practices.choices import Status
from practices.models import FormerSlug, Practice

PICK = "pick"  # the parameter, once for each practice
MOST_PICKED = 50
FEWEST_COMPARED, MOST_COMPARED = 2, 4


@dataclass(frozen=True)
class Shortlist:
    """Published practices by slug, and what of the address is none."""

    practices: dict  # the primary keys by slug, in the order picked
    problems: tuple

    @classmethod
    def of(cls, data):
        picked = list(dict.fromkeys(slug for slug in data.getlist(PICK) if slug))
        wanted = picked[:MOST_PICKED]
        found = published(wanted)
        problems = [Problem(PICK, slug, _("No such practice is published.")) for slug in wanted if slug not in found]
        if len(picked) > MOST_PICKED:
            remedy = _("At most %(count)d practices can be picked.") % {"count": MOST_PICKED}
            problems.append(Problem(PICK, picked[MOST_PICKED], remedy))
        return cls(dict(found[slug] for slug in wanted if slug in found), tuple(problems))

    def __len__(self):
        return len(self.practices)

    def __contains__(self, slug):
        return slug in self.practices

    @property
    def ids(self):
        return list(self.practices.values())

    @property
    def can_be_compared(self):
        return FEWEST_COMPARED <= len(self) <= MOST_COMPARED

    @property
    def query(self):
        return query_of(self.practices)

    def elsewhere(self, shown):
        """The slugs that are picked but not among those shown."""
        return [slug for slug in self.practices if slug not in shown]

    def without(self, slug):
        """The query string of the others."""
        return query_of(self.elsewhere([slug]))


def query_of(slugs):
    return urlencode([(PICK, slug) for slug in slugs])


def published(slugs):
    """By slug, also a former one: the present slug and the primary key."""
    if not slugs:
        return {}
    practices = Practice.objects.published().filter(slug__in=slugs).values_list("slug", "pk")
    found = {slug: (slug, pk) for slug, pk in practices}
    if missing := [slug for slug in slugs if slug not in found]:
        former = FormerSlug.objects.filter(slug__in=missing, practice__status=Status.PUBLISHED)
        rows = former.values_list("slug", "practice__slug", "practice")
        found |= {slug: (present, pk) for slug, present, pk in rows}
    return found
