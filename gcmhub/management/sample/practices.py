"""One sample practice after the other, each complete enough to be published, linked as unevenly as real ones."""

import datetime
from collections import defaultdict

from actors.models import Actor, Country, Region
from dialogues.models import Appearance, Source
from gcmhub.languages import LANGUAGES
from gcmhub.management.sample.texts import NAMES, OTHERS, Skewed, Writer
from objectives.models import Action, GuidingPrinciple, Objective, SDGTarget, Theme
from practices.choices import Evidence, Kind, Qualifier, Role, Scope, Stage, Status
from practices.models import Citation, KeyFigure, Participation, Practice, PracticeObjective, Presentation

COUNTRIES_OF = {  # least and most, by scope
    Scope.NATIONAL: (1, 1),
    Scope.LOCAL: (1, 1),
    Scope.REGIONAL: (2, 6),
    Scope.BILATERAL: (2, 2),
    Scope.INTERREGIONAL: (3, 6),
    Scope.GLOBAL: (0, 0),
}
KINDS = [  # from the most common
    Kind.PROGRAMME,
    Kind.SERVICE,
    Kind.PARTNERSHIP,
    Kind.LAW_POLICY,
    Kind.DIALOGUE,
    Kind.TOOL,
    Kind.TRAINING,
    Kind.COMMITMENT,
    Kind.DATA,
    Kind.RESEARCH,
    Kind.CAMPAIGN,
    Kind.FUND,
]
STAGES = [Stage.ONGOING, Stage.ENDED, Stage.UNKNOWN, Stage.PLANNED, Stage.PROPOSED]
WRITTEN_IN_ALL_LANGUAGES = 0.15
WITH_A_REGION_ONLY = 0.1  # of regional ones
WITH_A_PRESENTATION = 0.3
DRAFTS, ARCHIVED = 0.02, 0.01
FIRST_YEAR, LAST_YEAR = 1990, 2026
FIRST_UPDATE = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
MINUTES = 60 * 24 * 900
BODY = {"context": (50, 65), "results": (40, 55), "lessons": (35, 45), "recommendations": (25, 35)}  # words


def through(name):
    return Practice._meta.get_field(name).remote_field.through


def by_code(model, **conditions):
    """The records in an order that does not depend on the database."""
    records = model._base_manager.filter(**conditions)
    return sorted(records, key=lambda record: str(getattr(record, model.code_field)))


