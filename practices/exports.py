"""The columns of practices in files: names and order are fixed for ever, new ones go to the end."""

from django.db.models import F, OuterRef
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Country, Region
from dialogues.models import Source, Workshop
from gcmhub.columns import SEPARATOR
from gcmhub.statements import (
    Fact,
    Joined,
    Moment,
    address,
    choice,
    coded,
    label_of,
    language,
    plain,
    remembered,
    text,
)
from objectives.models import Action, GuidingPrinciple, Objective, SDGTarget, Theme
from practices.choices import Evidence, Kind, Role, Scope, Stage
from practices.models import Citation, Participation, Practice, PracticeObjective, Presentation


def links(model, key, *order, **condition):
    """The field with the keys of the records that a practice is linked to by rows of `model`."""
    return lambda: Joined(model._base_manager.filter(practice=OuterRef("pk"), **condition).order_by(*order), key)


countries = links(Practice.countries.through, "country")
regions = links(Practice.regions.through, "region")
leads = links(Participation, "actor", role=Role.LEAD)
partners = links(Participation, "actor", role=Role.PARTNER)
funders = links(Participation, "actor", role=Role.FUNDER)


def regions_above():
    """For each region by key: its slug and those of all it lies in, below World."""
    parents = {key: (slug, parent) for key, slug, parent in Region.objects.values_list("pk", "slug", "parent")}

    def above(key):
        slug, parent = parents[key]
        return [slug, *above(parent)] if parent else []

    return {str(key): above(key) for key in parents}


def region_slugs(shared):
    """The regions its countries lie in, at every level of M49 below World, and those named without a country."""
    above = regions_above()
    by_country = {str(key): above[str(region)] for key, region in Country.objects.values_list("pk", "region")}

    def cell(countries, regions):
        found = set()
        for names, joined in ((by_country, countries), (above, regions)):
            for key in joined.split(SEPARATOR) if joined else ():
                found.update(names[key])
        return SEPARATOR.join(sorted(found))

    return remembered(cell)


def region_names(shared):
    slugs = region_slugs(shared)
    names = {slug: name for _rank, slug, name in shared.vocabulary(Region, "name").values()}
    return lambda *joined: [names[slug] for slug in slugs(*joined).split(SEPARATOR) if slug]


def actor_types(shared):
    """The types of all who take part, each once."""
    actors = shared.vocabulary(Actor, "name", "kind")

    def cell(*joined):
        kinds = [kind for keys in joined for _rank, kind, _name in actors.ranked(keys)]
        return SEPARATOR.join(dict.fromkeys(kinds))

    return remembered(cell)


def actor_type_names(shared):
    types, label = actor_types(shared), label_of(Actor.Kind)
    return lambda *joined: [label(kind) for kind in types(*joined).split(SEPARATOR) if kind]


COLUMNS = [
    plain("id", F("slug"), help=_("The code of the practice, as in its address.")),
    text("title", help=_("What it is, in the language of the file or the next best.")),
    language("title", help=_("The language that the title is in.")),
    text("summary", help=_("What, who and where, in the language of the file or the next best.")),
    choice("kind", Kind, help=_("What sort of practice it is.")),
    choice("scope", Scope, help=_("How far it reaches.")),
    choice("stage", Stage, help=_("Whether it is proposed, planned, going on or ended.")),
    plain("started", help=_("Year, month or day, as exactly as the source says.")),
    plain("ended", help=_("Year, month or day; empty while it goes on or where no source says.")),
    coded(
        "primary_objectives",
        links(PracticeObjective, "objective", primary=True),
        Objective,
        "short_title",
        joins=int,
        help=_("The objectives of the Compact that it is mainly about."),
    ),
    coded(
        "objectives",
        links(PracticeObjective, "objective"),
        Objective,
        "short_title",
        joins=int,
        help=_("All objectives of the Compact that it serves."),
    ),
    coded(
        "actions",
        links(Practice.actions.through, "action"),
        Action,
        "title",
        help=_("The actions under these objectives; 23c is action (c) of objective 23."),
    ),
    coded(
        "sdg_targets",
        links(Practice.sdg_targets.through, "sdgtarget"),
        SDGTarget,
        "title",
        help=_("Targets of the 2030 Agenda that a source links it to."),
    ),
    coded(
        "principles",
        links(Practice.principles.through, "guidingprinciple"),
        GuidingPrinciple,
        help=_("Guiding principles of the Compact that it stands for."),
    ),
    coded("themes", links(Practice.themes.through, "theme"), Theme, help=_("Topics across the objectives.")),
    coded("countries", countries, Country, help=_("Where it takes place or which States are party, by ISO 3166-1.")),
    Fact(
        "regions",
        value=region_slugs,
        label=region_names,
        fields=(countries, regions),
        joins=str,
        help=_("The M49 regions of every level that it lies in."),
    ),
    coded("lead_actors", leads, Actor, help=_("Who runs, adopted, founded or published it.")),
    coded("partner_actors", partners, Actor, help=_("Who takes part.")),
    coded("funder_actors", funders, Actor, help=_("Who pays.")),
    Fact(
        "actor_types",
        value=actor_types,
        label=actor_type_names,
        fields=(funders, leads, partners),
        joins=str,
        help=_("The types of all these actors."),
    ),
    choice("evidence", Evidence, help=_("What its results rest on.")),
    coded(
        "workshops",
        links(Presentation, "workshop", "workshop__starts_on", "session__position", "person__slug"),
        Workshop,
        "title",
        as_listed=True,
        help=_("The workshops at which it was presented."),
    ),
    coded(
        "sources",
        links(Citation, "source", "position", "id"),
        Source,
        "title",
        as_listed=True,
        help=_("The publications that say so."),
    ),
    plain("licence", help=_("Under which licence the text may be used.")),
    plain("updated", Moment("updated_at"), help=_("When it was last changed, in UTC.")),
    address("url", "practices:practice-detail", "slug", help=_("Its page.")),
]
