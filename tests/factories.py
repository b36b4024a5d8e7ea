"""Records for tests: complete enough to be published, with a text in French and English. Content is never made here."""

import datetime

import factory
from factory.django import DjangoModelFactory

from actors.models import Actor, Country, Region
from dialogues.models import Appearance, Edition, Finding, Person, Session, Source, Workshop
from objectives.models import Action, GuidingPrinciple, Objective, SDGGoal, SDGTarget, Theme
from practices.choices import Kind, Role, Scope, Status
from practices.models import Citation, KeyFigure, Link, Participation, Practice, PracticeObjective, Presentation

CODES = [a + b for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


class SDGGoalFactory(DjangoModelFactory):
    class Meta:
        model = SDGGoal
        django_get_or_create = ["number"]

    number = factory.Sequence(lambda n: n % 17 + 1)
    name_en = factory.LazyAttribute(lambda goal: f"Goal {goal.number}")
    name_fr = factory.LazyAttribute(lambda goal: f"Objectif de développement {goal.number}")


class SDGTargetFactory(DjangoModelFactory):
    class Meta:
        model = SDGTarget
        django_get_or_create = ["code"]

    goal = factory.SubFactory(SDGGoalFactory, number=10)
    position = factory.Sequence(lambda n: n)
    code = factory.LazyAttribute(lambda target: f"{target.goal.number}.{target.position % 90 + 1}")
    title_en = factory.LazyAttribute(lambda target: f"Target {target.code}")
    title_fr = factory.LazyAttribute(lambda target: f"Cible {target.code}")


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = Objective
        django_get_or_create = ["number"]

    number = factory.Sequence(lambda n: n % 23 + 1)
    paragraph = factory.LazyAttribute(lambda objective: objective.number + 16)
    title_en = factory.LazyAttribute(lambda objective: f"Title of objective {objective.number}")
    title_fr = factory.LazyAttribute(lambda objective: f"Titre de l’objectif {objective.number}")
    short_title_en = factory.LazyAttribute(lambda objective: f"Objective {objective.number} in short")
    short_title_fr = factory.LazyAttribute(lambda objective: f"L’objectif {objective.number} en bref")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action
        django_get_or_create = ["objective", "letter"]

    objective = factory.SubFactory(ObjectiveFactory, number=23)
    letter = factory.Sequence(lambda n: "abcdefghij"[n % 10])
    title_en = factory.LazyAttribute(lambda action: f"What {action.objective.number}{action.letter} asks for")
    title_fr = factory.LazyAttribute(lambda action: f"Ce que demande {action.objective.number}{action.letter}")


class GuidingPrincipleFactory(DjangoModelFactory):
    class Meta:
        model = GuidingPrinciple
        django_get_or_create = ["letter"]

    letter = factory.Sequence(lambda n: "abcdefghij"[n % 10])
    slug = factory.LazyAttribute(lambda principle: f"principle-{principle.letter}")
    name_en = factory.LazyAttribute(lambda principle: f"Principle {principle.letter}")
    name_fr = factory.LazyAttribute(lambda principle: f"Principe {principle.letter}")


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"theme-{n}")
    name_en = factory.LazyAttribute(lambda theme: f"Theme {theme.slug}")
    name_fr = factory.LazyAttribute(lambda theme: f"Thème {theme.slug}")


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"region-{n}")
    code = factory.Sequence(lambda n: f"{500 + n % 500}")  # tests that want a real one take it from below
    name_en = factory.LazyAttribute(lambda region: f"Region {region.slug}")
    name_fr = factory.LazyAttribute(lambda region: f"Région {region.slug}")


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: CODES[n % len(CODES)])
    iso3 = factory.LazyAttribute(lambda country: f"{country.code}X")
    m49 = factory.Sequence(lambda n: f"9{CODES[n % len(CODES)]}")  # of no country; tests give real ones
    slug = factory.LazyAttribute(lambda country: f"country-{country.code.lower()}")
    name_en = factory.LazyAttribute(lambda country: f"Country {country.code}")
    name_fr = factory.LazyAttribute(lambda country: f"Pays {country.code}")
    region = factory.SubFactory(RegionFactory)


class ActorFactory(DjangoModelFactory):
    class Meta:
        model = Actor
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"actor-{n}")
    name_en = factory.LazyAttribute(lambda actor: f"Actor {actor.slug}")
    name_fr = factory.LazyAttribute(lambda actor: f"Acteur {actor.slug}")
    kind = Actor.Kind.CIVIL_SOCIETY


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"source-{n}")
    title_en = factory.LazyAttribute(lambda source: f"Report {source.slug}")
    title_fr = factory.LazyAttribute(lambda source: f"Rapport {source.slug}")
    year = 2018


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = Edition
        django_get_or_create = ["year"]

    year = 2018
    theme_en = "Partnerships"
    theme_fr = "Partenariats"


