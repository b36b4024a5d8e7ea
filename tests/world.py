"""A small world in which every filter has something to find, and a plain reading of what each filter means."""

from dataclasses import dataclass, field

from actors.models import Region
from practices.models import Practice, Presentation
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    GuidingPrincipleFactory,
    ObjectiveFactory,
    PersonFactory,
    PracticeFactory,
    PresentationFactory,
    RegionFactory,
    SDGGoalFactory,
    SDGTargetFactory,
    SessionFactory,
    SourceFactory,
    ThemeFactory,
    WorkshopFactory,
)


@dataclass
class World:
    """`values[name]` are codes of a filter, the first of them in use."""

    values: dict = field(default_factory=dict)

    def value_of(self, name):
        return self.values[name][0]

    def codes(self, name, drawn):
        known = self.values[name]
        return [(out, known[number % len(known)]) for out, number in drawn]

    def matches(self, practice, query, every):
        groups = {}
        for name, values in query.items():
            groups.setdefault(GROUP.get(name, name), {})[name] = values
        return all(group_matches(practice, group, every) for group in groups.values())


GROUP = dict.fromkeys(("workshop", "session", "person", "presenter_type"), "presentation")
GROUP |= {"actor_type": "participation", "role": "participation"}


def group_matches(practice, group, every):
    """Whether rows of the practice satisfy the filters of one row group together."""
    rows = rows_of(practice, next(iter(group)))
    wanted = {name: {v for v in values if not v.startswith("-")} for name, values in group.items()}
    wanted = {name: values for name, values in wanted.items() if values}
    combinations = [{}]
    for name, values in wanted.items():
        alternatives = [{value} for value in values] if name in every else [values]
        combinations = [c | {name: a} for c in combinations for a in alternatives]
    if wanted and not all(any(fits(row, combination) for row in rows) for combination in combinations):
        return False
    for name, values in group.items():
        others = {other: v for other, v in wanted.items() if other != name}
        for value in (v[1:] for v in values if v.startswith("-")):
            if any(fits(row, others | {name: {value}}) for row in rows):
                return False
    return True


def fits(row, wanted):
    return all(row.get(name, set()) & values for name, values in wanted.items())


def rows_of(practice, name):
    """One row per thing a filter looks at: for each filter the set of codes that the row has."""
    if GROUP.get(name) == "participation":
        return [{"actor_type": {p.actor.kind}, "role": {p.role}} for p in practice.participations.all()]
    if GROUP.get(name) == "presentation":
        return [presentation_row(p) for p in practice.presentations.all()]
    if name in ("lead", "partner", "funder"):
        return [{name: {p.actor.slug}} for p in practice.participations.filter(role=name)]
    return [{name: {str(code)}} for code in READ[name](practice)]


def presentation_row(presentation):
    return {
        "workshop": {presentation.workshop.slug},
        "session": {presentation.session.slug} if presentation.session else set(),
        "person": {presentation.person.slug} if presentation.person else set(),
        "presenter_type": {presentation.actor.kind} if presentation.actor else set(),
    }


def regions_of(practice):
    found = set()
    for region in [*(country.region for country in practice.countries.all()), *practice.regions.all()]:
        while region:
            found.add(region.slug)
            region = region.parent  # noqa: PLW2901 -- walks up the tree
    return found


READ = {
    "objective": lambda p: p.objectives.values_list("number", flat=True),
    "action": lambda p: p.actions.values_list("code", flat=True),
    "theme": lambda p: p.themes.values_list("slug", flat=True),
    "kind": lambda p: [p.kind],
    "region": regions_of,
    "country": lambda p: p.countries.values_list("code", flat=True),
    "scope": lambda p: [p.scope],
    "situation": lambda p: {s.value for country in p.countries.all() for s in country.situations},
    "actor": lambda p: p.actors.values_list("slug", flat=True),
    "year": lambda p: {date[:4] for date in (p.started, p.ended) if date},
    "stage": lambda p: [p.stage],
    "evidence": lambda p: [p.evidence],
    "sdg_goal": lambda p: p.sdg_targets.values_list("goal__number", flat=True),
    "sdg": lambda p: p.sdg_targets.values_list("code", flat=True),
    "principle": lambda p: p.principles.values_list("slug", flat=True),
    "source": lambda p: p.sources.values_list("slug", flat=True),
}


