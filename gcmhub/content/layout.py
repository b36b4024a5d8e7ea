"""What lies in which file, in an order in which every record comes after those it refers to."""

from dataclasses import dataclass, field
from functools import cached_property

from actors.models import Actor, Country, Region
from dialogues.models import Appearance, Edition, Finding, Person, Session, Source, Workshop
from gcmhub.codes import natural_order
from gcmhub.content.fields import FieldError, Reference, by_language, code_of, codes_in, named, own_fields
from objectives.models import Action, GuidingPrinciple, Objective, SDGGoal, SDGTarget, Theme
from practices.choices import Role
from practices.models import Citation, FormerSlug, KeyFigure, Link, Participation, Practice, Presentation
from practices.parts import PracticeObjective


@dataclass(frozen=True)
class Shape:
    """The fields of a record in a file, parts included."""

    model: type
    left_out: tuple = ()
    parts: tuple = ()

    @cached_property
    def fields(self):
        return [*own_fields(self.model, self.left_out), *self.parts]

    def normalise(self, mapping, lookup):
        """The canonical mapping of what a file says; raises the problems of all its fields at once."""
        if not isinstance(mapping, dict):
            raise ExceptionGroup("record", [FieldError("", "expected a mapping of fields")])
        known = {codec.name: codec for codec in self.fields}
        problems = [FieldError(name, "no such field") for name in mapping if name not in known]
        canonical = {}
        for name, codec in known.items():
            if name in mapping:
                try:
                    canonical[name] = codec.normalise(mapping[name], lookup)
                except FieldError as problem:
                    problems.append(problem)
        if problems:
            raise ExceptionGroup("record", problems)
        return {name: value for name, value in canonical.items() if value is not None}

    def read(self, record):
        """The canonical mapping of a record in the database."""
        values = ((codec.name, codec.read(record)) for codec in self.fields)
        return {name: value for name, value in values if value is not None}

    def write(self, record, canonical, lookup):
        """Put the values into the record, check and save it, then what refers to it."""
        for codec in self.fields:
            if not codec.needs_saved_record:
                codec.write(record, canonical.get(codec.name), lookup)
        with by_language(self.model):
            record.full_clean()
        record.save()
        for codec in self.fields:
            if codec.needs_saved_record:
                codec.write(record, canonical.get(codec.name), lookup)


@dataclass(frozen=True)
class Listed:
    """Parts of a record as a list of mappings, e.g. its citations."""

    name: str
    shape: Shape
    owner: str
    needs_saved_record = True

    def normalise(self, raw, lookup):
        if not isinstance(raw, list):
            raise FieldError(self.name, "expected a list")
        parts = []
        for position, mapping in enumerate(raw, 1):
            try:
                parts.append(self.shape.normalise(mapping, lookup))
            except ExceptionGroup as group:
                first = group.exceptions[0]
                raise FieldError(f"{self.name} {position}, {first.field}", first.message) from group
        return parts or None

    def read(self, record):
        return [self.shape.read(part) for part in getattr(record, self.name).all()] or None

    def write(self, record, value, lookup):
        getattr(record, self.name).all().delete()
        for position, canonical in enumerate(value or [], 1):
            with named(f"{self.name} {position}"):
                self.shape.write(self.shape.model(**{self.owner: record}), canonical, lookup)


@dataclass(frozen=True)
class Grouped:
    """Parts that are a reference and one more value, as lists of codes under that value: `actors: {lead: [iom]}`."""

    name: str
    model: type
    related_name: str
    owner: str
    item: str
    by: str
    groups: dict = field(hash=False)
    needs_saved_record = True

    @property
    def reference(self):
        return Reference(self.model._meta.get_field(self.item))

    def normalise(self, raw, lookup):
        if not isinstance(raw, dict):
            raise FieldError(self.name, f"expected lists under {', '.join(self.groups)}")
        if unknown := raw.keys() - self.groups.keys():
            raise FieldError(self.name, f"“{min(unknown)}” is none of {', '.join(self.groups)}")
        model = self.reference.model
        lists = {
            group: codes_in(raw[group], model, f"{self.name}, {group}", lookup) for group in self.groups if group in raw
        }
        return {group: codes for group, codes in lists.items() if codes} or None

    def read(self, record):
        parts = getattr(record, self.related_name).all()
        lists = {
            group: sorted(
                (code_of(getattr(part, self.item)) for part in parts if getattr(part, self.by) == value),
                key=natural_order,
            )
            for group, value in self.groups.items()
        }
        return {group: codes for group, codes in lists.items() if codes} or None

    def write(self, record, value, lookup):
        getattr(record, self.related_name).all().delete()
        for group, codes in (value or {}).items():
            for code in codes:
                part = self.model(**{self.owner: record, self.by: self.groups[group]})
                self.reference.write(part, code, lookup)
                with named(f"{self.name}, {group}, {code}"):
                    part.full_clean()
                part.save()