class WorkshopFactory(DjangoModelFactory):
    class Meta:
        model = Workshop
        django_get_or_create = ["slug"]

    edition = factory.SubFactory(EditionFactory)
    slug = factory.Sequence(lambda n: f"2018-city-{n}")
    title_en = factory.LazyAttribute(lambda workshop: f"Workshop {workshop.slug}")
    title_fr = factory.LazyAttribute(lambda workshop: f"Atelier {workshop.slug}")
    starts_on = datetime.date(2018, 3, 26)
    ends_on = datetime.date(2018, 3, 27)
    city_en = city_fr = "New York"
    country = factory.SubFactory(CountryFactory)


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session
        django_get_or_create = ["slug"]

    workshop = factory.SubFactory(WorkshopFactory)
    position = factory.Sequence(lambda n: n + 1)
    slug = factory.LazyAttribute(lambda session: f"{session.workshop.slug}-session-{session.position}")
    kind = Session.Kind.SESSION
    title_en = factory.LazyAttribute(lambda session: f"Session {session.position}")
    title_fr = factory.LazyAttribute(lambda session: f"Séance {session.position}")
    date = datetime.date(2018, 3, 26)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"person-{n}")
    name = factory.LazyAttribute(lambda person: f"Person {person.slug}")


class AppearanceFactory(DjangoModelFactory):
    class Meta:
        model = Appearance

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    actor = factory.SubFactory(ActorFactory)
    function_en = "Director"
    function_fr = "Directrice"


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    edition = factory.SubFactory(EditionFactory)
    kind = Finding.Kind.KEY_MESSAGE
    number = factory.Sequence(lambda n: n + 1)
    title_en = "Partnerships are needed"
    title_fr = "Il faut des partenariats"


class PracticeFactory(DjangoModelFactory):
    """A published practice with a lead, a primary objective and a citation; lists of related records may be given.

    `PracticeFactory(countries=[kenya], partners=[iom], objectives=[other], presentations=[session])`
    """

    class Meta:
        model = Practice
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"practice-{n}")
    title_en = factory.LazyAttribute(lambda practice: f"Title of {practice.slug}")
    title_fr = factory.LazyAttribute(lambda practice: f"Titre de {practice.slug}")
    summary_en = "What it is, where, and who does it."
    summary_fr = "Ce que c’est, où, et qui le fait."
    kind = Kind.SERVICE
    scope = Scope.GLOBAL
    status = Status.PUBLISHED

    @factory.post_generation
    def countries(self, create, records, **kwargs):
        self.countries.set(records or [])

    @factory.post_generation
    def regions(self, create, records, **kwargs):
        self.regions.set(records or [])

    @factory.post_generation
    def actions(self, create, records, **kwargs):
        self.actions.set(records or [])

    @factory.post_generation
    def sdg_targets(self, create, records, **kwargs):
        self.sdg_targets.set(records or [])

    @factory.post_generation
    def principles(self, create, records, **kwargs):
        self.principles.set(records or [])

    @factory.post_generation
    def themes(self, create, records, **kwargs):
        self.themes.set(records or [])

    @factory.post_generation
    def primary(self, create, objective, **kwargs):
        PracticeObjective.objects.create(
            practice=self, objective=objective or ObjectiveFactory(number=23), primary=True
        )

    @factory.post_generation
    def objectives(self, create, records, **kwargs):
        for objective in records or []:
            PracticeObjective.objects.create(practice=self, objective=objective)

    @factory.post_generation
    def leads(self, create, records, **kwargs):
        for actor in [ActorFactory()] if records is None else records:
            Participation.objects.create(practice=self, actor=actor, role=Role.LEAD)

    @factory.post_generation
    def partners(self, create, records, **kwargs):
        for actor in records or []:
            Participation.objects.create(practice=self, actor=actor, role=Role.PARTNER)

    @factory.post_generation
    def funders(self, create, records, **kwargs):
        for actor in records or []:
            Participation.objects.create(practice=self, actor=actor, role=Role.FUNDER)

    @factory.post_generation
    def citations(self, create, records, **kwargs):
        for source in [SourceFactory()] if records is None else records:
            Citation.objects.create(practice=self, source=source, locator_en="chapter 2", locator_fr="chapitre 2")


class PresentationFactory(DjangoModelFactory):
    class Meta:
        model = Presentation

    practice = factory.SubFactory(PracticeFactory)
    session = factory.SubFactory(SessionFactory)
    workshop = factory.LazyAttribute(lambda presentation: presentation.session.workshop)
    person = factory.SubFactory(PersonFactory)
    actor = factory.SubFactory(ActorFactory)


class KeyFigureFactory(DjangoModelFactory):
    class Meta:
        model = KeyFigure

    practice = factory.SubFactory(PracticeFactory)
    value = 41
    label_en = "villages"
    label_fr = "villages"


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = Link

    practice = factory.SubFactory(PracticeFactory)
    url = "https://example.org/"
    title_en = "More"
    title_fr = "En savoir plus"