class Practices:
    """Draws practices, a batch at a time; `rows` holds what belongs to those of the batch, by model."""

    def __init__(self, random):
        self.random = random
        self.rows = defaultdict(list)
        self.writers = {language: Writer(random, language) for language in LANGUAGES}
        self.read_vocabularies()
        self.kinds, self.stages = Skewed(random, KINDS), Skewed(random, STAGES)
        self.evidences, self.qualifiers = Skewed(random, Evidence.values), Skewed(random, Qualifier.values)
        self.scopes = Skewed(random, COUNTRIES_OF)
        self.roles = Skewed(random, [Role.PARTNER, Role.FUNDER, Role.LEAD], exponent=1.5)

    def read_vocabularies(self):
        def skewed(model, exponent=1.0):
            return Skewed(self.random, by_code(model), exponent, shuffled=True)

        self.countries, self.regions = skewed(Country, 1.1), skewed(Region)
        self.actors, self.sources = skewed(Actor), skewed(Source)
        self.objectives, self.themes = skewed(Objective), skewed(Theme)
        self.targets, self.principles = skewed(SDGTarget), skewed(GuidingPrinciple)
        appearances = Appearance.objects.filter(actor__isnull=False).select_related("session")
        self.appearances = Skewed(self.random, sorted(appearances, key=Appearance.natural_key), 0.5, shuffled=True)
        self.actions = defaultdict(list)
        for action in by_code(Action):
            self.actions[action.objective_id].append(action)

    def chance(self, share):
        return self.random.random() < share

    def draw(self, slug):
        scope = self.scopes.one()
        countries = self.countries.some(*COUNTRIES_OF[scope])
        if scope == Scope.REGIONAL and self.chance(WITH_A_REGION_ONLY):
            countries = []
        practice = Practice(slug=slug, scope=scope, **self.texts(scope, countries), **self.facts())
        self.link("countries", practice, countries)
        if not countries and scope != Scope.GLOBAL:
            self.link("regions", practice, self.regions.some(1, 1))
        self.serve(practice)
        self.link("themes", practice, self.themes.some(1, 4))
        self.link("sdg_targets", practice, self.targets.some(1, 5))
        self.link("principles", practice, self.principles.some(0, 3))
        self.take_part(practice)
        self.present(practice)
        self.cite(practice)
        self.count(practice)
        return practice

    def add(self, model, practice, **values):
        self.rows[model].append(model(practice=practice, **values))

    def link(self, name, practice, records):
        model = through(name)
        for record in records:
            self.add(model, practice, **{f"{record._meta.model_name}_id": record.pk})

    def texts(self, scope, countries):
        texts = {}
        languages = LANGUAGES if self.chance(WRITTEN_IN_ALL_LANGUAGES) else ["en", "fr"]
        for language in languages:
            writer, suffix = self.writers[language], language.replace("-", "_")
            place = getattr(countries[0], f"name_{suffix}") if countries else ""
            texts[f"title_{suffix}"] = writer.title(place=place or "")
            texts[f"summary_{suffix}"] = writer.text(40, 60)
            if language not in OTHERS:
                texts |= {f"{name}_{suffix}": writer.text(*length) for name, length in BODY.items()}
        if scope == Scope.LOCAL:
            texts["place_en"] = texts["place_fr"] = self.random.choice(NAMES)
        return texts

    def facts(self):
        drawn = self.random.random()
        status = Status.PUBLISHED
        if drawn < DRAFTS + ARCHIVED:
            status = Status.DRAFT if drawn < DRAFTS else Status.ARCHIVED
        updated = FIRST_UPDATE + datetime.timedelta(minutes=self.random.randrange(MINUTES))
        return {
            "kind": self.kinds.one(),
            "evidence": self.evidences.one(),
            "status": status,
            "published_at": None if status == Status.DRAFT else updated,
            "updated_at": updated,
            **self.dates(),
        }

    def dates(self):
        """A start as precise as it happens to be, mostly in late years, and an end for those that have ended."""
        stage = self.stages.one()
        year = LAST_YEAR - int((LAST_YEAR - FIRST_YEAR) * self.random.random() ** 2)
        month, day = self.random.randint(1, 12), self.random.randint(1, 28)
        started = f"{year}-{month:02}-{day:02}"[: self.random.choice((4, 4, 7, 10))] if self.chance(0.85) else ""
        ended = str(min(year + self.random.randint(1, 6), LAST_YEAR)) if stage == Stage.ENDED else ""
        return {"stage": stage, "started": started, "ended": ended}

    def serve(self, practice):
        actions = []
        for number, objective in enumerate(self.objectives.some(1, 4)):
            self.add(PracticeObjective, practice, objective_id=objective.pk, primary=number == 0)
            actions += self.actions[objective.pk]
        self.link("actions", practice, self.random.sample(actions, min(self.random.randint(0, 4), len(actions))))

    def take_part(self, practice):
        for number, actor in enumerate(self.actors.some(2, 8)):
            role = self.roles.one() if number else Role.LEAD
            self.add(Participation, practice, actor_id=actor.pk, role=role)

    def present(self, practice):
        """By people who were on the agenda, for whom they spoke there."""
        if not self.appearances.values or not self.chance(WITH_A_PRESENTATION):
            return
        for appearance in self.appearances.some(1, 2):
            self.add(
                Presentation,
                practice,
                workshop_id=appearance.session.workshop_id,
                session_id=appearance.session_id,
                person_id=appearance.person_id,
                actor_id=appearance.actor_id,
            )

    def cite(self, practice):
        for position, source in enumerate(self.sources.some(1, 2), start=1):
            chapter = self.random.randint(1, 9)
            locators = {"locator_en": f"chapter {chapter}", "locator_fr": f"chapitre {chapter}"}
            self.add(Citation, practice, source_id=source.pk, position=position, **locators)

    def count(self, practice):
        for position in range(1, self.random.choice((0, 0, 1, 2)) + 1):
            self.add(
                KeyFigure,
                practice,
                value=int(10 ** (6 * self.random.random())),
                qualifier=self.qualifiers.one() if self.chance(0.3) else "",
                label_en=self.writers["en"].title(2, 5),
                label_fr=self.writers["fr"].title(2, 5),
                year=self.random.randint(2010, LAST_YEAR),
                position=position,
            )