@dataclass(frozen=True)
class Kind:
    """One kind of record and the files it lies in; a path with a field name in it stands for several files."""

    path: str
    shape: Shape
    prefetch: tuple = ()
    one_per_file: bool = False

    @property
    def model(self):
        return self.shape.model

    @property
    def code_fields(self):
        return ("objective", "letter") if self.model is Action else (self.model.code_field,)

    @property
    def glob(self):
        return self.path.partition("{")[0] + "*.yaml" if "{" in self.path else self.path

    def records(self):
        """Every record with what reading it takes, in a constant number of queries."""
        references = [codec.name for codec in self.shape.fields if isinstance(codec, Reference)]
        return self.model._base_manager.select_related(*references).prefetch_related(*self.prefetch)

    def code(self, mapping):
        """The code that a file gives a record, or None where it gives none."""
        values = [mapping.get(name) for name in self.code_fields]
        return "".join(values) if all(value and isinstance(value, str) for value in values) else None


def parts(name, model, owner, *parts):
    return Listed(name, Shape(model, left_out=(owner,), parts=parts), owner)


LAYOUT = [
    Kind("objectives/goals.yaml", Shape(SDGGoal)),
    Kind("objectives/targets.yaml", Shape(SDGTarget)),
    Kind("objectives/objectives.yaml", Shape(Objective), ("sdg_targets",)),
    Kind("objectives/actions.yaml", Shape(Action)),
    Kind("objectives/principles.yaml", Shape(GuidingPrinciple)),
    Kind("objectives/themes.yaml", Shape(Theme)),
    Kind("actors/regions.yaml", Shape(Region)),
    Kind("actors/countries.yaml", Shape(Country)),
    Kind("actors/actors.yaml", Shape(Actor)),
    Kind("dialogues/sources.yaml", Shape(Source)),
    Kind("dialogues/people.yaml", Shape(Person)),
    Kind(
        "dialogues/editions.yaml",
        Shape(Edition, parts=(parts("findings", Finding, "edition"),)),
        ("findings__objectives", "findings__actions", "findings__source"),
    ),
    Kind("dialogues/workshops.yaml", Shape(Workshop)),
    Kind(
        "dialogues/sessions/{workshop}.yaml",
        Shape(Session, parts=(parts("appearances", Appearance, "session"),)),
        ("appearances__person", "appearances__actor", "appearances__country"),
    ),
    Kind(
        "practices/{slug}.yaml",
        Shape(
            Practice,
            left_out=("objectives", "actors", "sources", "updated_at", "version"),
            parts=(
                Grouped(
                    "objectives",
                    PracticeObjective,
                    "practice_objectives",
                    "practice",
                    "objective",
                    "primary",
                    {"primary": True, "other": False},
                ),
                Grouped(
                    "actors",
                    Participation,
                    "participations",
                    "practice",
                    "actor",
                    "role",
                    {role.value: role.value for role in Role},
                ),
                parts("presentations", Presentation, "practice"),
                parts("key_figures", KeyFigure, "practice"),
                parts("citations", Citation, "practice"),
                parts("links", Link, "practice"),
                parts("former_slugs", FormerSlug, "practice"),
            ),
        ),
        (
            "countries",
            "regions",
            "actions",
            "sdg_targets",
            "principles",
            "themes",
            "practice_objectives__objective",
            "participations__actor",
            "presentations__workshop",
            "presentations__session",
            "presentations__person",
            "presentations__actor",
            "key_figures",
            "citations__source",
            "links",
            "former_slugs",
        ),
        one_per_file=True,
    ),
]
