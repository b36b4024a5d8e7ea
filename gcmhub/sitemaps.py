"""The public pages for search engines, in every language and with their other languages; none of the drafts."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from actors.models import Actor, Country, Region
from dialogues.models import Edition, Person, Session, Source, Workshop
from objectives.models import GuidingPrinciple, Objective, SDGTarget
from practices.models import Practice


class Pages(Sitemap):
    """Addresses that need no record."""

    i18n = alternates = x_default = True
    names = (
        *("home", "about", "data", "accessibility", "practices:practice-list", "practices:practice-matrix"),
        *("objectives:objective-list", "objectives:action-list", "objectives:target-list", "objectives:principle-list"),
        *("actors:actor-list", "actors:country-list", "dialogues:edition-list", "dialogues:session-list"),
        *("dialogues:person-list", "dialogues:source-list"),
    )

    def items(self):
        return self.names

    def location(self, item):
        return reverse(item)


class Records(Sitemap):
    """The pages of all records that have one and are public."""

    i18n = alternates = x_default = True

    def __init__(self, *querysets):
        self.querysets = querysets

    def items(self):
        return [record for queryset in self.querysets for record in queryset.all()]

    def lastmod(self, record):
        return getattr(record, "updated_at", None)


SITEMAPS = {
    "pages": Pages(),
    "practices": Records(Practice.objects.published().only("slug", "updated_at").order_by("slug")),
    "objectives": Records(
        Objective.objects.only("number").order_by("number"),
        GuidingPrinciple.objects.only("slug").order_by("slug"),
        SDGTarget.objects.only("code").order_by("code"),
    ),
    "actors": Records(
        Actor.objects.only("slug").order_by("slug"),
        Country.objects.only("code").order_by("code"),
        Region.objects.only("slug").order_by("slug"),
    ),
    "dialogues": Records(
        Edition.objects.only("year").order_by("year"),
        Workshop.objects.select_related("edition").only("slug", "edition__year").order_by("slug"),
        Session.objects.select_related("workshop__edition")
        .only("slug", "workshop__slug", "workshop__edition__year")
        .order_by("slug"),
        Person.objects.public().only("slug").order_by("slug"),
        Source.objects.only("slug").order_by("slug"),
    ),
}