def a_small_world():
    africa, asia = RegionFactory(slug="africa"), RegionFactory(slug="asia")
    world = RegionFactory(slug="world")
    Region.objects.filter(slug__in=["africa", "asia"]).update(parent=world)
    western = RegionFactory(slug="western-africa", parent=africa)
    kenya = CountryFactory(code="KE", region=africa, is_ldc=False)
    mali = CountryFactory(code="ML", region=western, is_ldc=True, is_lldc=True)
    japan = CountryFactory(code="JP", region=asia, is_sids=True)
    iom = ActorFactory(slug="iom", kind="un-system")
    unhcr = ActorFactory(slug="unhcr", kind="un-system")
    nairobi = ActorFactory(slug="city-of-nairobi", kind="local-government", country=kenya)
    union = ActorFactory(slug="union", kind="trade-union")
    objectives = [ObjectiveFactory(number=n) for n in (23, 6, 7)]
    actions = [ActionFactory(letter="c"), ActionFactory(letter="d"), ActionFactory(objective=objectives[1], letter="a")]
    targets = [
        SDGTargetFactory(code="10.7", goal=SDGGoalFactory(number=10)),
        SDGTargetFactory(code="17.16", goal=SDGGoalFactory(number=17)),
        SDGTargetFactory(code="10.c", goal=SDGGoalFactory(number=10)),
    ]
    principles = [GuidingPrincipleFactory(letter=letter) for letter in "ab"]
    themes = [ThemeFactory(slug=slug) for slug in ("children", "health", "borders")]
    new_york, geneva = WorkshopFactory(slug="2018-new-york"), WorkshopFactory(slug="2018-geneva")
    sessions = [SessionFactory(workshop=new_york), SessionFactory(workshop=new_york), SessionFactory(workshop=geneva)]
    people = [PersonFactory(slug=slug) for slug in ("arbour", "swing")]
    sources = [SourceFactory(slug=slug) for slug in ("idm-28", "gcm")]

    first = PracticeFactory(
        slug="first",
        kind="service",
        scope="local",
        stage="ongoing",
        evidence="claimed",
        started="2016-03",
        ended="2018",
        countries=[kenya],
        leads=[nairobi],
        partners=[iom, unhcr],
        funders=[iom],
        objectives=objectives[1:],
        actions=actions,
        sdg_targets=targets[:2],
        principles=principles,
        themes=themes[:2],
        citations=sources,
    )
    second = PracticeFactory(
        slug="second",
        kind="fund",
        scope="regional",
        stage="ended",
        evidence="evaluated",
        started="2018-05-01",
        countries=[mali, japan],
        leads=[iom],
        partners=[nairobi, union],
        actions=actions[:1],
        sdg_targets=targets[2:],
        principles=principles[:1],
        themes=themes[1:],
        citations=sources[:1],
    )
    third = PracticeFactory(
        slug="third",
        kind="service",
        scope="national",
        stage="ongoing",
        ended="2016",
        regions=[western],
        leads=[union],
        partners=[unhcr],
        objectives=objectives[2:],
        themes=themes[:1],
        citations=sources[1:],
    )
    PracticeFactory(slug="fourth", kind="law-policy", scope="global", leads=[unhcr], funders=[union])
    for practice, session, person, actor in [
        (first, sessions[0], people[0], nairobi),
        (first, sessions[2], people[1], iom),
        (second, sessions[1], people[0], iom),
        (third, sessions[2], people[0], union),
    ]:
        PresentationFactory(practice=practice, session=session, person=person, actor=actor)
    Presentation.objects.create(practice=third, workshop=new_york)
    canary(kenya, nairobi, iom, actions, targets, themes, sources, sessions[0], people[0])
    return World(values_in_use())


def canary(country, lead, funder, actions, targets, themes, sources, session, person):
    """A draft that has everything the published ones have: it must count nowhere."""
    draft = PracticeFactory(
        slug="draft-canary",
        title_en="CANARY",
        title_fr="CANARY",
        summary_en="CANARY",
        status="draft",
        kind="service",
        scope="local",
        started="2016",
        countries=[country],
        leads=[lead],
        funders=[funder],
        actions=actions,
        sdg_targets=targets,
        themes=themes,
        citations=sources,
    )
    PresentationFactory(practice=draft, session=session, person=person, actor=lead)


def values_in_use():
    names = [*READ, *GROUP, "lead", "partner", "funder"]
    found = {name: {} for name in names}
    for practice in Practice.objects.published().order_by("pk"):
        for name in names:
            for row in rows_of(practice, name):
                found[name] |= dict.fromkeys(sorted(row.get(name, ())))
    found["region"].pop("world")
    return {name: list(codes) for name, codes in found.items()}
